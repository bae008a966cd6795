import { ActorError, type ActorRef } from '../actor/index.ts'

/** A watched actor has ended. Left unhandled, it fails the watcher by a DeathPactException. */
export interface Terminated {
  readonly type: 'Terminated'
  readonly actor: ActorRef<never>
}

/** Nothing was handled for as long as `context.setReceiveTimeout` said. */
export interface ReceiveTimeout {
  readonly type: 'ReceiveTimeout'
}
export const ReceiveTimeout: ReceiveTimeout = { type: 'ReceiveTimeout' }

/** Waits in the mailbox like any message, and stops the actor when its turn comes. No actor sees it. */
export interface PoisonPill {
  readonly type: 'PoisonPill'
}
export const PoisonPill: PoisonPill = { type: 'PoisonPill' }

/** Fails the actor, by an {@link ActorKilledException}, when its turn comes. No actor sees it. */
export interface Kill {
  readonly type: 'Kill'
}
export const Kill: Kill = { type: 'Kill' }

/** Any classic actor answers it, to `replyTo` or else to the sender, with an `ActorIdentity`. */
export interface Identify {
  readonly type: 'Identify'
  /** Comes back with the answer. */
  readonly correlationId: number
  readonly replyTo?: ActorRef<ActorIdentity>
}

export interface ActorIdentity {
  readonly type: 'ActorIdentity'
  readonly correlationId: number
  readonly ref: ActorRef<never> | null
}

/** What every classic actor takes beside its own protocol. */
export type AutoReceived = PoisonPill | Kill | Identify

export class ActorKilledException extends ActorError {
  readonly path: string
  constructor(path: string) {
    super('ActorKilledException', 'killed', `Actor [${path}] was sent Kill.`)
    this.path = path
  }
}
