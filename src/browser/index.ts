/**
 * The page's access to a run: opens a run in workers and returns its session. The code of the workers (conductor,
 * participants, stores) is not imported here, so that the page's bundle stays without it.
 */

export { actsOf, type RefusedAct, type TimedAct } from '../conductor/act-replay.ts'
export type {
  Answer,
  CheckOutcome,
  ClockState,
  Notice,
  Restored,
  UntilOptions,
} from '../conductor/session.ts'
export type { StorageFailure, StorageFailureKind } from '../conductor/storage-failure.ts'
export type { Counterexample, SearchProgress, SearchReport, SearchStage } from '../search/search.ts'
export {
  type Automation,
  createAutomation,
  type Film,
  type LoadOptions,
  type Playground,
  type TraceFilter,
} from './automation.ts'
export { deflating } from './deflating.ts'
export { keepOffline, type OfflineState } from './keep-offline.ts'
export { defaultSeed, type ImportedFamily, type LaneRequest, type RunRequest } from './open-request.ts'
export { openPageChannel, type PageChannel } from './page-channel.ts'
export { CanvasPainter } from './painting/canvas-painter.ts'
export {
  type ExerciseProgress,
  formatProgress,
  type ProgressById,
  parseProgress,
} from './progress-file.ts'
export { readProgress, writeProgress } from './progress-store.ts'
export { requestOf } from './recorded-request.ts'
export type { LoggedSession } from './remote-session.ts'
export type { BranchRecord, RunRecord, RunSummary } from './run-catalog.ts'
export {
  deleteHiddenRuns,
  hideRun,
  type ListedRun,
  listFamily,
  listStoredRuns,
  nameRun,
  readActions,
  restoreHiddenRun,
  saveSummary,
  sizeOfRun,
} from './run-list.ts'
export { RunSearch } from './run-search.ts'
export { loadEvents, type OpenSession, openSession, opensNewRun } from './session.ts'
export { type StoredContent, storedContentOf } from './stored-content.ts'
