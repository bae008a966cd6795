import type { Answer, CheckOutcome, Notice, Restored, Session, UntilOptions } from '../conductor/index.ts'
import type { Check } from '../trace/check.ts'
import type { Plain } from '../trace/plain.ts'
import type { RunFile, RunHeader } from '../trace/run-file.ts'
import type { VirtualTime } from '../trace/trace-event.ts'

/** What a person wants to see. */
export interface RunRequest {
  readonly scenario: string
  /** 0 … 2^31 − 1; default {@link defaultSeed}. */
  readonly seed?: number
  /** What differs from the scenario's own settings. */
  readonly settings?: { readonly [key: string]: Plain }
  /** A run of its own, even where this tab has one that could go on. */
  readonly fresh?: boolean
  /** A recorded run, computed again up to where the recording ends; it tells scenario, seed and settings. */
  readonly recorded?: RunFile
}

/** As on the command line. */
export const defaultSeed = 1

/** The page tells the conductor what to open. */
export interface OpenRequest {
  readonly request: RunRequest
  readonly build: string
  /** For a run that begins. */
  readonly runId: string
  /** The run that this tab had before it was loaded again, and how far the page had seen it. */
  readonly previous: { readonly runId: string; readonly frontier: VirtualTime } | null
}

export interface Opened {
  readonly runId: string
  readonly header: RunHeader
  readonly notices: readonly Notice[]
  readonly restored: Restored | null
}

/** What the conductor's worker offers the page over comlink. */
export interface ConductorControl
  extends Omit<Session, 'header' | 'notices' | 'restored' | 'subscribe' | 'until'> {
  open(order: OpenRequest): Answer<Opened>
  until(check: Check, options: UntilOptions): Answer<CheckOutcome>
}
