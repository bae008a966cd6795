import type { ActorContext } from '../api/actor-context.ts'
import type { Behavior } from '../api/behavior.ts'
import type { Signal } from '../api/signal.ts'
import { InvalidMessage } from '../base/actor-errors.ts'
import { type AnyBehavior, Kind, same, unhandled } from '../behavior/behavior-values.ts'
import {
  continueWithin,
  interpretInside,
  isRunnable,
  signalInside,
  startByHand,
} from '../kernel/behavior-by-hand.ts'
import { kernelContext } from '../kernel/kernel-context.ts'
import type { Cell } from '../kernel/ports.ts'

/**
 * Runs a behavior step by step without an actor of its own: inside a handler of another behavior, or in a test. Errors are
 * thrown to the caller; the behavior's supervisors take effect once a handler returns it and it becomes the actor's.
 */
export const BehaviorInterpreter = {
  /** Runs factories until a behavior remains that can handle messages, or `stopped`. */
  start: <T>(behavior: Behavior<T>, context: ActorContext<T>): Behavior<T> =>
    startByHand(cellOf(context), behavior) as Behavior<T>,

  /** Handles a message and returns the next behavior, started; `same` and `unhandled` are returned as they are. */
  interpretMessage: <T>(behavior: Behavior<T>, context: ActorContext<T>, message: T): Behavior<T> => {
    const cell = cellOf(context)
    if (message === null || message === undefined) throw new InvalidMessage(cell.path)
    return startNext(cell, behavior, interpretInside(cell, behavior, message)) as Behavior<T>
  },

  /** Handles a signal. @throws {DeathPactException} for an unhandled end of a watched actor. */
  interpretSignal: <T>(behavior: Behavior<T>, context: ActorContext<T>, signal: Signal): Behavior<T> => {
    const cell = cellOf(context)
    return startNext(cell, behavior, signalInside(cell, behavior, signal)) as Behavior<T>
  },

  /** The behavior for the next message, when `current` returned `next`. */
  canonicalize: <T>(next: Behavior<T>, current: Behavior<T>): Behavior<T> =>
    next === same || next === unhandled ? current : next,

  /** False for `stopped`. */
  isAlive: (behavior: Behavior<never>): boolean => behavior['~kind'] !== Kind.stopped,

  isUnhandled: (behavior: Behavior<never>): boolean => behavior === unhandled,

  /** True for a behavior that must be started before it can handle messages. */
  isDeferred: (behavior: Behavior<never>): boolean => {
    const kind = behavior['~kind']
    return kind === Kind.setup || kind === Kind.supervised || (kind === Kind.custom && !isRunnable(behavior))
  },
}

const cellOf = <T>(context: ActorContext<T>): Cell => kernelContext(context).cell

const startNext = (cell: Cell, current: AnyBehavior, next: AnyBehavior): AnyBehavior =>
  next === same || next === unhandled ? next : startByHand(cell, continueWithin(current, next))
