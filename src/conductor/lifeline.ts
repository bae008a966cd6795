import { RefusalError } from '../trace/refusal-error.ts'
import type { Refused } from '../trace/refused.ts'

/**
 * Settles calls to a worker, session or run that may end before it replies. Every promise given to a caller of such an
 * object goes through a lifeline.
 */
export class Lifeline {
  readonly #errorOf: (why: Refused) => RefusalError
  readonly #waiting = new Set<(error: RefusalError) => void>()
  readonly #listeners = new Set<(error: RefusalError) => void>()
  #ended: RefusalError | null = null

  /** `errorOf` creates the error of a cut call from the reason given to {@link cut}. Default: a `RefusalError`. */
  constructor(errorOf: (why: Refused) => RefusalError = why => new RefusalError(why)) {
    this.#errorOf = errorOf
  }

  /** The error of the cut; null before it. */
  get ended(): RefusalError | null {
    return this.#ended
  }

  /** Rejects every open and every later call with this reason. Later cuts have no effect. */
  cut(why: Refused): void {
    if (this.#ended !== null) return
    const error = this.#errorOf(why)
    this.#ended = error
    for (const reject of [...this.#waiting]) reject(error)
    this.#waiting.clear()
    for (const listener of [...this.#listeners]) listener(error)
    this.#listeners.clear()
  }

  /** Calls `listener` once at the cut. Returns a function that unsubscribes it. */
  whenCut(listener: (error: RefusalError) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Makes a call and returns its result, or rejects at the cut. After the cut the call is not made. */
  hold<T>(call: () => PromiseLike<T> | T): Promise<T> {
    if (this.#ended !== null) return Promise.reject(this.#ended)
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject)
      const settled = (): void => void this.#waiting.delete(reject)
      new Promise<T>(begin => begin(call())).then(resolve, reject).finally(settled)
    })
  }

  /** {@link hold} for calls of a person: a cut is returned as a refusal. Errors of the call itself are thrown. */
  async answer<T>(call: () => PromiseLike<T> | T): Promise<T | Refused> {
    try {
      return await this.hold(call)
    } catch (error) {
      if (error === this.#ended && this.#ended !== null) return this.#ended.refusal
      throw error
    }
  }
}
