/**
 * The trace: the record of a run as data, and the functions of it. A run file holds a header and a log of
 * {@link Action}s; playing it emits {@link TraceEvent}s; {@link foldAll} folds them into the {@link ClusterView} that
 * every panel shows; {@link CheckEvaluator} evaluates a {@link Check} on them event by event; equal traces have equal
 * {@link TraceHash}es. Pure; every other layer may import this one.
 */
export {
  type Action,
  type ArrivalHold,
  arrivalHolds,
  type DatabaseAction,
  type Fault,
  faults,
  isMessageAction,
  type Link,
  type LoggedAction,
  type MessageAction,
} from './action.ts'
export { type ActionComplaint, complaintAboutAction, parseAction } from './action-schema.ts'
export { addressOf, hostOfPath, isWithin, localPath, nameOf, namesOf, parentOf } from './actor-path.ts'
export type { BranchChange, BranchOrigin } from './branch-origin.ts'
export {
  type CauseLink,
  type CauseOrigin,
  type Causes,
  causesOf,
  nextCause,
} from './causes/causes-of.ts'
export type { Ground } from './causes/grounds.ts'
export { type News, newsIn } from './causes/news.ts'
export { type Found, lastBefore } from './causes/search.ts'
export { type Chapter, maxChapters } from './chapter.ts'
export {
  type Check,
  type Condition,
  type EventPattern,
  type Fact,
  isInvariant,
  type Verdict,
} from './check.ts'
export { parseCheck } from './check-schema.ts'
export type {
  ActionView,
  ActorView,
  BeliefView,
  ClusterView,
  DeadLetterView,
  FailureView,
  FlightView,
  GossipView,
  JournalView,
  LinkView,
  LossView,
  MailView,
  ParticipantView,
} from './cluster-view.ts'
export { maxShownMail } from './cluster-view.ts'
export { type DatabaseFault, databaseFaultTypes } from './database-fault.ts'
export { decimalText, numberInDecimal } from './decimal-text.ts'
export type { EditedFile } from './edited-file.ts'
export { CheckEvaluator, type Decision } from './evaluate-check.ts'
export { type EventFilter, EventLog, type EventLogOptions } from './event-log/event-log.ts'
export { type Difference, differenceIn } from './event-log/first-difference.ts'
export { lowestIndex } from './event-log/lowest-index.ts'
export { concernedParticipant, segmentLength } from './event-log/segment.ts'
export { type FactView, factHolds } from './fact.ts'
export { emptyView, Folding, fold, foldAll } from './fold.ts'
export { flownShare, heldFlight, rescheduledFlight } from './fold-holds.ts'
export { linkKey } from './fold-links.ts'
export { flightLingerMs, flightOf } from './fold-messages.ts'
export type { JournalEvent } from './journal-content.ts'
export { emptyKeyed, type Keyed } from './keyed.ts'
export { matchesEvent } from './match-event.ts'
export { maxOwnLamps, type OwnLamp } from './own-lamp.ts'
export { packRun, unpackRun } from './packed-run.ts'
export { maxLinkCharacters, packText, unpackText } from './packed-text.ts'
export { parseRunFile } from './parse-run-file.ts'
export { patternOfEvent } from './pattern-of-event.ts'
export type { Plain } from './plain.ts'
export { type Protocol, protocols } from './protocol.ts'
export { type Complaint, refusalAbout } from './refusal.ts'
export { RefusalError, refusalFrom } from './refusal-error.ts'
export { sentenceIn } from './refusals/sentence-in.ts'
export { isRefused, type Refused, refuse } from './refused.ts'
export { type FiledLane, type LaneTag, maxFiledLanes, type RunFamily } from './run-family.ts'
export {
  formatRunFile,
  maxActions,
  maxRunFileCharacters,
  type RunFile,
  type RunHeader,
  runFileFormat,
  runFileVersion,
} from './run-file.ts'
export type { ScriptOutcome, ScriptStep, ScriptStepOutcome } from './script.ts'
export { maxSeed as highestSeed } from './seed.ts'
export type { StrategyText, SupervisionChoice, SupervisionRule } from './supervision.ts'
export { complaintsAboutSupervision } from './supervision-schema.ts'
export {
  type AddressText,
  bodyLimit,
  conductorId,
  type EventId,
  eventId,
  type FailureText,
  type LogLevel,
  latestInstantMs,
  type MemberStatusText,
  memberStatuses,
  type ParticipantId,
  type ParticipantKind,
  type PathText,
  stateLimit,
  type TraceEvent,
  type TraceEventBase,
  type TraceEventBody,
  type TraceEventOf,
  traceVersion,
  type VirtualTime,
} from './trace-event.ts'
export {
  formatTraceFile,
  parseTraceFile,
  type TraceFile,
  type TraceFileHeader,
  TraceFileWriter,
} from './trace-file.ts'
export { TraceHash, traceHash } from './trace-hash.ts'
export {
  beliefAbout,
  believedLeaders,
  isFullMember,
  isUnreachableFor,
  leaderByMajority,
  nodesAgree,
  oldestOf,
  type Participants,
  participantAt,
  removersOf,
  runningNodes,
} from './views-agree.ts'
export { CheckWatch, type WatchDecision, type WatchedCheck } from './watch-checks.ts'
