import type { ActorRef } from '../actor/index.ts'

/** Sent to an actor that waited for a recovery permit. */
export class RecoveryPermitGranted {
  readonly type = 'RecoveryPermitGranted'
}

/** Limits the number of concurrent recoveries. Permits are granted in order of request. */
export class RecoveryPermits {
  readonly #max: () => number
  readonly #holders = new Set<string>()
  #waiting: ActorRef<RecoveryPermitGranted>[] = []

  constructor(max: () => number) {
    this.#max = max
  }

  /** Returns true if the permit is granted at once; otherwise {@link RecoveryPermitGranted} follows. */
  request(actor: ActorRef<RecoveryPermitGranted>): boolean {
    if (this.#holders.size >= this.#max()) {
      this.#waiting.push(actor)
      return false
    }
    this.#holders.add(actor.path)
    return true
  }

  /** Returns the actor's permit, or cancels its request. Does nothing for an actor without either. */
  release(actor: ActorRef<RecoveryPermitGranted>): void {
    this.#waiting = this.#waiting.filter(each => each.path !== actor.path)
    if (!this.#holders.delete(actor.path)) return
    const next = this.#waiting.shift()
    if (next === undefined) return
    this.#holders.add(next.path)
    next.tell(new RecoveryPermitGranted())
  }
}
