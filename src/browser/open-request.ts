import type { Answer, CheckOutcome, Notice, Restored, Session, UntilOptions } from '../conductor/index.ts'
import type { Check } from '../trace/check.ts'
import type { OwnLamp } from '../trace/own-lamp.ts'
import type { Plain } from '../trace/plain.ts'
import type { RunFile, RunHeader } from '../trace/run-file.ts'
import type { WatchedCheck } from '../trace/watch-checks.ts'
import type { TabRun } from './tab-storage.ts'

/** The run that the user requests. */
export interface RunRequest {
  readonly scenario: string
  /** 0 … 2^31 − 1; default {@link defaultSeed}. */
  readonly seed?: number
  /** Overrides of the scenario's settings. */
  readonly settings?: { readonly [key: string]: Plain }
  /** True starts a new run, even if the tab has one to resume. Default false. */
  readonly fresh?: boolean
  /** A stored run to resume instead of the tab's own. */
  readonly resume?: TabRun
  /** A recorded run to replay to its end; it determines scenario, seed and settings. */
  readonly recorded?: RunFile
}

/** The same default as on the command line. */
export const defaultSeed = 1

/** The page's request to the conductor to open a run. */
export interface OpenRequest {
  readonly request: RunRequest
  readonly build: string
  /** Id for a new run. */
  readonly runId: string
  /** The tab's run before the reload; null: none. */
  readonly previous: TabRun | null
  /** The lamps of the scenario. */
  readonly lamps: readonly WatchedCheck[]
}

export interface Opened {
  readonly runId: string
  readonly header: RunHeader
  /** All settings of the run, those that the header does not change included. */
  readonly settings: Plain
  readonly notices: readonly Notice[]
  readonly restored: Restored | null
  /** Lamps that a person added before, to a restored or recorded run. */
  readonly ownLamps: readonly OwnLamp[]
}

/** Interface of the conductor's worker, called by the page over comlink. */
export interface ConductorControl
  extends Omit<Session, 'header' | 'notices' | 'restored' | 'subscribe' | 'until' | 'check'> {
  open(request: OpenRequest): Answer<Opened>
  until(check: Check, options: UntilOptions): Answer<CheckOutcome>
}
