import type { ActorContext } from '../api/actor-context.ts'
import type { Behavior } from '../api/behavior.ts'
import { same, unhandled } from '../behavior/behavior-values.ts'
import { kernelContext } from '../kernel/kernel-context.ts'
import { BehaviorInterpreter } from './behavior-interpreter.ts'

/** Has another behavior handle this message, and goes on as what it becomes: return what this gives. */
export function delegate<T>(context: ActorContext<T>, to: Behavior<T>, message: T): Behavior<T> {
  const { start, interpretMessage, isAlive } = BehaviorInterpreter
  const started = start(to, context)
  if (!isAlive(started)) return started
  const answer = interpretMessage(started, context, message)
  if (answer === unhandled) {
    const { cell } = kernelContext(context)
    cell.system.unhandled(cell, message)
    return started
  }
  return answer === same ? started : answer
}
