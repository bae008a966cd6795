import type { SearchProgress, SearchReport } from '../search/search.ts'
import type { SearchRequest } from '../search/search-options.ts'
import { type Refused, refuse } from '../trace/refused.ts'
import { crashOfEvent } from './crash-of-event.ts'
import type { SearchMessage, SearchStart } from './search-protocol.ts'

export interface RunSearchOptions {
  readonly onProgress?: (progress: SearchProgress) => void
  /** Number of workers, at least 1. Default: one less than the processor has cores, at most 4. */
  readonly workers?: number
}

/** Leaves one core to the page. */
const defaultWorkers = (): number => Math.min(4, Math.max(1, (navigator.hardwareConcurrency ?? 2) - 1))

/** A search in workers of its own. The report does not depend on their number. */
export class RunSearch {
  readonly #workers: Worker[] = []
  readonly #page: MessagePort
  readonly #onProgress: (progress: SearchProgress) => void
  #settle: ((result: SearchReport | Refused) => void) | null = null
  #ended: Refused | null = null

  constructor(request: SearchRequest, options: RunSearchOptions = {}) {
    const { onProgress = () => undefined, workers = defaultWorkers() } = options
    this.#onProgress = onProgress
    const page = new MessageChannel()
    this.#page = page.port1
    this.#page.onmessage = (event: MessageEvent<SearchMessage>) => this.#receive(event.data)
    const helpers = Array.from({ length: workers - 1 }, () => {
      const { port1, port2 } = new MessageChannel()
      this.#start({ request, leader: port1 }, [port1])
      return port2
    })
    this.#start({ request, page: page.port2, helpers }, [page.port2, ...helpers])
  }

  /** Searches for one round, and on after a round that found nothing. Resolves to a refusal when it is cancelled. */
  round(): Promise<SearchReport | Refused> {
    if (this.#ended !== null) return Promise.resolve(this.#ended)
    return new Promise(resolve => {
      this.#settle = resolve
      this.#page.postMessage(null)
    })
  }

  /** Ends the workers. */
  cancel(): void {
    this.#end(refuse('search-cancelled'))
  }

  #start(start: SearchStart, transfer: Transferable[]): void {
    const worker = searchWorker(`search-${this.#workers.length + 1}`)
    this.#workers.push(worker)
    worker.onerror = event => {
      event.preventDefault()
      const crash = crashOfEvent(event)
      this.#end(crash === null ? refuse('search-not-loaded') : refuse('search-crashed', { name: crash.name }))
    }
    worker.postMessage(start, transfer)
  }

  #receive(message: SearchMessage): void {
    if ('progress' in message) this.#onProgress(message.progress)
    else if ('report' in message) this.#finish(message.report)
    else this.#end(message.refused)
  }

  #finish(result: SearchReport | Refused): void {
    this.#settle?.(result)
    this.#settle = null
  }

  #end(refusal: Refused): void {
    if (this.#ended !== null) return
    this.#ended = refusal
    for (const worker of this.#workers) worker.terminate()
    this.#page.close()
    this.#finish(refusal)
  }
}

// Written out, because the bundler finds workers by exactly this form.
const searchWorker = (name: string): Worker =>
  new Worker(new URL('./search-worker.ts', import.meta.url), { type: 'module', name })
