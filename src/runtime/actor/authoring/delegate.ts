import type { ActorContext } from '../api/actor-context.ts'
import type { Behavior } from '../api/behavior.ts'
import { same, unhandled } from '../behavior/behavior-values.ts'
import { kernelContext } from '../kernel/kernel-context.ts'
import { BehaviorInterpreter } from './behavior-interpreter.ts'

/**
 * Lets another behavior handle this message. Return the result from the handler: the actor becomes the other behavior.
 *
 * @example
 * Behaviors.receive<Command>((context, message) => Behaviors.delegate(context, running, message))
 */
export function delegate<T>(context: ActorContext<T>, to: Behavior<T>, message: T): Behavior<T> {
  const { start, interpretMessage, isAlive } = BehaviorInterpreter
  const started = start(to, context)
  if (!isAlive(started)) return started
  const next = interpretMessage(started, context, message)
  if (next === unhandled) {
    const { cell } = kernelContext(context)
    cell.system.unhandled(cell, message)
    return started
  }
  return next === same ? started : next
}
