import type { WorkerKey } from './worker-protocol.ts'

/** Of a page: more than the participants of a scenario, so that a run that started many nodes leaves no crowd. */
const most = 8

/**
 * Workers of closed runs. The next run of the page takes those with the same keys: they have loaded, compiled and optimized
 * the code already, which takes longer than all else at the start of a run.
 */
export class IdleWorkers {
  readonly #workers = new Map<WorkerKey, Worker>()

  add(key: WorkerKey, worker: Worker): void {
    if (this.#workers.has(key) || this.#workers.size >= most) {
      worker.terminate()
      return
    }
    worker.onerror = () => {
      worker.terminate()
      if (this.#workers.get(key) === worker) this.#workers.delete(key)
    }
    this.#workers.set(key, worker)
  }

  /** Removes and returns the worker that had this key. */
  take(key: WorkerKey): Worker | undefined {
    const worker = this.#workers.get(key)
    this.#workers.delete(key)
    return worker
  }
}
