import type { ActorRef } from '../api/actor-ref.ts'
import type { TimerScheduler } from '../api/timer-scheduler.ts'
import type { LocalTarget } from './local-target.ts'

/** The optional parts of a cell, as the kernel sees them. A cell holds null until its actor first uses one. */

export interface CellTimers extends TimerScheduler<unknown> {
  /** At a restart and a stop, where the actor handles no message. */
  cancelEvery(): void
}

export interface CellReceiveTimeout {
  /** The instant from which the timeout counts. */
  handledAt: number
  set(timeoutMs: number, message: unknown): void
  cancel(): void
  /** The actor handled an item of its mailbox. */
  handled(item: unknown): void
  /** For a notice that is system mail in this kernel and ordinary mail in Pekko, where it restarts the count. */
  countAnew(): void
}

export interface MessageAdapter {
  readonly accepts: (message: unknown) => boolean
  readonly adapt: (message: unknown) => unknown
}

export interface CellAdapters {
  /** The one ref for all adapters of the actor. */
  readonly ref: LocalTarget & ActorRef<unknown>
  add(adapter: MessageAdapter): void
  find(message: unknown): MessageAdapter | undefined
}
