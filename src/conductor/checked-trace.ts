import type { VirtualTime } from '../trace/identifiers.ts'
import { refuse } from '../trace/refused.ts'
import type { TraceEvent } from '../trace/trace-event.ts'
import type { ParticipantSlot } from './participant-slot.ts'
import { RunBroken } from './run-errors.ts'

/**
 * The events of a participant in the round `from <= t < to`.
 * @throws {RunBroken} for events out of order, outside the round or of another participant.
 */
export function checkedTrace(
  slot: ParticipantSlot,
  events: readonly TraceEvent[],
  from: VirtualTime,
  to: VirtualTime,
): readonly TraceEvent[] {
  let at = from
  for (const event of events) {
    if (event.node !== slot.id || event.seq !== slot.nextSeq || event.at < at || event.at >= to) {
      throw new RunBroken(
        refuse('event-out-of-order', {
          participant: slot.id,
          type: event.type,
          number: event.seq,
          node: event.node,
          at: event.at,
          from,
          to,
          expected: slot.nextSeq,
          earliest: at,
        }),
      )
    }
    at = event.at
    slot.nextSeq += 1
  }
  return events
}
