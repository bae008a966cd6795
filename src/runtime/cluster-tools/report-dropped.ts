import { type ActorContext, labelOf } from '../actor/index.ts'

/** Logs and traces a message that a full buffer dropped, because its sender learns nothing of it. */
export function reportDropped(context: ActorContext<never>, message: unknown, capacity: number): void {
  context.log.debug(`Buffer of [${capacity}] messages is full, dropping the oldest`)
  context.system.tracer?.emit({
    type: 'MessageDropped',
    to: context.self.path,
    label: labelOf(message),
    why: `the buffer is full at [${capacity}]`,
  })
}
