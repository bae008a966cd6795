import type { Behavior } from './behavior.ts'

/** Messages that an actor keeps for later. */
export interface StashBuffer<T> {
  readonly size: number
  readonly capacity: number
  readonly isEmpty: boolean
  readonly isFull: boolean
  /** @throws {StashOverflow} beyond capacity. */
  stash(message: T): void
  /** Handles the messages that are stashed now, in order, beginning in `behavior`. */
  unstashAll(behavior: Behavior<T>): Behavior<T>
  /** As {@link unstashAll}, for the first `count` messages, each replaced by the result of `wrap`. */
  unstash(behavior: Behavior<T>, count: number, wrap: (message: T) => T): Behavior<T>
  /** The oldest message. @throws {ActorError} `stash-empty`. */
  head(): T
  contains(message: T): boolean
  exists(predicate: (message: T) => boolean): boolean
  forEach(run: (message: T) => void): void
  clear(): void
}
