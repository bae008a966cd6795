import type { ActorRef } from '../actor/actor-ref.ts'

/** Asks for the ref behind a path. A singleton manager answers for its child, a receptionist for itself. */
export interface Identify {
  readonly type: 'Identify'
  /** Comes back with the answer, so that a late one is told from the current one. */
  readonly correlationId: number
  readonly replyTo: ActorRef<ActorIdentity>
}

/** `ref` null: nobody is there, or not now. */
export interface ActorIdentity {
  readonly type: 'ActorIdentity'
  readonly correlationId: number
  readonly ref: ActorRef<never> | null
}
