import type { WorkerKey, WorkerKind, WorkerNews, WorkerPorts, WorkerRequest } from './worker-protocol.ts'

/** Makes and ends workers as the conductor asks: nested workers hang some browsers, so the page makes all. */
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

  /** The conductor is gone, or the session is over. */
  terminateAll(): void {
    for (const key of [...this.#workers.keys()]) this.#terminate(key)
    this.#requests.close()
  }

  #spawn(key: WorkerKey, kind: WorkerKind): void {
    const worker =
      kind === 'database' ? databaseWorker(key) : kind === 'witness' ? witnessWorker(key) : nodeWorker(key)
    this.#workers.set(key, worker)
    worker.onerror = event => {
      event.preventDefault()
      this.#tell({ type: 'Died', key, why: `failed: ${event.message || 'its script could not be loaded'}` })
    }
    const control = new MessageChannel()
    const work = new MessageChannel()
    const ports: WorkerPorts = { control: control.port1, work: work.port1 }
    worker.postMessage(ports, [control.port1, work.port1])
    this.#tell({ type: 'Spawned', key, control: control.port2, work: work.port2 }, [
      control.port2,
      work.port2,
    ])
  }

  #terminate(key: WorkerKey): void {
    this.#workers.get(key)?.terminate()
    this.#workers.delete(key)
  }

  #tell(news: WorkerNews, transfer: Transferable[] = []): void {
    this.#requests.postMessage(news, transfer)
  }
}

// The bundler knows workers by exactly this form.
const nodeWorker = (name: string): Worker =>
  new Worker(new URL('./node-worker.ts', import.meta.url), { type: 'module', name })

const databaseWorker = (name: string): Worker =>
  new Worker(new URL('./database-worker.ts', import.meta.url), { type: 'module', name })

const witnessWorker = (name: string): Worker =>
  new Worker(new URL('./witness-worker.ts', import.meta.url), { type: 'module', name })
