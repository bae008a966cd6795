import type { TrialRequest, TrialResult } from './run-trials.ts'

/** Message of a helper to the pool. */
type HelperMessage = { readonly ready: true } | { readonly result: TrialResult }

/** Answers each request of a pool in another thread. */
export function serveTrials(port: MessagePort, run: (request: TrialRequest) => TrialResult): void {
  const tell = (message: HelperMessage): void => port.postMessage(message)
  port.onmessage = ({ data }) => tell({ result: run(data as TrialRequest) })
  tell({ ready: true })
}

interface Waiting {
  readonly request: TrialRequest
  readonly resolve: (result: TrialResult) => void
}

/** Requests that another thread has at once, so that it does not wait for this one after each trial. */
const aheadOfHelper = 2

/** Runs trials in several threads at once: in those of the ports, and in this one. */
export class TrialPool {
  readonly #run: (request: TrialRequest) => TrialResult
  readonly #yieldThread: () => Promise<void>
  readonly #waiting: Waiting[] = []
  /** Helpers whose code is loaded: until then this thread is faster. */
  readonly #helpers: { readonly port: MessagePort; readonly begun: Waiting[] }[] = []
  #running = false

  /** `yieldThread` resolves once the messages that have arrived in this thread are handled. */
  constructor(
    run: (request: TrialRequest) => TrialResult,
    ports: readonly MessagePort[],
    yieldThread: () => Promise<void>,
  ) {
    this.#run = run
    this.#yieldThread = yieldThread
    for (const port of ports) {
      const begun: Waiting[] = []
      port.onmessage = (event: MessageEvent<HelperMessage>) => {
        if ('ready' in event.data) this.#helpers.push({ port, begun })
        else begun.shift()?.resolve(event.data.result)
        this.#distribute()
      }
    }
  }

  readonly run = (request: TrialRequest): Promise<TrialResult> =>
    new Promise(resolve => {
      this.#waiting.push({ request, resolve })
      this.#distribute()
    })

  /** Drops the requests that no thread has begun; their promises stay open. */
  dropWaiting(): void {
    this.#waiting.length = 0
  }

  #distribute(): void {
    for (const { port, begun } of this.#helpers) {
      while (begun.length < aheadOfHelper) {
        const next = this.#waiting.shift()
        if (next === undefined) return
        begun.push(next)
        port.postMessage(next.request)
      }
    }
    if (!this.#running && this.#waiting.length > 0) void this.#runHere()
  }

  async #runHere(): Promise<void> {
    this.#running = true
    await this.#yieldThread()
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      next.resolve(this.#run(next.request))
      await this.#yieldThread()
    }
    this.#running = false
  }
}
