import type { ActorRef } from '../actor/index.ts'

/** Told to an actor that had to wait for its turn to recover. */
export class RecoveryPermitGranted {
  readonly type = 'RecoveryPermitGranted'
}

/** Keeps the number of actors that recover at the same time small. First come, first served. */
export class RecoveryPermits {
  readonly #max: () => number
  readonly #holders = new Set<string>()
  #waiting: ActorRef<RecoveryPermitGranted>[] = []

  constructor(max: () => number) {
    this.#max = max
  }

  /** True: recover now. False: wait for {@link RecoveryPermitGranted}. */
  request(actor: ActorRef<RecoveryPermitGranted>): boolean {
    if (this.#holders.size >= this.#max()) {
      this.#waiting.push(actor)
      return false
    }
    this.#holders.add(actor.path)
    return true
  }

  /** Gives the permit back, or gives up waiting for one. Harmless when there is nothing to give back. */
  release(actor: ActorRef<RecoveryPermitGranted>): void {
    this.#waiting = this.#waiting.filter(each => each.path !== actor.path)
    if (!this.#holders.delete(actor.path)) return
    const next = this.#waiting.shift()
    if (next === undefined) return
    this.#holders.add(next.path)
    next.tell(new RecoveryPermitGranted())
  }
}
