import type { Behavior } from './behavior.ts'

/**
 * Messages that an actor keeps for later. `Behaviors.withStash` creates it with its capacity.
 *
 * @example
 * Behaviors.withStash<string>(100, stash =>
 *   Behaviors.receiveMessage(message => {
 *     if (message === 'open') return stash.unstashAll(worker)
 *     stash.stash(message)
 *     return Behaviors.same
 *   }),
 * )
 */
export interface StashBuffer<T> {
  readonly size: number
  readonly capacity: number
  readonly isEmpty: boolean
  readonly isFull: boolean
  /** Appends a message. @throws {StashOverflow} when the stash is full. */
  stash(message: T): void
  /** Handles the messages that are stashed now, in order, beginning in `behavior`. */
  unstashAll(behavior: Behavior<T>): Behavior<T>
  /** As {@link unstashAll}, for the first `count` messages, each replaced by the result of `wrap`. */
  unstash(behavior: Behavior<T>, count: number, wrap: (message: T) => T): Behavior<T>
  /** The oldest message. @throws {ActorError} `stash-empty`. */
  head(): T
  /** True if this very message (`===`) is stashed. */
  contains(message: T): boolean
  exists(predicate: (message: T) => boolean): boolean
  /** Calls `run` for each stashed message, oldest first. */
  forEach(run: (message: T) => void): void
  /** Discards all stashed messages. */
  clear(): void
}
