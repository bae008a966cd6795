import type { Plain } from '../../trace/plain.ts'
import type { ActorRef, Behavior, Signal } from '../actor/index.ts'
import type { Cell } from '../actor/internal.ts'
import { ClassicActorRef } from './classic-actor-ref.ts'
import type { ClassicStash, StashingCell } from './classic-stash.ts'
import type { PendingFailure } from './pending-failure.ts'
import type { AnyReceive } from './receive.ts'
import type { RestartPause } from './restart-pause.ts'
import type { ClassicStrategy } from './supervisor-strategy.ts'

/** A classic actor as its cell and its parent's supervision see it: without its message type and its context. */
export interface ActorInstance {
  readonly supervisorStrategy: ClassicStrategy
  receive(): AnyReceive
  aroundReceive(receive: AnyReceive, message: never): void
  aroundPreStart(): void
  aroundPostStop(): void
  aroundPreRestart(reason: Error, message: undefined): void
  aroundPostRestart(reason: Error): void
}

/**
 * The cell of a classic actor, as contexts, stashes and supervision use it. They depend on this interface and not on
 * the class {@link ActorCell}, because that class imports them.
 */
export interface ClassicCell extends StashingCell {
  readonly self: ClassicActorRef
  readonly stash: ClassicStash
  /** Messages that the actor's machinery defers, beside those that its code does. */
  readonly internalStash: ClassicStash
  readonly restartPause: RestartPause
  /** Children that this actor has ordered to stop and that still run; a restart waits for them. */
  readonly stoppingChildren: Set<Cell>
  /** Null before the first instance, and from a failure until the next instance. */
  actor: ActorInstance | null
  /** The last element handles the next message. */
  behaviorStack: AnyReceive[]
  /** The last result of the actor's `receive()`. */
  initialReceive: AnyReceive | null
  /** The sender of the current message; the dead-letter ref where no sender is known. */
  sender: ActorRef<unknown>
  /** This actor's failure, until its parent's directive arrives. */
  pendingFailure: PendingFailure | null
  /** The reason of a restart that waits for children to stop; null when none waits. */
  restartReason: Error | null
  /** The state that the actor itself shows in the inspector, in place of its fields. */
  customState: (() => Plain) | null
  /** True while a directive or a restart is awaited: the actor must not handle messages. */
  readonly awaitsSupervision: boolean

  start(): Behavior<unknown>
  newInstance(): ActorInstance
  clearInstance(): void
  resetBehavior(actor: ActorInstance): void
  receive(message: unknown): void
  onSignal(signal: Signal): void
  clearMessage(): void
  /** Runs a handler as if `message` with this sender were handled. `label` names it in a failure. */
  handleAs(message: unknown, sender: ActorRef<unknown>, label: string, run: () => void): void
  fail(cause: Error, label: string | undefined): void
}

/** Every classic cell, and no other, has a {@link ClassicActorRef}. */
export const isClassicCell = (cell: Cell): cell is ClassicCell => cell.self instanceof ClassicActorRef
