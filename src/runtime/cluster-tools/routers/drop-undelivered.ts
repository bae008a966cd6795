import { type ActorContext, labelOf } from '../../actor/index.ts'

/** Publishes a message that nobody receives as `Dropped`, and traces it. */
export function dropUndelivered(context: ActorContext<never>, message: unknown, reason: string): void {
  const { system, self } = context
  system.tracer?.emit({ type: 'MessageDropped', to: self.path, label: labelOf(message), why: reason })
  system.eventStream.publish({ type: 'Dropped', message, reason, recipient: self.path })
}
