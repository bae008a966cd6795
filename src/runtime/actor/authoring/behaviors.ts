/** Makes behaviors. The names are Pekko's. A namespace, so that only what is used is loaded. */

export type { Supervised } from './behavior-factories.ts'
export * as Behaviors from './behavior-factories.ts'
