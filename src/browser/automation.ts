import type { Answer, CheckOutcome, Performed, UntilOptions } from '../conductor/index.ts'
import { Lifeline } from '../conductor/lifeline.ts'
import type { Action } from '../trace/action.ts'
import type { Check, Verdict } from '../trace/check.ts'
import type { ClusterView } from '../trace/cluster-view.ts'
import type { EventLog } from '../trace/event-log/event-log.ts'
import type { ParticipantId, VirtualTime } from '../trace/identifiers.ts'
import type { Plain } from '../trace/plain.ts'
import { RefusalError } from '../trace/refusal-error.ts'
import { isRefused, type Refused, refuse } from '../trace/refused.ts'
import type { TraceEvent, TraceEventBody } from '../trace/trace-event.ts'
import { buildId } from './build-id.ts'
import type { RunRequest } from './open-request.ts'
import { requestOf } from './recorded-request.ts'
import { refusalOfCall } from './refusal-of-call.ts'
import type { LoggedSession } from './remote-session.ts'

/**
 * The calls behind the page's buttons, for tests and scripts. One object for the page's life: each call is directed to the
 * run that is shown at that moment, and settles. A call on a closed, replaced or broken run returns `{ refused }`.
 */
export interface Playground {
  readonly version: string
  /**
   * Resolves when the page shows a run; rejects with one sentence if it cannot. It is replaced by a new promise when
   * another run is opened.
   */
  readonly ready: Promise<void>
  /** Opens a new run, paused at its first instant. */
  load(scenario: string, options?: LoadOptions): Answer<void>
  /** Performs an action, as the page's buttons do. */
  do(action: Action): Answer<Performed>
  /** Runs until the check is decided, at most `withinMs` virtual ms (default: no limit). */
  until(check: Check, options?: UntilOptions): Answer<CheckOutcome>
  /** The verdict of a check over the trace so far. */
  check(check: Check): Answer<Verdict>
  readonly time: {
    now(): Answer<VirtualTime>
    play(): Answer<void>
    pause(): Answer<void>
    /** Runs up to the next instant with work and returns it. */
    step(): Answer<VirtualTime>
    /** Virtual ms per real ms, above 0; `Infinity` is as fast as possible. */
    speed(factor: number): Answer<void>
    /** Runs up to the instant `at` (virtual ms), inclusive. */
    runUntil(at: VirtualTime): Answer<VirtualTime>
    /** Pauses and shows the computed instant `at` (virtual ms). Returns the shown instant. */
    seek(at: VirtualTime): Answer<VirtualTime>
    /**
     * Grows a branch at the computed instant `at` (virtual ms) and shows it, paused there. The run from which it grows
     * stays as a recording. All further calls go to the branch.
     */
    branch(at: VirtualTime): Answer<{ readonly runId: string; readonly at: VirtualTime }>
  }
  /** The cluster after all events up to and including the instant `at` (virtual ms; default: now). */
  view(at?: VirtualTime): Answer<ClusterView>
  /** The events that match; without a filter all of them. Refused when the page no longer holds them all. */
  trace(filter?: TraceFilter): Answer<readonly TraceEvent[]>
  traceHash(): Answer<string>
  /** The run file as text. */
  exportRun(): Answer<string>
  /** The journal and the snapshots of the database as they are now, as the text of a journal file. */
  exportJournal(): Answer<string>
  /**
   * Opens a new run whose database holds the journal of a file, paused at its first instant. Refuses the whole file, with
   * line and field, if any part of it is invalid.
   */
  importJournal(text: string): Answer<void>
  /**
   * Opens a new run that replays a run file up to its end. Edited code in the file runs after a person has agreed;
   * `runsCode: true` agrees for them.
   */
  importRun(text: string, options?: { readonly runsCode?: boolean }): Answer<void>
}

export interface LoadOptions {
  readonly seed?: number
  readonly settings?: { readonly [key: string]: Plain }
}

