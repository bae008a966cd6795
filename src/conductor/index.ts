/**
 * The conductor owns virtual time: it grants rounds to participants, keeps the log of actions and sorts all events into one
 * trace. Pure: hosts, wall clocks and the run log are passed in.
 */
export { ActReplay, actsOf, type RefusedAct, type TimedAct } from './act-replay.ts'
export {
  Conductor,
  type ConductorOptions,
  type Performed,
} from './conductor.ts'
export type {
  Grant,
  GrantResult,
  Host,
  HostFactory,
  PlannedParticipant,
  RunPlan,
} from './host.ts'
export { inProcessHosts, type ParticipantFactory } from './in-process-host.ts'
export type { Frame } from './inbox.ts'
export { Lifeline } from './lifeline.ts'
export type { HangingRound } from './log-deaths.ts'
export { performScript } from './perform-script.ts'
export { Replay, replay } from './replay.ts'
export { RoundTape, type TapedIncarnation, type TapedRound } from './round-tape.ts'
export { RunController, type RunControllerOptions } from './run-controller.ts'
export { HostDied, RunBroken } from './run-errors.ts'
export type { RunLog } from './run-log.ts'
export { RunWatch } from './run-watch.ts'
export type {
  Answer,
  CheckOutcome,
  ClockState,
  Notice,
  Restored,
  Session,
  SessionUpdate,
  UntilOptions,
} from './session.ts'
export type { StorageFailure, StorageFailureKind } from './storage-failure.ts'
export { CheckOverTrace } from './verdict-over.ts'
export type { WallClock } from './wall-clock.ts'
export { type WireAnswer, WireParticipant, type WirePorts } from './wire-participant.ts'
