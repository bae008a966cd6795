import type { WallClock } from './wall-clock.ts'

/** A pause of a loop that a new call ends early. */
export class Rest {
  readonly #clock: WallClock
  readonly #mayRest: () => boolean
  #wakeUp: (() => void) | null = null

  /** `mayRest`: false while calls wait, because a call before the rest could not end it. */
  constructor(clock: WallClock, mayRest: () => boolean) {
    this.#clock = clock
    this.#mayRest = mayRest
  }

  /** Settles after `ms` wall ms or at {@link end}. */
  begin(ms: number): Promise<void> {
    if (!this.#mayRest()) return Promise.resolve()
    return new Promise(resolve => {
      const wakeUp = () => {
        if (this.#wakeUp === wakeUp) this.#wakeUp = null
        resolve()
      }
      this.#wakeUp = wakeUp
      this.#clock.later(wakeUp, ms)
    })
  }

  end(): void {
    this.#wakeUp?.()
  }
}
