import { HostDied, type HostFactory, type PostMortemOrder } from '../conductor/index.ts'
import type { Turn } from '../runtime/index.ts'
import type { RunHeader } from '../trace/run-file.ts'
import type { ParticipantId, ParticipantKind } from '../trace/trace-event.ts'
import { diagnoseHang } from './diagnose-hang.ts'
import type { LocalHost } from './local-host.ts'
import { startWatchdog } from './watchdog.ts'
import { WorkerHost } from './worker-host.ts'
import type { BootRequest, WorkerKey, WorkerNews, WorkerRequest } from './worker-protocol.ts'

export interface WorkerHostsOptions {
  readonly runId: string
  readonly header: RunHeader
  /** To the page, which makes the workers. */
  readonly requests: MessagePort
  /** For a run on memory. Null: the database opens IndexedDB in a worker of its own. */
  readonly databaseHost: MakeDatabaseHost | null
}

export type MakeDatabaseHost = (id: ParticipantId, onTerminate: () => void) => LocalHost

interface Living {
  readonly host: WorkerHost | LocalHost
  readonly booted: Promise<void>
}

/** Puts participants into workers and sees to it that each hears everybody else before it lives. */
export class WorkerHosts {
  readonly #options: WorkerHostsOptions
  readonly #living = new Map<ParticipantId, Living>()
  readonly #workers = new Map<WorkerKey, WorkerHost>()
  readonly #witnesses = new Map<WorkerKey, (news: WorkerNews) => void>()
  #witnessesSoFar = 0
  readonly #stopWatchdog: () => void

  constructor(options: WorkerHostsOptions) {
    this.#options = options
    options.requests.onmessage = (event: MessageEvent<WorkerNews>) => this.#onNews(event.data)
    this.#stopWatchdog = startWatchdog(() => this.#workers.values())
  }

  readonly create: HostFactory = async (who, boot) => {
    const { runId, header, databaseHost } = this.#options
    const others = [...this.#living.values()]
    const order: BootRequest = { runId, header, who, boot, peers: [...this.#living.keys()] }
    const host: LocalHost | WorkerHost =
      who.kind === 'database' && databaseHost !== null
        ? databaseHost(who.id, () => this.#left(who.id, host))
        : this.#worker(who.id, who.kind, `${who.id}#${boot.incarnation}`)
    const booted = host.boot(order)
    this.#living.set(who.id, { host, booted })
    await booted
    await Promise.all(others.map(other => introduce(other, who.id)))
    return host
  }

  /** What a participant did that never finished a round: somebody else does it again. */
  readonly postMortem = async (order: PostMortemOrder): Promise<Turn | undefined> => {
    const key = `witness#${++this.#witnessesSoFar}`
    const work = new Promise<MessagePort>((resolve, reject) => {
      this.#witnesses.set(key, news => {
        if (news.type === 'Spawned') resolve(news.work)
        else reject(new Error(news.why))
      })
    })
    this.#ask({ type: 'Spawn', key, kind: 'witness' })
    const terminate = (): void => {
      this.#witnesses.delete(key)
      this.#ask({ type: 'Terminate', key })
    }
    return diagnoseHang({ ...order, header: this.#options.header }, { work, terminate })
  }

  close(): void {
    this.#stopWatchdog()
    for (const { host } of [...this.#living.values()]) host.terminate()
  }

  #worker(id: ParticipantId, kind: ParticipantKind, key: WorkerKey): WorkerHost {
    const host: WorkerHost = new WorkerHost(id, () => {
      this.#workers.delete(key)
      this.#left(id, host)
      this.#ask({ type: 'Terminate', key })
    })
    this.#workers.set(key, host)
    this.#ask({ type: 'Spawn', key, kind })
    return host
  }

  #left(id: ParticipantId, host: WorkerHost | LocalHost): void {
    if (this.#living.get(id)?.host === host) this.#living.delete(id)
  }

  #ask(request: WorkerRequest): void {
    this.#options.requests.postMessage(request)
  }

  #onNews(news: WorkerNews): void {
    this.#witnesses.get(news.key)?.(news)
    const host = this.#workers.get(news.key)
    if (news.type === 'Spawned') host?.connect(news)
    else host?.died(news.why)
  }
}

/** Somebody new is there. Who died meanwhile need not hear. */
async function introduce({ host, booted }: Living, newcomer: ParticipantId): Promise<void> {
  try {
    await booted
    await host.meet([newcomer])
  } catch (error) {
    if (!(error instanceof HostDied)) throw error
  }
}
