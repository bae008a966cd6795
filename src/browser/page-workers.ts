import { crashOfEvent } from './crash-of-event.ts'
import type { WorkerKey, WorkerKind, WorkerPorts, WorkerReport, WorkerRequest } from './worker-protocol.ts'

/** Starts and terminates workers for the conductor, because nested workers hang in some browsers. */
export class PageWorkers {
  readonly #requests: MessagePort
  readonly #workers = new Map<WorkerKey, Worker>()

  constructor(requests: MessagePort) {
    this.#requests = requests
    requests.onmessage = (event: MessageEvent<WorkerRequest>) => {
      if (event.data.type === 'Spawn') this.#spawn(event.data.key, event.data.kind)
      else this.#terminate(event.data.key)
    }
  }

  /** Called when the conductor died or the session is closed. */
  terminateAll(): void {
    for (const key of [...this.#workers.keys()]) this.#terminate(key)
    this.#requests.close()
  }

  #spawn(key: WorkerKey, kind: WorkerKind): void {
    const worker =
      kind === 'database'
        ? databaseWorker(key)
        : kind === 'hang-diagnosis'
          ? diagnosisWorker(key)
          : nodeWorker(key)
    this.#workers.set(key, worker)
    worker.onerror = event => {
      event.preventDefault()
      this.#report({ type: 'Died', key, crash: crashOfEvent(event) })
    }
    const control = new MessageChannel()
    const work = new MessageChannel()
    const ports: WorkerPorts = { control: control.port1, work: work.port1 }
    worker.postMessage(ports, [control.port1, work.port1])
    this.#report({ type: 'Spawned', key, control: control.port2, work: work.port2 }, [
      control.port2,
      work.port2,
    ])
  }

  #terminate(key: WorkerKey): void {
    this.#workers.get(key)?.terminate()
    this.#workers.delete(key)
  }

  #report(report: WorkerReport, transfer: Transferable[] = []): void {
    this.#requests.postMessage(report, transfer)
  }
}

// Each constructor call is written out, because the bundler finds workers by exactly this form.
const nodeWorker = (name: string): Worker =>
  new Worker(new URL('./node-worker.ts', import.meta.url), { type: 'module', name })

const databaseWorker = (name: string): Worker =>
  new Worker(new URL('./database-worker.ts', import.meta.url), { type: 'module', name })

const diagnosisWorker = (name: string): Worker =>
  new Worker(new URL('./diagnosis-worker.ts', import.meta.url), { type: 'module', name })