/** Conditions on events, all of which must hold. */
export interface TraceFilter {
  readonly type?: TraceEventBody['type']
  readonly node?: ParticipantId
  /** Inclusive, in virtual ms. */
  readonly from?: VirtualTime
  /** Inclusive, in virtual ms. */
  readonly to?: VirtualTime
}

declare global {
  interface Window {
    playground?: Playground
  }
}

/** The page's side of `window.playground`, by which the page reports the run that it shows. */
export interface Automation {
  readonly playground: Playground
  /** Another run is being opened. Calls are refused until it is shown. */
  opening(): void
  /** Directs all further calls to this run. */
  show(session: LoggedSession): void
  /** No run could be opened. Calls are refused with this reason. */
  refuse(reason: Refused): void
}

/** The page's cursor over a run: the run itself has no cursor. */
export interface Film {
  /** Plays the run; the recorded past first when that is shown. */
  play(session: LoggedSession): Answer<void>
  pause(session: LoggedSession): Answer<void>
  seek(session: LoggedSession, at: VirtualTime): Answer<VirtualTime>
  /** Shows everything that is computed. Calls that act or compute begin there. */
  follow(): void
  /** The run file of the run, with its branches and chapters. */
  exportRun(session: LoggedSession): Answer<string>
  /** Grows a branch at a computed instant. Resolves when it is shown. */
  branch(
    session: LoggedSession,
    at: VirtualTime,
  ): Answer<{ readonly runId: string; readonly at: VirtualTime }>
}

interface Shown {
  readonly session: LoggedSession
  /** Cut when another run is shown, so that pending calls are refused instead of waiting for ever. */
  readonly lifeline: Lifeline
}

