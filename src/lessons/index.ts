/**
 * Lessons as data: narrated walkthroughs in English and Japanese, and their player. The player controls a run through
 * a port, which the page, the tests and the command line each implement.
 */
import type { Walkthrough } from './lesson.ts'
import { commandAndQuery } from './walkthroughs/command-and-query.ts'
import { handOver } from './walkthroughs/hand-over.ts'
import { journalAndRecovery } from './walkthroughs/journal-and-recovery.ts'
import { lifeOfAMember } from './walkthroughs/life-of-a-member.ts'
import { pubSubAndQuery } from './walkthroughs/pub-sub-and-query.ts'
import { seedDemo } from './walkthroughs/seed-demo.ts'
import { splitBrain } from './walkthroughs/split-brain.ts'
import { supervisionDemo } from './walkthroughs/supervision-demo.ts'
import { threeSilences } from './walkthroughs/three-silences.ts'
import { timeTravel } from './walkthroughs/time-travel.ts'

export type { Anchor } from './anchor.ts'
export { applyEdits, changedLineCount } from './code-edits.ts'
export { type Direction, type Moment, moments } from './direction.ts'
export type {
  CodeExercise,
  Exercise,
  GoalExercise,
  GoalLamp,
  Ladder,
  Play,
  PredictionExercise,
} from './exercise.ts'
export { ladders } from './exercise.ts'
export {
  allHold,
  candidateOf,
  claimsOf,
  type GoalState,
  instantBeforeAct,
  isLit,
  judgeGoal,
  scriptOfTrial,
  stepsBeforeTrial,
  stepsOfPlay,
  watchedChecks,
  wordsOfLamp,
} from './exercise-judge.ts'
export { exerciseOf, exercises } from './exercises/index.ts'
export { type GlossaryEntry, glossary } from './glossary.ts'
export type { Await, Lamp, Step, Walkthrough } from './lesson.ts'
export type { Detour, PlayerState } from './player-state.ts'
export { contradictionsOf } from './prove-question.ts'
export { type Answer, type Choice, isRight, type Question } from './question.ts'
export { type Refutation, refutationOf, type ShowingPlace } from './refutation.ts'
export { WalkthroughPlayer } from './walkthrough-player.ts'
export type { WalkthroughPort } from './walkthrough-port.ts'

/** In the order of the page's list. */
export const walkthroughs: readonly Walkthrough[] = [
  timeTravel,
  seedDemo,
  commandAndQuery,
  journalAndRecovery,
  pubSubAndQuery,
  threeSilences,
  lifeOfAMember,
  handOver,
  splitBrain,
  supervisionDemo,
]

export const walkthroughOf = (id: string): Walkthrough | null =>
  walkthroughs.find(walkthrough => walkthrough.id === id) ?? null
