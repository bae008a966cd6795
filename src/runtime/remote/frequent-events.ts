import type { EventId, ParticipantId, VirtualTime } from '../../trace/identifiers.ts'
import type { TraceEvent, TraceEventBody } from '../../trace/trace-event.ts'

/**
 * An event with a cause. The most frequent ones are written out field by field, because a spread behind other fields takes
 * ten times as long as a literal.
 */
export function causedEvent(
  at: VirtualTime,
  node: ParticipantId,
  seq: number,
  cause: EventId,
  body: TraceEventBody,
): TraceEvent {
  switch (body.type) {
    case 'MessageDelivered': {
      const { type, to, label, waiting, protocol, periodic } = body
      return periodic
        ? { at, node, seq, cause, type, to, label, waiting, protocol, periodic }
        : { at, node, seq, cause, type, to, label, waiting, protocol }
    }
    case 'MessageSent':
      return sentEvent(at, node, seq, cause, body)
    case 'StateChanged': {
      const { type, actor, state, cut } = body
      return cut
        ? { at, node, seq, cause, type, actor, state, cut }
        : { at, node, seq, cause, type, actor, state }
    }
    case 'EventPersisted': {
      const { type, actor, persistenceId, sequenceNr, label, body: text } = body
      return { at, node, seq, cause, type, actor, persistenceId, sequenceNr, label, body: text }
    }
    case 'JournalChanged': {
      const { type, persistenceId, change, highestSequenceNr, events, snapshots } = body
      return { at, node, seq, cause, type, persistenceId, change, highestSequenceNr, events, snapshots }
    }
    default:
      return { at, node, seq, cause, ...body }
  }
}

function sentEvent(
  at: VirtualTime,
  node: ParticipantId,
  seq: number,
  cause: EventId,
  sent: Extract<TraceEventBody, { readonly type: 'MessageSent' }>,
): TraceEvent {
  const { type, from, to, toNode, dueAt, label, body, protocol, reply, periodic, asker, notice } = sent
  const isLocal = toNode === undefined
  if (periodic || notice || asker !== undefined || body === undefined || isLocal !== (dueAt === undefined))
    return { at, node, seq, cause, ...sent }
  if (isLocal || dueAt === undefined)
    return reply
      ? { at, node, seq, cause, type, from, to, label, body, protocol, reply }
      : { at, node, seq, cause, type, from, to, label, body, protocol }
  return reply
    ? { at, node, seq, cause, type, from, to, toNode, dueAt, label, body, protocol, reply }
    : { at, node, seq, cause, type, from, to, toNode, dueAt, label, body, protocol }
}
