import { HostDied } from '../conductor/index.ts'
import type { ParticipantId } from '../trace/trace-event.ts'

/** What can end before it answers: a call to a terminated worker never settles by itself. */
export class Lifeline {
  readonly #id: ParticipantId
  readonly #died: Promise<never>
  #cut: (why: string) => void = () => undefined

  constructor(id: ParticipantId) {
    this.#id = id
    this.#died = new Promise((_, reject) => {
      this.#cut = why => reject(new HostDied(id, why))
    })
    // Nobody may be calling when it dies.
    this.#died.catch(() => undefined)
  }

  cut(why: string): void {
    this.#cut(why)
  }

  /** The call's answer, or `HostDied` when the worker dies or is silent for `ms`. */
  async call<T>(answer: Promise<T>, ms: number, what: string): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined
    const timeOut = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new HostDied(this.#id, `did not ${what} within ${ms / 1000} s`)), ms)
    })
    try {
      return await Promise.race([answer, this.#died, timeOut])
    } finally {
      clearTimeout(timer)
    }
  }
}
