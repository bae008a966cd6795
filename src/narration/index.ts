/**
 * A run in words, in English and Japanese: a line for an event, an action or a check, and a paragraph for a view. Pure;
 * the page, the lessons and the command line share it.
 */
export { type ActorWords, actorTitle, inBothLanguages, namesIn, stateWords } from './actor-names.ts'
export type { Bilingual, Language } from './bilingual.ts'
export { describeAction } from './describe-action.ts'
export { describeCheck, describeFact } from './describe-check.ts'
export { describeDatabaseFault } from './describe-database-fault.ts'
export { describeEvent } from './describe-event.ts'
export { describeReason } from './describe-reason.ts'
export {
  type EventFamily,
  eventFamilies,
  familyNames,
  familyOf,
  type Verbosity,
  verbosityOf,
} from './event-family.ts'
export { type LogLine, logLines } from './log-lines.ts'
export { type PlayedRun, playwrightSource, runScript, walkthroughSource } from './run-source.ts'
export { scriptLine } from './script-line.ts'
export { stateData, stateLine } from './state-line.ts'
export { summaryOf } from './summary.ts'
export { systemActorTitle } from './system-actor-titles.ts'
export { type WayOfWrite, type WayStep, WaysOfWrites } from './way-of-write.ts'
export type { WhyContext } from './why/context.ts'
export { decisionText } from './why/downing-reason.ts'
export { explain, type Fact, type WhyAnswer } from './why/explain.ts'
export { type RuleWords, type RunSettings, ruleWords } from './why/rules.ts'
export { staleCopyOf } from './why/stale-copy.ts'
export type { WhyPart, WhyStep } from './why/steps.ts'
export { type Names, nameOfActor, nameOfAddress, nameOfPath } from './wording.ts'
