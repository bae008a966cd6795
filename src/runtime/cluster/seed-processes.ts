import type { ActorContext, ActorRef } from '../actor/index.ts'
import type { DaemonMessage } from './cluster-message.ts'
import { firstSeedNodeProcess, joinSeedNodeProcess, type SeedContact } from './seed-node-process.ts'

/** Starts the child actor of the daemon that contacts the seed nodes. At most one runs at a time. */
export class SeedProcesses {
  readonly #context: ActorContext<DaemonMessage>
  #running: ActorRef<never> | null = null
  #startedCount = 0

  constructor(context: ActorContext<DaemonMessage>) {
    this.#context = context
  }

  start(contact: SeedContact): void {
    this.stop()
    this.#startedCount++
    this.#running =
      contact.seedNodes[0] === contact.selfAddress
        ? this.#context.spawn(firstSeedNodeProcess(contact), `firstSeedNodeProcess-${this.#startedCount}`)
        : this.#context.spawn(joinSeedNodeProcess(contact), `joinSeedNodeProcess-${this.#startedCount}`)
  }

  stop(): void {
    if (this.#running !== null) this.#context.stop(this.#running)
    this.#running = null
  }
}
