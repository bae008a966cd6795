import type { Conductor } from '../conductor/conductor.ts'
import { type ExchangeData, replyText } from '../scenarios/card.ts'
import { webServerCard } from '../scenarios/web-server/card.ts'
import type { Action } from '../trace/action.ts'
import { localPath } from '../trace/actor-path.ts'
import type { ActorView, ClusterView } from '../trace/cluster-view.ts'
import { emptyView, foldAll } from '../trace/fold.ts'
import { isRefused } from '../trace/refused.ts'
import { type RunHeader, runFileFormat, runFileVersion } from '../trace/run-file.ts'
import type { SupervisionChoice } from '../trace/supervision.ts'
import type { TraceEventBody, TraceEventOf } from '../trace/trace-event.ts'
import { type SimulationOptions, simulate } from './simulation.ts'

export const webServerHeader = (seed: number, settings: RunHeader['settings'] = {}): RunHeader => ({
  format: runFileFormat,
  version: runFileVersion,
  build: 'test',
  scenario: 'web-server',
  seed,
  settings,
})

export const serverPaths = {
  main: '/user',
  webServer: '/user/web-server',
  cache: '/user/web-server/cache',
  filesystem: '/user/web-server/filesystem',
} as const
export const browser = '/user/browser'

export type ServerActor = keyof typeof serverPaths

/** Virtual ms in which a request arrives, all its time-outs expire and the answer returns. */
export const settledAfterMs = 12_000

/** A web server run in this thread with helpers for tests. */
export class WebServerRun {
  readonly conductor: Conductor

  constructor(seed = 1, options: Partial<SimulationOptions> = {}) {
    const conductor = simulate(webServerHeader(seed), { until: 50, ...options })
    if (isRefused(conductor)) throw new Error(conductor.refused)
    this.conductor = conductor
  }

  do(action: Action): this {
    const done = this.conductor.do(action)
    if (done instanceof Promise || isRefused(done)) throw new Error(`Refused: ${JSON.stringify(done)}`)
    return this
  }

  get(path: string, times = 1): this {
    return this.do({
      type: 'Tell',
      participant: 'client',
      actor: browser,
      message: { type: 'Get', path },
      ...(times === 1 ? {} : { times }),
    })
  }

  supervise(actor: ServerActor, supervision: SupervisionChoice | null): this {
    return this.do({ type: 'Supervise', participant: 'server', actor: serverPaths[actor], supervision })
  }

  fail(actor: ServerActor, how: Partial<Extract<Action, { type: 'FailNext' }>> = {}): this {
    return this.do({ type: 'FailNext', participant: 'server', actor: serverPaths[actor], ...how })
  }

  run(ms: number): this {
    this.conductor.advanceTo(this.conductor.frontier + ms)
    return this
  }

  settle(): this {
    return this.run(settledAfterMs)
  }

  get view(): ClusterView {
    return foldAll(emptyView, this.conductor.trace)
  }

  actor(actor: ServerActor): ActorView {
    const view = this.view.participants.server?.actors[serverPaths[actor]]
    if (view === undefined) throw new Error(`There never was a [${actor}].`)
    return view
  }

  /** The inspected state of an actor; null for a stopped one. */
  state(actor: ServerActor): unknown {
    const { state, stoppedAt } = this.actor(actor)
    return state === null || stoppedAt !== null ? null : JSON.parse(state)
  }

  /** The browser's answers to its last requests, in the order of the requests. */
  get answers(): readonly (string | null)[] {
    const state = this.view.participants.client?.actors[browser]?.state
    const { exchanges } = JSON.parse(state ?? '{"exchanges":[]}') as {
      readonly exchanges: readonly { readonly reply: ExchangeData | null }[]
    }
    return exchanges.map(({ reply }) => (reply === null ? null : replyText(webServerCard, reply).text.en))
  }

  events<T extends TraceEventBody['type']>(type: T, actor?: ServerActor): readonly TraceEventOf<T>[] {
    return this.conductor.trace.filter(
      (event): event is TraceEventOf<T> =>
        event.type === type &&
        (actor === undefined ||
          ('actor' in event && event.actor !== null && localPath(event.actor) === serverPaths[actor])),
    )
  }
}
