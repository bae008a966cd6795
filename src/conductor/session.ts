import type { Action, Refused } from '../trace/action.ts'
import type { Check, Verdict } from '../trace/check.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import type { RunHeader } from '../trace/run-file.ts'
import type { TraceEvent } from '../trace/trace-event.ts'

/** The result of a call, or why there is none: a mistake of the caller, or a run that is closed or broke. */
export type Answer<T> = Promise<T | Refused>

/**
 * A live run as the page sees it. The same calls stand behind the buttons, `window.playground`, walkthroughs
 * and the command line. Every call settles: a mistake of the caller, a closed run and a dead worker are
 * `{ refused }`.
 */
export interface Session {
  readonly header: RunHeader
  /** What a person must know of how this run is held. */
  readonly notices?: readonly Notice[]
  /** Set when the page was reloaded and the run went on after a power failure, paused. */
  readonly restored?: Restored
  /** Listens to batches (at most one per 16 ms). The first call gets everything from the beginning. */
  subscribe(listener: (update: SessionUpdate) => void): () => void
  do(action: Action): Answer<{ readonly index: number; readonly at: VirtualTime }>
  /**
   * Runs until the check is decided, at the latest `withinMs` virtual ms from now, and stops exactly there. What
   * happened at the instant of an action just done counts. `speed`: default as fast as it goes.
   */
  until(check: Check, options?: UntilOptions): Answer<CheckOutcome>
  /** The check's verdict over the whole trace so far. */
  check(check: Check): Answer<Verdict>
  now(): Answer<VirtualTime>
  play(): Answer<void>
  pause(): Answer<void>
  /** Grants time up to the next due instant. */
  step(): Answer<VirtualTime>
  /** Virtual ms per wall ms; `Infinity` is as fast as it goes. */
  speed(factor: number): Answer<void>
  /** Stops at exactly `at`, all due events at it included. */
  runUntil(at: VirtualTime): Answer<VirtualTime>
  traceHash(): Answer<string>
  /** The run file (v1) as text. */
  exportRun(): Answer<string>
  /** Settles when the run has stopped. Calls that are still open are refused first. */
  close(): Promise<void>
}

export interface UntilOptions {
  readonly withinMs?: number
  readonly speed?: number
}

export interface CheckOutcome {
  /** `open`: the time ran out, somebody paused, or nothing more can happen. */
  readonly verdict: Verdict
  readonly at: VirtualTime
}

export interface Notice {
  /** Nothing is stored · the tab's own run is open elsewhere · another run is · a recording came out differently. */
  readonly code: 'memory-only' | 'second-tab' | 'beside-another-tab' | 'recording-differs'
  /** One clear sentence. */
  readonly text: string
}

export interface Restored {
  /** The instant of the power failure. */
  readonly at: VirtualTime
  /** Set when what is stored is not what the run had stored by then: one clear sentence. */
  readonly warning?: string
}

export interface SessionUpdate {
  /** New events, in the order of the trace. */
  readonly events: readonly TraceEvent[]
  readonly clock: ClockState
}

export interface ClockState {
  /** All instants up to this one are computed. */
  readonly now: VirtualTime
  readonly playing: boolean
  /** As asked for. */
  readonly speed: number
  /** As it really goes, averaged over about a second; 0 while paused. */
  readonly achieved: number
  /** Rounds granted so far: for measuring. */
  readonly rounds?: number
  /** Set when the run cannot go on: one clear sentence. */
  readonly broken: string | null
}
