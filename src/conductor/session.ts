import type { Action } from '../trace/action.ts'
import type { Bilingual } from '../trace/bilingual.ts'
import type { Check, Verdict } from '../trace/check.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import type { OwnLamp } from '../trace/own-lamp.ts'
import type { Refused } from '../trace/refused.ts'
import type { RunHeader } from '../trace/run-file.ts'
import type { TraceEvent } from '../trace/trace-event.ts'
import type { WatchDecision } from '../trace/watch-checks.ts'
import type { StorageFailure, StorageFailureKind } from './storage-failure.ts'

/** The result of a call, or the reason why there is none: a mistake of the caller, or a closed or broken run. */
export type Answer<T> = Promise<T | Refused>

/**
 * A live run, as the page, `window.playground`, walkthroughs and the command line use it. Every call settles: a mistake of
 * the caller, a closed run and a dead worker return `{ refused }`.
 */
export interface Session {
  readonly header: RunHeader
  /** Notices for the person about how this run is stored. */
  readonly notices?: readonly Notice[]
  /** Set when a reload of the page restored the run; it is paused after a power failure. */
  readonly restored?: Restored
  /** Sends batches of events to `listener`, at most one per 16 ms; the first holds the whole trace so far. Returns a function that unsubscribes. */
  subscribe(listener: (update: SessionUpdate) => void): () => void
  /** Performs an action at the first instant not yet computed. */
  do(action: Action): Answer<{ readonly index: number; readonly at: VirtualTime }>
  /**
   * Runs until the check is decided, for at most `withinMs` virtual ms (default: no limit), and pauses exactly there. Events
   * at the instant of the last action count. `speed` is in virtual ms per wall ms; default: as fast as possible.
   */
  until(check: Check, options?: UntilOptions): Answer<CheckOutcome>
  /** The check's verdict over the whole trace so far. */
  check(check: Check): Answer<Verdict>
  /**
   * Adds a lamp and judges it from now on. A lamp of the same id is replaced. Returns the number of events of the run that
   * are not judged here.
   */
  addLamp(lamp: OwnLamp): Answer<number>
  removeLamp(id: string): Answer<void>
  /** Gives a lamp of a person other words; what it judges stays. Refused: words without a letter. */
  renameLamp(id: string, words: Bilingual): Answer<void>
  /** Chooses whether the run pauses, once, at the instant at which the lamp turns red. Default: it does not. */
  stopAtLamp(id: string, stops: boolean): Answer<void>
  /** The last computed instant, in virtual ms. */
  now(): Answer<VirtualTime>
  play(): Answer<void>
  pause(): Answer<void>
  /** Pauses and computes up to the next instant with something to do. Returns that instant. */
  step(): Answer<VirtualTime>
  /** Sets the speed in virtual ms per wall ms; `Infinity` is as fast as possible. Default: 1. */
  speed(factor: number): Answer<void>
  /** Runs up to and including the instant `at`, then pauses. */
  runUntil(at: VirtualTime): Answer<VirtualTime>
  traceHash(): Answer<string>
  /** The run file of the run so far, as text. */
  exportRun(): Answer<string>
  /** The journal and the snapshots of the run's database as they are now, as the text of a journal file. */
  exportJournal(): Answer<string>
  /** Closes the run. Open calls are refused first; the promise settles when all participants are terminated. */
  close(): Promise<void>
}

export interface UntilOptions {
  readonly withinMs?: number
  readonly speed?: number
}

export interface CheckOutcome {
  /** `open` when the time ran out, the run was paused, or nothing more can happen. */
  readonly verdict: Verdict
  readonly at: VirtualTime
}

/** A remark about the storage of a run, or about something unusual in it. */
export type Notice =
  /** `second-tab`: another tab has this run open. `beside-another-tab`: another tab has another run open. */
  | { readonly code: 'second-tab' | 'beside-another-tab' }
  /** A replay had another hash than its recording, which this build made. */
  | { readonly code: 'recording-differs'; readonly build: string }
  /** The tab's run before the reload cannot be restored, so this run is new. `not-replayable`: its replay failed. */
  | { readonly code: 'run-lost'; readonly reason: StorageFailureKind | 'not-replayable' }
  /** The tab's run before the reload is restored up to `until`, because the rest was not stored. */
  | { readonly code: 'run-incomplete'; readonly reason: StorageFailureKind; readonly until: VirtualTime }

export interface Restored {
  /** The instant of the power failure. */
  readonly at: VirtualTime
  /** True when the stored data differs from what the run had stored by then. */
  readonly storesDiffer: boolean
}

export interface SessionUpdate {
  /** New events, in the order of the trace. */
  readonly events: readonly TraceEvent[]
  /** Lamps that were decided since the last update. */
  readonly decisions: readonly WatchDecision[]
  readonly clock: ClockState
}

export interface ClockState {
  /** The last computed instant, in virtual ms. */
  readonly now: VirtualTime
  readonly playing: boolean
  /** The speed that was set, in virtual ms per wall ms. */
  readonly speed: number
  /** The achieved speed, averaged over about a second; 0 while paused. */
  readonly achieved: number
  /** Number of rounds so far, for measurements. */
  readonly rounds?: number
  /** The reason why the run cannot continue; null while it can. */
  readonly broken: Refused | null
  /** Set once the run continues in memory only. */
  readonly storageFailure?: StorageFailure | null
}
