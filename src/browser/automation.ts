import type { Answer, CheckOutcome, Performed, Session, UntilOptions } from '../conductor/index.ts'
import { Lifeline } from '../conductor/lifeline.ts'
import type { Action } from '../trace/action.ts'
import { parseAction } from '../trace/action-schema.ts'
import type { Check, Verdict } from '../trace/check.ts'
import { parseCheck } from '../trace/check-schema.ts'
import type { ClusterView } from '../trace/cluster-view.ts'
import { emptyView, foldAll } from '../trace/fold.ts'
import { parseRunFile } from '../trace/parse-run-file.ts'
import type { Plain } from '../trace/plain.ts'
import type { ParticipantId, TraceEvent, TraceEventBody, VirtualTime } from '../trace/trace-event.ts'
import { buildId } from './build-id.ts'
import type { RunRequest } from './open-request.ts'
import { sentenceOf } from './sentence-of.ts'

/**
 * The calls behind the page's buttons, for tests and scripts. The object is the same for the page's lifetime: each call
 * goes to the run shown at that moment and settles. A call on a closed, replaced or broken run returns `{ refused }`.
 */
export interface Playground {
  readonly version: string
  /** Resolves when the page shows a run; rejects with one sentence if it cannot. A new promise per opening of a run. */
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
  /** The fold of the trace, up to and including `at` if given. */
  view(at?: VirtualTime): Answer<ClusterView>
  trace(filter?: TraceFilter): Answer<readonly TraceEvent[]>
  traceHash(): Answer<string>
  exportRun(): Answer<string>
  /** Opens a new run by replaying a run file to its end. */
  importRun(text: string): Answer<void>
}

export interface LoadOptions {
  readonly seed?: number
  readonly settings?: { readonly [key: string]: Plain }
}

/** All given conditions must match; `from` and `to` are virtual ms, both inclusive. */
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

/** The page's control of `window.playground`: sets the run that is shown. */
export interface Automation {
  readonly playground: Playground
  /** Marks that a run is being opened: calls are refused until it is shown. */
  opening(): void
  /** Directs calls to this run. */
  show(session: Session): void
  /** Marks that no run could be opened, for this reason. */
  refuse(sentence: string): void
}

interface Shown {
  readonly session: Session
  readonly events: readonly TraceEvent[]
  /** Cut when another run is shown, so that open calls settle. */
  readonly lifeline: Lifeline
  readonly unsubscribe: () => void
}

/** `load` must close the current run and show the requested one. */
export function createAutomation(load: (request: RunRequest) => Answer<void>): Automation {
  let shown: Shown | null = null
  /** Refusal of calls while no run is shown. */
  let refusal = 'No run is open yet. Await `playground.ready` first.'
  let ready = new Ready()

  const call = async <T>(work: (shown: Shown) => T | Promise<T>): Answer<Awaited<T>> => {
    if (shown === null) return { refused: refusal }
    const target = shown
    try {
      return (await target.lifeline.answer(() => work(target))) as Awaited<T>
    } catch (error) {
      return { refused: sentenceOf(error) }
    }
  }
  const detach = (reason: string): void => {
    refusal = reason
    shown?.unsubscribe()
    shown?.lifeline.cut(reason)
    shown = null
  }
  const open = async (request: RunRequest): Answer<void> => {
    try {
      return await load(request)
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
      load: (scenario, options = {}) => open({ ...options, scenario, fresh: true }),
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
        call(({ events }) =>
          foldAll(
            emptyView,
            events.filter(event => event.at <= at),
          ),
        ),
      trace: (filter = {}) => call(({ events }) => events.filter(event => matches(event, filter))),
      traceHash: () => call(({ session }) => session.traceHash()),
      exportRun: () => call(({ session }) => session.exportRun()),
      importRun: async text => {
        const recorded = parseRunFile(text)
        if ('refused' in recorded) return recorded
        return open({ scenario: recorded.header.scenario, recorded, fresh: true })
      },
    },
    opening: () => {
      detach('Another run is being opened in place of this one. Await `playground.ready` first.')
      if (ready.settled) ready = new Ready()
    },
    show: session => {
      detach('Another run is shown in place of this one.')
      const events: TraceEvent[] = []
      const unsubscribe = session.subscribe(update => {
        for (const event of update.events) events.push(event)
      })
      shown = { session, events, lifeline: new Lifeline(), unsubscribe }
      ready.resolve()
    },
    refuse: sentence => {
      detach(`No run is open: ${sentence}`)
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
    // Handled here, because a page without scripts never awaits `ready`.
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
