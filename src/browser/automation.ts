import type { Answer, CheckOutcome, Performed, UntilOptions } from '../conductor/index.ts'
import { Lifeline } from '../conductor/lifeline.ts'
import type { Action } from '../trace/action.ts'
import { parseAction } from '../trace/action-schema.ts'
import type { Check, Verdict } from '../trace/check.ts'
import { parseCheck } from '../trace/check-schema.ts'
import type { ClusterView } from '../trace/cluster-view.ts'
import { parseRunFile } from '../trace/parse-run-file.ts'
import type { Plain } from '../trace/plain.ts'
import type { ParticipantId, TraceEvent, TraceEventBody, VirtualTime } from '../trace/trace-event.ts'
import { buildId } from './build-id.ts'
import type { RunRequest } from './open-request.ts'
import type { LoggedSession } from './remote-session.ts'
import { sentenceOf } from './sentence-of.ts'

/**
 * The calls behind the page's buttons, for tests and scripts. One object for the page's life: each call goes to the
 * run that is shown then, and settles. A call on a run that is closed, replaced or broken is `{ refused }`.
 */
export interface Playground {
  readonly version: string
  /** Resolves when the page shows a run; rejects with one sentence when it cannot. While another run is being opened, a new promise. */
  readonly ready: Promise<void>
  load(scenario: string, options?: LoadOptions): Answer<void>
  do(action: Action): Answer<Performed>
  until(check: Check, options?: UntilOptions): Answer<CheckOutcome>
  check(check: Check): Answer<Verdict>
  readonly time: {
    now(): Answer<VirtualTime>
    play(): Answer<void>
    pause(): Answer<void>
    step(): Answer<VirtualTime>
    speed(factor: number): Answer<void>
    runUntil(at: VirtualTime): Answer<VirtualTime>
  }
  /** The cluster after all events up to and including the instant `at` (virtual ms; default: now). */
  view(at?: VirtualTime): Answer<ClusterView>
  trace(filter?: TraceFilter): Answer<readonly TraceEvent[]>
  traceHash(): Answer<string>
  exportRun(): Answer<string>
  /** Begins a run by computing a run file again, up to where it ends. */
  importRun(text: string): Answer<void>
}

export interface LoadOptions {
  readonly seed?: number
  readonly settings?: { readonly [key: string]: Plain }
}

/** All that is given must hold; instants are inclusive. */
export interface TraceFilter {
  readonly type?: TraceEventBody['type']
  readonly node?: ParticipantId
  readonly from?: VirtualTime
  readonly to?: VirtualTime
}

declare global {
  interface Window {
    playground?: Playground
  }
}

/** The page's side of `window.playground`: it says which run is shown. */
export interface Automation {
  readonly playground: Playground
  /** A run is being opened: until it is shown, calls are refused. */
  opening(): void
  /** From now on calls go to this run. */
  show(session: LoggedSession): void
  /** No run could be opened, for this reason. */
  refuse(sentence: string): void
}

interface Shown {
  readonly session: LoggedSession
  /** Cut when another run is shown, so that a call in the middle is not left waiting for this one. */
  readonly lifeline: Lifeline
}

/** `load` shows another run in place of the present one, which it closes. */
export function createAutomation(load: (wish: RunRequest) => Answer<void>): Automation {
  let shown: Shown | null = null
  /** Why a call is refused while no run is shown. */
  let why = 'No run is open yet. Await `playground.ready` first.'
  let ready = new Ready()

  const call = async <T>(work: (shown: Shown) => T | Promise<T>): Answer<Awaited<T>> => {
    if (shown === null) return { refused: why }
    const now = shown
    try {
      return (await now.lifeline.answer(() => work(now))) as Awaited<T>
    } catch (error) {
      return { refused: sentenceOf(error) }
    }
  }
  const leave = (reason: string): void => {
    why = reason
    shown?.lifeline.cut(reason)
    shown = null
  }
  const open = async (wish: RunRequest): Answer<void> => {
    try {
      return await load(wish)
    } catch (error) {
      return { refused: sentenceOf(error) }
    }
  }

  return {
    playground: {
      version: buildId,
      get ready() {
        return ready.promise
      },
      load: (scenario, wish = {}) => open({ ...wish, scenario, fresh: true }),
      do: async action => {
        const parsed = parseAction(action)
        return 'refused' in parsed ? parsed : call(({ session }) => session.do(parsed))
      },
      until: async (check, options) => {
        const parsed = parseCheck(check)
        return 'refused' in parsed ? parsed : call(({ session }) => session.until(parsed, options))
      },
      check: async check => {
        const parsed = parseCheck(check)
        return 'refused' in parsed ? parsed : call(({ session }) => session.check(parsed))
      },
      time: {
        now: () => call(({ session }) => session.now()),
        play: () => call(({ session }) => session.play()),
        pause: () => call(({ session }) => session.pause()),
        step: () => call(({ session }) => session.step()),
        speed: factor => call(({ session }) => session.speed(factor)),
        runUntil: at => call(({ session }) => session.runUntil(at)),
      },
      view: (at = Number.POSITIVE_INFINITY) =>
        typeof at !== 'number' || Number.isNaN(at)
          ? Promise.resolve({ refused: `The instant [${at}] is not a number. Give virtual milliseconds.` })
          : call(({ session: { log } }) => log.viewAt(log.countUntil(at))),
      trace: (filter = {}) =>
        call(({ session: { log } }) =>
          log
            .select({ matches: event => matches(event, filter) })
            .map(position => log.at(position) as TraceEvent),
        ),
      traceHash: () => call(({ session }) => session.traceHash()),
      exportRun: () => call(({ session }) => session.exportRun()),
      importRun: async text => {
        const recorded = parseRunFile(text)
        if ('refused' in recorded) return recorded
        return open({ scenario: recorded.header.scenario, recorded, fresh: true })
      },
    },
    opening: () => {
      leave('Another run is being opened in place of this one. Await `playground.ready` first.')
      if (ready.settled) ready = new Ready()
    },
    show: session => {
      leave('Another run is shown in place of this one.')
      shown = { session, lifeline: new Lifeline() }
      ready.resolve()
    },
    refuse: sentence => {
      leave(`No run is open: ${sentence}`)
      ready.reject(new Error(sentence))
    },
  }
}

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
    // A page nobody scripts has nobody to hear the rejection.
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
