/**
 * The browser's side of a run, for the page: opens a run in workers and hands out its session. What runs in the
 * workers (conductor, participants, stores) is not imported here, so none of it is in the page's bundle.
 */

export type {
  Answer,
  CheckOutcome,
  ClockState,
  Notice,
  Restored,
  UntilOptions,
} from '../conductor/session.ts'
export {
  type Automation,
  createAutomation,
  type LoadOptions,
  type Playground,
  type TraceFilter,
} from './automation.ts'
export type { RunRequest } from './open-request.ts'
export type { LoggedSession } from './remote-session.ts'
export { type OpenSession, openSession } from './session.ts'
