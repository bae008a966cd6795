import { crashFrom } from '../trace/crash.ts'
import { RefusalError } from '../trace/refusal-error.ts'
import { isRefused } from '../trace/refused.ts'
import type { RunHeader } from '../trace/run-file.ts'
import { crashOfEvent } from './crash-of-event.ts'
import { IdleWorkers } from './idle-workers.ts'
import type { SandboxWorkers } from './sandbox-workers.ts'
import type { WorkerKey, WorkerPorts, WorkerReport, WorkerRequest } from './worker-protocol.ts'

type SpawnRequest = Extract<WorkerRequest, { readonly type: 'Spawn' }>

const idle = new IdleWorkers()

/** Starts and terminates workers for the conductor, because nested workers hang in some browsers. */
export class PageWorkers {
  readonly #requests: MessagePort
  readonly #workers = new Map<WorkerKey, Worker>()
  /** Workers for edited code that wait for its compilation. */
  readonly #expected = new Set<WorkerKey>()

  /** Workers for edited code, once they are used. */
  #sandbox: Promise<SandboxWorkers> | null

  /** `sandbox`: workers for edited code that is compiled already. */
  constructor(requests: MessagePort, sandbox: SandboxWorkers | null) {
    this.#requests = requests
    this.#sandbox = sandbox === null ? null : Promise.resolve(sandbox)
    requests.onmessage = (event: MessageEvent<WorkerRequest>) => {
      const request = event.data
      if (request.type === 'Terminate') this.#terminate(request.key)
      else if (request.type === 'Retire') this.#retire(request.key)
      else if (request.type === 'Close') this.#report({ type: 'Closed' })
      else if (request.edited !== undefined) void this.#spawnEdited(request, request.edited)
      else this.#spawn(request, idle.take(request.key) ?? plainWorker(request))
    }
  }

  /** Called when the conductor died or the session is closed. */
  terminateAll(): void {
    for (const key of [...this.#workers.keys()]) this.#terminate(key)
    this.#requests.close()
    this.#sandbox?.then(
      sandbox => sandbox.close(),
      () => undefined,
    )
    this.#sandbox = null
  }

  async #spawnEdited(request: SpawnRequest, header: RunHeader): Promise<void> {
    const { key } = request
    this.#expected.add(key)
    try {
      this.#sandbox ??= openSandbox(header)
      const sandbox = await this.#sandbox
      if (this.#expected.delete(key)) this.#spawn(request, sandbox.start(key))
    } catch (error) {
      this.#expected.delete(key)
      this.#report({ type: 'Died', key, crash: crashFrom(error) })
    }
  }

  #spawn({ key, kind }: SpawnRequest, worker: Worker): void {
    this.#workers.set(key, worker)
    worker.onerror = event => {
      event.preventDefault()
      this.#report({ type: 'Died', key, crash: crashOfEvent(event) })
    }
    const control = new MessageChannel()
    const work = new MessageChannel()
    const diagnoses = kind === 'hang-diagnosis' ? ({ diagnoses: true } as const) : null
    const ports: WorkerPorts = { control: control.port1, work: work.port1, ...diagnoses }
    worker.postMessage(ports, [control.port1, work.port1])
    this.#report({ type: 'Spawned', key, control: control.port2, work: work.port2 }, [
      control.port2,
      work.port2,
    ])
  }

  #terminate(key: WorkerKey): void {
    this.#expected.delete(key)
    this.#workers.get(key)?.terminate()
    this.#workers.delete(key)
  }

  #retire(key: WorkerKey): void {
    const worker = this.#workers.get(key)
    if (worker !== undefined) idle.add(key, worker)
    this.#workers.delete(key)
  }

  #report(report: WorkerReport, transfer: Transferable[] = []): void {
    this.#requests.postMessage(report, transfer)
  }
}

/** Compiles the edited code of a restored run. The compiler is loaded only for that. */
async function openSandbox(header: RunHeader): Promise<SandboxWorkers> {
  const { openSandboxWorkers } = await import('./sandbox-workers.ts')
  const opened = await openSandboxWorkers(header)
  if (isRefused(opened)) throw new RefusalError(opened)
  return opened
}

const plainWorker = ({ kind, key: name }: SpawnRequest): Worker =>
  kind === 'hang-diagnosis' ? diagnosisWorker(name) : participantWorker(name)

// Each constructor call is written out, because the bundler finds workers by exactly this form.
const participantWorker = (name: string): Worker =>
  new Worker(new URL('./participant-worker.ts', import.meta.url), { type: 'module', name })

const diagnosisWorker = (name: string): Worker =>
  new Worker(new URL('./diagnosis-worker.ts', import.meta.url), { type: 'module', name })
