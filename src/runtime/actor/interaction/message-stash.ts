import type { Behavior } from '../api/behavior.ts'
import type { StashBuffer } from '../api/stash-buffer.ts'
import { ActorError } from '../base/actor-error.ts'
import { InvalidBehavior, InvalidMessage, StashOverflow } from '../base/actor-errors.ts'
import { labelOf } from '../base/message-text.ts'
import { type AnyBehavior, Kind, same, unhandled } from '../behavior/behavior-values.ts'
import { startBehavior } from '../kernel/cell-start.ts'
import { innermost } from '../kernel/interception.ts'
import type { Cell } from '../kernel/ports.ts'
import { completeStart } from '../kernel/wrappers.ts'

/** The buffer of `Behaviors.withStash`. */
export class MessageStash<T> implements StashBuffer<T> {
  readonly capacity: number
  private readonly cell: Cell
  private messages: T[] = []

  constructor(cell: Cell, capacity: number) {
    this.cell = cell
    this.capacity = capacity
  }

  get size(): number {
    return this.messages.length
  }

  get isEmpty(): boolean {
    return this.messages.length === 0
  }

  get isFull(): boolean {
    return this.messages.length >= this.capacity
  }

  stash(message: T): void {
    if (message === null || message === undefined) throw new InvalidMessage(this.cell.path)
    if (this.isFull) throw new StashOverflow(this.cell.path, this.capacity)
    this.messages.push(message)
    const { tracer } = this.cell.system
    if (tracer !== null && this.cell.traced) {
      tracer.emit({ type: 'MessageStashed', actor: this.cell.path, label: labelOf(message), size: this.size })
    }
  }

  head(): T {
    if (this.messages.length === 0) {
      throw new ActorError(
        'StashEmpty',
        'stash-empty',
        `Stash of [${this.cell.path}] is empty. Ask isEmpty first.`,
      )
    }
    return this.messages[0]!
  }

  contains(message: T): boolean {
    return this.messages.includes(message)
  }

  exists(predicate: (message: T) => boolean): boolean {
    return this.messages.some(predicate)
  }

  forEach(run: (message: T) => void): void {
    for (const message of this.messages) run(message)
  }

  clear(): void {
    const { size } = this
    this.messages = []
    this.trace(size)
  }

  unstashAll(behavior: Behavior<T>): Behavior<T> {
    return this.unstash(behavior, this.messages.length, message => message)
  }

  /**
   * While it runs, the cell's behavior is the one that handles the present message: `same` returns to that one, also in a
   * nested call, and it keeps handling messages after a failure.
   */
  unstash(behavior: Behavior<T>, count: number, wrap: (message: T) => T): Behavior<T> {
    const { cell } = this
    const before = cell.behavior
    const first = innermost(this.startOf(behavior))
    if (first['~kind'] === Kind.stopped || this.messages.length === 0) return this.close(first, count)
    let current = first
    let left = Math.min(count, this.messages.length)
    const handled = left
    while (left > 0 && this.messages.length > 0) {
      left--
      const message = this.messages.shift()!
      // Interceptors saw the message when it was stashed. They are added again for the signals of a failure.
      cell.behavior = cell.wrappers === null ? current : completeStart(cell, cell.wrappers, current)
      try {
        current = this.handle(current, wrap(message))
      } catch (thrown) {
        this.trace(handled - left)
        throw thrown
      }
      if (current['~kind'] === Kind.stopped) return this.close(current, left)
    }
    cell.behavior = before
    this.trace(handled)
    return current as Behavior<T>
  }

  private handle(current: AnyBehavior, message: T): AnyBehavior {
    const { cell } = this
    const next = cell.interpret(current, message)
    if (next === unhandled) cell.system.unhandled(cell, message)
    return next === same || next === unhandled
      ? current
      : innermost(startBehavior(cell, next, false) ?? current)
  }

  private startOf(behavior: Behavior<T>): AnyBehavior {
    const { cell } = this
    if (behavior === same && cell.behavior !== null) return cell.behavior
    if (behavior === unhandled || behavior === same) {
      throw new InvalidBehavior(
        cell.path,
        'unstashes into no behavior. Name the one that shall handle the messages.',
      )
    }
    return startBehavior(cell, behavior, true)!
  }

  /** Ends an unstash and returns its last behavior. After `stopped`, the next `left` messages become dead letters. */
  private close(behavior: AnyBehavior, left: number): Behavior<T> {
    if (behavior['~kind'] === Kind.stopped) {
      const { system, path } = this.cell
      for (const message of this.messages.splice(0, left)) {
        system.deadLetter(message, path, null, 'the actor stopped with the message in its stash', null)
      }
    }
    return behavior as Behavior<T>
  }

  private trace(count: number): void {
    const { tracer } = this.cell.system
    if (tracer !== null && this.cell.traced && count > 0) {
      tracer.emit({ type: 'MessagesUnstashed', actor: this.cell.path, count, size: this.size })
    }
  }
}
