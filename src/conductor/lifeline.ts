import type { Refused } from '../trace/action.ts'

/**
 * Settles calls whose answer may never come because their worker, session or run can end first. Every promise that
 * a caller gets from something that can end goes through one of these.
 */
export class Lifeline {
  readonly #errorOf: (why: string) => Error
  readonly #waiting = new Set<(error: Error) => void>()
  readonly #listeners = new Set<(error: Error) => void>()
  #ended: Error | null = null

  /** `errorOf` makes the rejection of a cut call from the reason given to {@link cut}. */
  constructor(errorOf: (why: string) => Error = why => new Error(why)) {
    this.#errorOf = errorOf
  }

  /** The reason it was cut; null while it holds. */
  get ended(): Error | null {
    return this.#ended
  }

  /** Rejects every open call, and every later one, with this reason. Only the first cut counts. */
  cut(why: string): void {
    if (this.#ended !== null) return
    const error = this.#errorOf(why)
    this.#ended = error
    for (const reject of [...this.#waiting]) reject(error)
    this.#waiting.clear()
    for (const listener of [...this.#listeners]) listener(error)
    this.#listeners.clear()
  }

  /** Runs once when it is cut; returns the way to unsubscribe. */
  whenCut(listener: (error: Error) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The call's own result, or a rejection with the reason of the cut. After a cut the call is not made. */
  hold<T>(call: () => PromiseLike<T> | T): Promise<T> {
    if (this.#ended !== null) return Promise.reject(this.#ended)
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject)
      const settled = (): void => void this.#waiting.delete(reject)
      new Promise<T>(made => made(call())).then(resolve, reject).finally(settled)
    })
  }

  /** As {@link hold}, for calls of a person: the cut is a refusal. Errors of the call itself are still thrown. */
  async answer<T>(call: () => PromiseLike<T> | T): Promise<T | Refused> {
    try {
      return await this.hold(call)
    } catch (error) {
      if (error === this.#ended && this.#ended !== null) return { refused: this.#ended.message }
      throw error
    }
  }
}
