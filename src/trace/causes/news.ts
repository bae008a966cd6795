import type { AddressText } from '../identifiers.ts'
import type { MemberStatusText, TraceEvent } from '../trace-event.ts'

/** A change of a member that a node can learn by gossip. */
export interface News {
  readonly member: AddressText
  readonly uid: number
  readonly change: MemberStatusText | 'MemberUnreachable' | 'MemberReachable'
}

/** The news in an event; null when it is not about a member. */
export function newsIn(event: TraceEvent): News | null {
  switch (event.type) {
    case 'MemberChanged':
      return { member: event.member, uid: event.uid, change: event.status }
    case 'MemberUnreachable':
    case 'MemberReachable':
      return { member: event.member, uid: event.uid, change: event.type }
    default:
      return null
  }
}

export const isSameNews = (a: News | null, b: News): boolean =>
  a !== null && a.member === b.member && a.uid === b.uid && a.change === b.change

/** True for the sending of a message that carries what its sender knows of all members. */
export const carriesNews = (event: TraceEvent): boolean =>
  event.type === 'MessageSent' && (event.label === 'GossipEnvelope' || event.label === 'Welcome')
