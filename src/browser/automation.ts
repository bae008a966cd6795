import type { CheckOutcome, Performed, Session, UntilOptions } from '../conductor/index.ts'
import type { Action, Refused } from '../trace/action.ts'
import { parseAction } from '../trace/action-schema.ts'
import type { Check, Verdict } from '../trace/check.ts'
import { parseCheck } from '../trace/check-schema.ts'
import type { ClusterView } from '../trace/cluster-view.ts'
import { emptyView, foldAll } from '../trace/fold.ts'
import { parseRunFile } from '../trace/parse-run-file.ts'
import type { Plain } from '../trace/plain.ts'
import type { ParticipantId, TraceEvent, TraceEventBody, VirtualTime } from '../trace/trace-event.ts'
import { buildId } from './build-id.ts'
import type { RunWish } from './open-order.ts'
import { openSession } from './session.ts'

/** Nothing, or why not. */
// biome-ignore lint/suspicious/noConfusingVoidType: what answers nothing is a plain function elsewhere
export type Done = void | Refused

/** What a test or a script may do with the page: the very calls that stand behind its buttons. */
export interface Playground {
  readonly version: string
  /** Done once the run is open. */
  readonly ready: Promise<void>
  load(scenario: string, options?: LoadOptions): Promise<Done>
  do(action: Action): Promise<Performed | Refused>
  until(check: Check, options?: UntilOptions): Promise<CheckOutcome | Refused>
  check(check: Check): Promise<Verdict | Refused>
  readonly time: {
    now(): Promise<VirtualTime>
    play(): Promise<void>
    pause(): Promise<void>
    step(): Promise<VirtualTime>
    speed(factor: number): Promise<Done>
    runUntil(at: VirtualTime): Promise<VirtualTime | Refused>
  }
  /** The fold of the trace, up to and including `at` if given. */
  view(at?: VirtualTime): Promise<ClusterView>
  trace(filter?: TraceFilter): Promise<readonly TraceEvent[]>
  traceHash(): Promise<string>
  exportRun(): Promise<string>
  /** Begins a run by computing a run file again, up to where it ends. */
  importRun(text: string): Promise<Done>
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

export interface AutomationOptions {
  /** Shows another run in place of this one, which it closes. A page that shows runs gives its own way. */
  readonly load?: (wish: RunWish) => Promise<Done>
}

declare global {
  interface Window {
    playground?: Playground
  }
}

/** Puts `window.playground` in place for this session; call again for another. */
export function installAutomation(session: Session, options: AutomationOptions = {}): void {
  const load = options.load ?? (wish => replaceSession(session, wish))
  const events: TraceEvent[] = []
  session.subscribe(update => {
    for (const event of update.events) events.push(event)
  })
  window.playground = {
    version: buildId,
    ready: Promise.resolve(),
    load: (scenario, wish = {}) => load({ ...wish, scenario, fresh: true }),
    do: async action => {
      const parsed = parseAction(action)
      return 'refused' in parsed ? parsed : session.do(parsed)
    },
    until: async (check, until) => {
      const parsed = parseCheck(check)
      return 'refused' in parsed ? parsed : session.until(parsed, until)
    },
    check: async check => {
      const parsed = parseCheck(check)
      return 'refused' in parsed ? parsed : session.check(parsed)
    },
    time: {
      now: () => session.now(),
      play: () => session.play(),
      pause: () => session.pause(),
      step: () => session.step(),
      speed: factor => session.speed(factor),
      runUntil: at => session.runUntil(at),
    },
    view: async (at = Number.POSITIVE_INFINITY) =>
      foldAll(
        emptyView,
        events.filter(event => event.at <= at),
      ),
    trace: async (filter = {}) => events.filter(event => matches(event, filter)),
    traceHash: () => session.traceHash(),
    exportRun: () => session.exportRun(),
    importRun: async text => {
      const recorded = parseRunFile(text)
      if ('refused' in recorded) return recorded
      return load({ scenario: recorded.header.scenario, recorded, fresh: true })
    },
  }

  async function replaceSession(present: Session, wish: RunWish): Promise<Done> {
    await present.close()
    const opened = await openSession(wish)
    if ('refused' in opened) return opened
    installAutomation(opened, options)
  }
}

const matches = (event: TraceEvent, { type, node, from, to }: TraceFilter): boolean =>
  (type === undefined || event.type === type) &&
  (node === undefined || event.node === node) &&
  (from === undefined || event.at >= from) &&
  (to === undefined || event.at <= to)
