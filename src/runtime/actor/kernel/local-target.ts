import type { ActorRef } from '../api/actor-ref.ts'
import type { Origin } from './origin.ts'

/** A ref of this system that takes messages out of envelopes: their sending was traced at the sender. */
export interface LocalTarget extends ActorRef<unknown> {
  /** False once no message to it can be handled any more. */
  readonly living: boolean
  /** `sender`: the sending actor's path with address; null: unknown. */
  receive(message: unknown, origin: Origin, sender: string | null): void
}
