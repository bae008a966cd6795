import { ActorError, type ActorRef } from '../actor/index.ts'

/**
 * Sent to a watcher when the watched actor has stopped. Unhandled, it fails the watcher with `DeathPactException`.
 */
export interface Terminated {
  readonly type: 'Terminated'
  readonly actor: ActorRef<never>
}

/** Sent to an actor that has handled no message for the time set by `context.setReceiveTimeout`. */
export interface ReceiveTimeout {
  readonly type: 'ReceiveTimeout'
}
export const ReceiveTimeout: ReceiveTimeout = { type: 'ReceiveTimeout' }

/** Stops the actor when its place in the mailbox is reached. The cell handles it; `receive` never gets it. */
export interface PoisonPill {
  readonly type: 'PoisonPill'
}
export const PoisonPill: PoisonPill = { type: 'PoisonPill' }

/**
 * Fails the actor with {@link ActorKilledException} when its place in the mailbox is reached. The cell handles it;
 * `receive` never gets it.
 */
export interface Kill {
  readonly type: 'Kill'
}
export const Kill: Kill = { type: 'Kill' }

/** Every classic actor replies to it with an `ActorIdentity`, to `replyTo` or else to the sender. */
export interface Identify {
  readonly type: 'Identify'
  /** Copied into the reply. */
  readonly correlationId: number
  readonly replyTo?: ActorRef<ActorIdentity>
}

/** The reply to {@link Identify}. */
export interface ActorIdentity {
  readonly type: 'ActorIdentity'
  readonly correlationId: number
  readonly ref: ActorRef<never> | null
}

/** Messages that every classic actor accepts beside its own protocol. */
export type AutoReceived = PoisonPill | Kill | Identify

/** The failure of an actor that received {@link Kill}. */
export class ActorKilledException extends ActorError {
  readonly path: string
  constructor(path: string) {
    super('ActorKilledException', 'killed', `Actor [${path}] was sent Kill.`)
    this.path = path
  }
}