/** `load` closes the current run and shows another one. */
export function createAutomation(load: (request: RunRequest) => Answer<void>, film: Film): Automation {
  let shown: Shown | null = null
  /** Reason for which calls are refused while no run is shown. */
  let refusal = refuse('no-run-yet')
  let ready = new Ready()

  /** Resolves when the arguments of all earlier calls are parsed, so that calls begin in the order in which they are made. */
  let parsing: Promise<unknown> = Promise.resolve()
  /** Parsers are loaded by the first call that needs one, because most visits make none. */
  const parsed = <T>(parse: () => Promise<T>): Promise<T> => {
    const result = parsing.then(parse)
    parsing = result.catch(() => undefined)
    return result
  }
  const parsedAction = (action: Action) =>
    parsed(async () => (await import('../trace/action-schema.ts')).parseAction(action))
  const parsedCheck = (check: Check) =>
    parsed(async () => (await import('../trace/check-schema.ts')).parseCheck(check))

  const call = async <T>(work: (shown: Shown) => T | Promise<T>): Answer<Awaited<T>> => {
    await parsing
    if (shown === null) return refusal
    const current = shown
    try {
      return (await current.lifeline.answer(() => work(current))) as Awaited<T>
    } catch (error) {
      return refusalOfCall(error)
    }
  }
  const callAtFrontier = <T>(work: (session: LoggedSession) => Promise<T>): Answer<Awaited<T>> =>
    call(({ session }) => {
      film.follow()
      return work(session)
    })
  const hideShown = (reason: Refused): void => {
    refusal = reason
    shown?.lifeline.cut(reason)
    shown = null
  }
  const open = async (request: RunRequest): Answer<void> => {
    try {
      return await load(request)
    } catch (error) {
      return refusalOfCall(error)
    }
  }

  return {
    playground: {
      version: buildId,
      get ready() {
        return ready.promise
      },
      load: (scenario, options = {}) => open({ ...options, scenario, fresh: true }),
      do: async action => {
        const valid = await parsedAction(action)
        return isRefused(valid) ? valid : callAtFrontier(session => session.do(valid))
      },
      until: async (check, options) => {
        const valid = await parsedCheck(check)
        return isRefused(valid) ? valid : callAtFrontier(session => session.until(valid, options))
      },
      check: async check => {
        const valid = await parsedCheck(check)
        return isRefused(valid) ? valid : call(({ session }) => session.check(valid))
      },
      time: {
        now: () => call(({ session }) => session.now()),
        play: () => call(({ session }) => film.play(session)),
        pause: () => call(({ session }) => film.pause(session)),
        step: () => callAtFrontier(session => session.step()),
        speed: factor => call(({ session }) => session.speed(factor)),
        runUntil: at => callAtFrontier(session => session.runUntil(at)),
        seek: at => call(({ session }) => film.seek(session, at)),
        branch: async at => {
          if (shown === null) return refusal
          const { session } = shown
          if (!Number.isSafeInteger(at) || at < 0) return refuse('invalid-instant', { at: String(at) })
          try {
            const frontier = await session.now()
            if (isRefused(frontier)) return frontier
            if (at > frontier) return refuse('instant-not-computed', { at, frontier })
            // Not held by the lifeline, because the branch replaces the run that is shown.
            return await film.branch(session, at)
          } catch (error) {
            return refusalOfCall(error)
          }
        },
      },
      view: (at = Number.POSITIVE_INFINITY) =>
        typeof at !== 'number' || Number.isNaN(at)
          ? Promise.resolve(refuse('instant-not-number', { at: String(at) }))
          : call(({ session: { log } }) => refuseDropped(log, at) ?? log.viewAt(log.countUntil(at))),
      trace: (filter = {}) =>
        call(
          ({ session: { log } }) =>
            refuseDropped(log, filter.from ?? 0) ??
            log
              .select({ matches: event => matches(event, filter) })
              .map(position => log.at(position) as TraceEvent),
        ),
      traceHash: () => call(({ session }) => session.traceHash()),
      exportRun: () => call(({ session }) => film.exportRun(session)),
      exportJournal: () => call(({ session }) => session.exportJournal()),
      importJournal: async text => {
        // Loaded only now, because few visits import a journal.
        const { parseJournalFile, runOfJournal } = await import('../trace/parse-journal-file.ts')
        const file = parseJournalFile(text)
        return isRefused(file) ? file : open(requestOf(runOfJournal(file)))
      },
      importRun: async (text, { runsCode = false } = {}) => {
        const { parseRunFile } = await import('../trace/parse-run-file.ts')
        const recorded = parseRunFile(text)
        if (isRefused(recorded)) return recorded
        return open({ ...requestOf(recorded), runsCode })
      },
    },
    opening: () => {
      hideShown(refuse('opening-another-run'))
      if (ready.settled) ready = new Ready()
    },
    show: session => {
      hideShown(refuse('another-run-shown'))
      shown = { session, lifeline: new Lifeline() }
      ready.resolve()
    },
    refuse: reason => {
      hideShown(refuse('no-run-because', { reason }))
      ready.reject(new RefusalError(reason))
    },
  }
}

/** Refuses an instant of which the log has dropped events. At the instant `heldFrom` it may hold only the last ones. */
const refuseDropped = (log: EventLog, at: VirtualTime): Refused | null =>
  log.firstHeld > 0 && at <= log.heldFrom ? refuse('events-dropped', { from: log.heldFrom + 1 }) : null

class Ready {
  readonly promise: Promise<void>
  settled = false
  #resolve: () => void = () => undefined
  #reject: (error: Error) => void = () => undefined

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    // Otherwise a page without scripts would report an unhandled rejection.
    this.promise.catch(() => undefined)
  }

  resolve(): void {
    this.settled = true
    this.#resolve()
  }

  reject(error: Error): void {
    this.settled = true
    this.#reject(error)
  }
}

const matches = (event: TraceEvent, { type, node, from, to }: TraceFilter): boolean =>
  (type === undefined || event.type === type) &&
  (node === undefined || event.node === node) &&
  (from === undefined || event.at >= from) &&
  (to === undefined || event.at <= to)
