import type { ActorRef } from '../actor/index.ts'
import type { Origin, TerminatedNotice } from '../actor/internal.ts'
import { emitCause } from '../tracer.ts'
import type { ClassicCell } from './classic-cell.ts'
import type { Terminated } from './messages.ts'

/** Delivers a death-watch notice as an ordinary message: `Terminated`, or the message of `watchWith`. */
export function deliverTerminated(
  cell: ClassicCell,
  { watching }: TerminatedNotice,
  origin: Origin | null,
): void {
  const { tracer } = cell.system
  if (tracer !== null) {
    tracer.cause = origin?.cause ?? null
    tracer.rule = origin?.rule ?? null
  }
  if (!cell.deathWatch?.acceptNotice(watching)) return
  const { ref, message } = watching
  // The cast is safe: a message to a stopped actor becomes a dead letter.
  cell.sender = ref as ActorRef<unknown>
  if (message !== undefined) {
    cell.handle(message)
    return
  }
  if (tracer !== null && cell.traced) {
    emitCause(tracer, {
      type: 'SignalDelivered',
      actor: cell.path,
      signal: 'Terminated',
      of: ref.path,
    })
  }
  cell.handle({ type: 'Terminated', actor: ref } satisfies Terminated)
}
