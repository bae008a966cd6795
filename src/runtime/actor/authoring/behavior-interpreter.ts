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
 * Runs a behavior by hand, step by step, in the place of an actor: from inside one of its handlers, or for a
 * test of the behavior alone. What is started here is no actor's behavior until a handler returns it; then its
 * supervisors take effect, and until then what it throws is the caller's.
 */
export const BehaviorInterpreter = {
  /** Runs factories until something remains that can handle messages, or `stopped`. */
  start: <T>(behavior: Behavior<T>, context: ActorContext<T>): Behavior<T> =>
    startByHand(cellOf(context), behavior) as Behavior<T>,

  /** What a started behavior answers to a message, itself started; `same` and `unhandled` are left as they are. */
  interpretMessage: <T>(behavior: Behavior<T>, context: ActorContext<T>, message: T): Behavior<T> => {
    const cell = cellOf(context)
    if (message === null || message === undefined) throw new InvalidMessage(cell.path)
    return answer(cell, behavior, interpretInside(cell, behavior, message)) as Behavior<T>
  },

  /** What it answers to a signal. An end that it does not handle is thrown as DeathPactException. */
  interpretSignal: <T>(behavior: Behavior<T>, context: ActorContext<T>, signal: Signal): Behavior<T> => {
    const cell = cellOf(context)
    return answer(cell, behavior, signalInside(cell, behavior, signal)) as Behavior<T>
  },

  /** The behavior for the next message, where `answer` was given by `current`. */
  canonicalize: <T>(answer: Behavior<T>, current: Behavior<T>): Behavior<T> =>
    answer === same || answer === unhandled ? current : answer,

  /** False for `stopped`. */
  isAlive: (behavior: Behavior<never>): boolean => behavior['~kind'] !== Kind.stopped,

  isUnhandled: (behavior: Behavior<never>): boolean => behavior === unhandled,

  /** True for what must be started before it can handle anything. */
  isDeferred: (behavior: Behavior<never>): boolean => {
    const kind = behavior['~kind']
    return kind === Kind.setup || kind === Kind.supervised || (kind === Kind.custom && !isRunnable(behavior))
  },
}

const cellOf = <T>(context: ActorContext<T>): Cell => kernelContext(context).cell

const answer = (cell: Cell, by: AnyBehavior, given: AnyBehavior): AnyBehavior =>
  given === same || given === unhandled ? given : startByHand(cell, continueWithin(by, given))
