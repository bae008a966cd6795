/** Makes behaviors, by Pekko's names. A module namespace, so that bundlers remove the unused ones. */

export type { Supervised } from './behavior-factories.ts'
export * as Behaviors from './behavior-factories.ts'
