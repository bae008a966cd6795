import { addressOf } from '../actor-path.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { ParticipantId } from '../identifiers.ts'
import type { TraceEvent, TraceEventOf } from '../trace-event.ts'
import { type Found, lastBefore } from './search.ts'

/** The event since which a node hears nothing from a member that it finds unreachable. */
export function silenceOfMember(
  log: EventLog,
  before: number,
  { node, member, uid }: TraceEventOf<'MemberUnreachable'>,
): Found | null {
  const start = lastBefore(
    log,
    before,
    null,
    event => event.type === 'ParticipantStarted' && event.address === member && event.uid === uid,
  )
  return start && silenceBetween(log, { before, after: start.position }, node, start.event.node)
}

/** The event since which a client hears nothing from the node that it was connected to. */
export function silenceOfContact(log: EventLog, { node }: TraceEvent, before: number): Found | null {
  const connected = lastBefore(log, before, node, event => event.type === 'ClientConnected')
  if (connected?.event.type !== 'ClientConnected') return null
  const address = addressOf(connected.event.receptionist)
  const start = lastBefore(
    log,
    connected.position,
    null,
    event => event.type === 'ParticipantStarted' && event.address === address,
  )
  return start && silenceBetween(log, { before, after: start.position }, node, start.event.node)
}

/** The end or freeze of `other`, or the cut or loss of its link with `node`; a change that ended before the last reply does not count. */
function silenceBetween(
  log: EventLog,
  { before, after }: { readonly before: number; readonly after: number },
  node: ParticipantId,
  other: ParticipantId,
): Found | null {
  const isPair = ({ from, to }: { readonly from: ParticipantId; readonly to: ParticipantId }) =>
    (from === node && to === other) || (from === other && to === node)
  const found = lastBefore(log, before, null, event => silences(event, other, isPair))
  if (found === null || found.position <= after) return null
  const ended = lastBefore(log, before, null, event => endsSilence(event, other, isPair))
  if (ended === null || ended.position < found.position) return found
  // The member was heard again, so its silence has another reason.
  const heard = lastBefore(
    log,
    before,
    node,
    event =>
      event.type === 'MessageDelivered' &&
      event.label === 'HeartbeatRsp' &&
      event.cause?.startsWith(`${other}/`) === true,
  )
  return heard !== null && heard.position > ended.position ? null : found
}

type IsPair = (link: { readonly from: ParticipantId; readonly to: ParticipantId }) => boolean

function silences(event: TraceEvent, other: ParticipantId, isPair: IsPair): boolean {
  switch (event.type) {
    case 'ParticipantStopped':
    case 'ParticipantFrozen':
      return event.participant === other
    case 'LinkCut':
      return isPair(event)
    case 'LinkChanged':
      return event.lossPercent > 0 && isPair(event)
    default:
      return false
  }
}

function endsSilence(event: TraceEvent, other: ParticipantId, isPair: IsPair): boolean {
  switch (event.type) {
    case 'ParticipantThawed':
      return event.participant === other
    case 'LinkHealed':
      return isPair(event)
    case 'LinkChanged':
      return event.lossPercent === 0 && isPair(event)
    default:
      return false
  }
}
