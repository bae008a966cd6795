/**
 * The page: a picture of the cluster, actions on it, and the same as text. It talks only to a session and shows nothing
 * but what follows from the events in the session's log.
 */

export { mountPlayground } from './playground.tsx'
