import { type HangingRound, HostDied, type PlannedParticipant } from '../conductor/index.ts'
import type { Turn } from '../runtime/index.ts'
import type { Boot } from '../runtime/participant.ts'
import type { ParticipantId } from '../trace/identifiers.ts'
import type { RunHeader } from '../trace/run-file.ts'
import type { ParticipantKind } from '../trace/trace-event.ts'
import { diagnoseHang } from './diagnose-hang.ts'
import type { RunStorage } from './run-storage.ts'
import { editedRoundLimitMs, roundLimitMs, startWatchdog } from './watchdog.ts'
import { WorkerHost } from './worker-host.ts'
import type { BootRequest, WorkerKey, WorkerReport, WorkerRequest } from './worker-protocol.ts'

export interface WorkerHostsOptions {
  readonly runId: string
  readonly header: RunHeader
  /** Port to the page, which starts the workers. */
  readonly requests: MessagePort
  /** Content of the database at its start, and the storage of its changes. */
  readonly storage: Pick<RunStorage, 'contents' | 'perform'>
}

interface RunningHost {
  readonly host: WorkerHost
  readonly booted: Promise<void>
}

/** Creates the hosts of all participants and opens the channels between them before a new participant runs. */
export class WorkerHosts {
  readonly #options: WorkerHostsOptions
  readonly #running = new Map<ParticipantId, RunningHost>()
  readonly #workers = new Map<WorkerKey, WorkerHost>()
  readonly #diagnosisWorkers = new Map<WorkerKey, (report: WorkerReport) => void>()
  #diagnosisCount = 0
  readonly #stopWatchdog: () => void
  #onClosed: () => void = () => undefined

  constructor(options: WorkerHostsOptions) {
    this.#options = options
    options.requests.onmessage = (event: MessageEvent<WorkerReport>) => this.#onReport(event.data)
    const limitMs = options.header.code === undefined ? roundLimitMs : editedRoundLimitMs
    this.#stopWatchdog = startWatchdog(() => this.#workers.values(), limitMs)
  }

  readonly create = async (participant: PlannedParticipant, boot: Boot): Promise<WorkerHost> => {
    const { runId, header, storage } = this.#options
    const others = [...this.#running.values()]
    const request: BootRequest = { runId, header, participant, boot, peers: [...this.#running.keys()] }
    const host = this.#worker(participant.id, participant.kind, `${participant.id}#${boot.incarnation}`)
    const booted =
      participant.kind === 'database'
        ? storage.contents().then(contents => host.boot({ ...request, contents }))
        : host.boot(request)
    this.#running.set(participant.id, { host, booted })
    await booted
    await Promise.all(others.map(other => openChannelTo(other, participant.id)))
    return host
  }

  /** Replays the run in another worker to find the turn in which a participant hangs. */
  readonly diagnoseHang = async (hang: HangingRound): Promise<Turn | undefined> => {
    const key = `hang-diagnosis#${++this.#diagnosisCount}`
    const work = new Promise<MessagePort>((resolve, reject) => {
      this.#diagnosisWorkers.set(key, report => {
        if (report.type === 'Spawned') resolve(report.work)
        else reject(new Error('The worker of the diagnosis has crashed.'))
      })
    })
    const { header } = this.#options
    // Edited code runs only in a sandbox, also in a diagnosis.
    const edited = header.code === undefined ? null : { edited: header }
    this.#request({ type: 'Spawn', key, kind: 'hang-diagnosis', ...edited })
    const terminate = (): void => {
      this.#diagnosisWorkers.delete(key)
      this.#request({ type: 'Terminate', key })
    }
    return diagnoseHang({ ...hang, header }, { work, terminate })
  }

  /**
   * Resolves when the page has handled all requests, because it then ends the conductor and terminates every worker that it
   * does not know as retired.
   */
  close(): Promise<void> {
    this.#stopWatchdog()
    for (const { host } of [...this.#running.values()]) host.retire()
    return new Promise(resolve => {
      this.#onClosed = resolve
      this.#request({ type: 'Close' })
    })
  }

  #worker(id: ParticipantId, kind: ParticipantKind, key: WorkerKey): WorkerHost {
    const { header } = this.#options
    const edited = header.code !== undefined && kind !== 'database'
    const host: WorkerHost = new WorkerHost({
      id,
      onTerminate: reusable => {
        this.#workers.delete(key)
        this.#onTerminated(id, host)
        this.#request({ type: reusable && !edited ? 'Retire' : 'Terminate', key })
      },
      store: operations => this.#options.storage.perform(operations),
    })
    this.#workers.set(key, host)
    this.#request({ type: 'Spawn', key, kind, ...(edited ? { edited: header } : null) })
    return host
  }

  #onTerminated(id: ParticipantId, host: WorkerHost): void {
    if (this.#running.get(id)?.host === host) this.#running.delete(id)
  }

  #request(request: WorkerRequest): void {
    this.#options.requests.postMessage(request)
  }

  #onReport(report: WorkerReport): void {
    if (report.type === 'Closed') {
      this.#onClosed()
      return
    }
    this.#diagnosisWorkers.get(report.key)?.(report)
    const host = this.#workers.get(report.key)
    if (report.type === 'Spawned') host?.connect(report)
    else host?.crash(report.crash)
  }
}

/** Opens a host's channel to a new participant. Ignores a host that has died meanwhile. */
async function openChannelTo({ host, booted }: RunningHost, newcomer: ParticipantId): Promise<void> {
  try {
    await booted
    await host.openChannels([newcomer])
  } catch (error) {
    if (!(error instanceof HostDied)) throw error
  }
}
