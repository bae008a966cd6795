import type { ActorContext } from './actor-context.ts'
import type { Signal } from './signal.ts'

/**
 * What an actor does with its next message. A value: processing one message or signal yields the next one.
 * Made by `Behaviors`; immutable and reusable.
 */
export interface Behavior<in T> {
  readonly '~kind': number
  readonly '~accepts'?: (message: T) => void
}

/** A behaviour made of a message handler, to which a signal handler can be given. */
export interface Receive<T> extends Behavior<T> {
  receiveSignal(handler: (context: ActorContext<T>, signal: Signal) => Behavior<T>): Behavior<T>
}

/** Delays are in virtual ms: whole ones, at least 1. */
export interface TimerScheduler<T> {
  /** Replaces a live timer of the same key; an old tick already in the mailbox is discarded. */
  startSingleTimer(key: string, message: T, delayMs: number): void
  /** Each tick so long after the one before. `initialDelayMs`: by default the same. */
  startTimerWithFixedDelay(key: string, message: T, delayMs: number, initialDelayMs?: number): void
  /** As many ticks as there are periods, in a burst where some were missed. `initialDelayMs`: by default one period. */
  startTimerAtFixedRate(key: string, message: T, periodMs: number, initialDelayMs?: number): void
  isTimerActive(key: string): boolean
  /** A tick that waits already is discarded. */
  cancel(key: string): void
  cancelAll(): void
}

export interface StashBuffer<T> {
  readonly size: number
  readonly capacity: number
  readonly isEmpty: boolean
  readonly isFull: boolean
  /** @throws {StashOverflow} beyond capacity. */
  stash(message: T): void
  /** Handles, in order, what is stashed now, beginning in `behavior`. */
  unstashAll(behavior: Behavior<T>): Behavior<T>
  /** The same for the first `count`, each turned into what `wrap` makes of it. */
  unstash(behavior: Behavior<T>, count: number, wrap: (message: T) => T): Behavior<T>
  /** The oldest. @throws {ActorError} `stash-empty`. */
  head(): T
  contains(message: T): boolean
  exists(predicate: (message: T) => boolean): boolean
  forEach(run: (message: T) => void): void
  clear(): void
}
