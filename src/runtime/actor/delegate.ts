import type { ActorContext } from './actor-context.ts'
import type { Behavior } from './behavior.ts'
import { BehaviorInterpreter } from './behavior-interpreter.ts'
import { same, unhandled } from './behavior-values.ts'
import { CellContext } from './cell-context.ts'

/** Has another behavior handle this message, and goes on as what it becomes: return what this gives. */
export function delegate<T>(context: ActorContext<T>, to: Behavior<T>, message: T): Behavior<T> {
  const { start, interpretMessage, isAlive } = BehaviorInterpreter
  const started = start(to, context)
  if (!isAlive(started)) return started
  const answer = interpretMessage(started, context, message)
  if (answer === unhandled) {
    const { cell } = CellContext.of(context)
    cell.system.unhandled(cell, message)
    return started
  }
  return answer === same ? started : answer
}
