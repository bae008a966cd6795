import { refusalFrom } from '../trace/refusal-error.ts'
import type { Refused } from '../trace/refused.ts'
import { RunBroken } from './run-errors.ts'

/** Runs the rounds and actions of a run. They never overlap, and an error in one breaks the run. */
export class ExclusiveWork {
  #busy = false
  #broken: Refused | null = null

  /** The reason why the run cannot continue; null while it can. */
  get broken(): Refused | null {
    return this.#broken
  }

  /**
   * @throws {Error} while other work is under way.
   * @throws {RunBroken} when the work fails.
   */
  run<T>(work: () => T | Promise<T>): T | Promise<T> {
    if (this.#busy) throw new Error('The conductor is busy. Wait for the promise of the last call.')
    this.#busy = true
    try {
      const result = work()
      if (!(result instanceof Promise)) {
        this.#busy = false
        return result
      }
      return result.then(
        value => {
          this.#busy = false
          return value
        },
        error => this.#break(error),
      )
    } catch (error) {
      return this.#break(error)
    }
  }

  #break(error: unknown): never {
    this.#busy = false
    this.#broken = refusalFrom(error)
    throw error instanceof RunBroken ? error : new RunBroken(this.#broken, { cause: error })
  }
}
