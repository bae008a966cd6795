/**
 * The page: a picture of the cluster, what can be done to it, and the same in words. Talks only to a `Session`; all it
 * shows is the fold of what the session tells.
 */

export { mountPlayground } from './playground.tsx'
