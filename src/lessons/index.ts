/**
 * Lessons as data: walkthroughs that tell and show, in English and Japanese, and the player that goes through
 * them. A player needs a port only; page, tests and command line each have theirs.
 */
import type { Walkthrough } from './lesson.ts'
import { seedDemo } from './walkthroughs/seed-demo.ts'
import { supervisionDemo } from './walkthroughs/supervision-demo.ts'

export { type GlossaryEntry, glossary } from './glossary.ts'
export type { Anchor, Await, Step, Walkthrough } from './lesson.ts'
export { type PlayerState, WalkthroughPlayer, type WalkthroughPort } from './walkthrough-player.ts'

/** In the order in which they are offered. */
export const walkthroughs: readonly Walkthrough[] = [seedDemo, supervisionDemo]

export const walkthroughOf = (id: string): Walkthrough | null =>
  walkthroughs.find(one => one.id === id) ?? null
