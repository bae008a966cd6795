import type { EventId } from '../../trace/identifiers.ts'
import { type Tracer, underCause } from '../tracer.ts'
import type { ClusterDomainEvent } from './cluster-event.ts'
import { type Gossip, memberOf } from './gossip.ts'
import { nodeKey } from './ids.ts'

/**
 * Records the domain events of this node in the trace, and returns their ids in the same order; null: not recorded. `before`
 * is the state that precedes them. A new leader and convergence follow from the first change of a member, if there is one.
 */
export function traceDomainEvents(
  tracer: Tracer,
  before: Gossip,
  events: readonly ClusterDomainEvent[],
): readonly (EventId | null)[] {
  let change: EventId | null = null
  return events.map(event => {
    if (event.type === 'LeaderChanged' || event.type === 'SeenChanged') {
      let id: EventId | null = null
      const record = () => {
        id = traceDomainEvent(tracer, before, event)
      }
      if (change === null) record()
      else underCause(tracer, change, null, record)
      return id
    }
    const id = traceDomainEvent(tracer, before, event)
    change ??= id
    return id
  })
}

function traceDomainEvent(tracer: Tracer, before: Gossip, event: ClusterDomainEvent): EventId | null {
  switch (event.type) {
    case 'MemberJoined':
    case 'MemberWeaklyUp':
    case 'MemberUp':
    case 'MemberLeft':
    case 'MemberExited':
    case 'MemberDowned':
    case 'MemberRemoved': {
      const { uniqueAddress, status, upNumber, roles } = event.member
      const previous =
        event.type === 'MemberRemoved'
          ? event.previousStatus
          : memberOf(before, nodeKey(uniqueAddress))?.status
      return tracer.emit({
        type: 'MemberChanged',
        member: uniqueAddress.address,
        uid: uniqueAddress.uid,
        status,
        ...(previous === undefined ? {} : { previous }),
        upNumber,
        roles,
      })
    }
    case 'UnreachableMember':
    case 'ReachableMember': {
      const { address, uid } = event.member.uniqueAddress
      const type = event.type === 'UnreachableMember' ? 'MemberUnreachable' : 'MemberReachable'
      return tracer.emit({ type, member: address, uid })
    }
    case 'LeaderChanged':
      return tracer.emit({ type: 'LeaderChanged', leader: event.leader })
    case 'SeenChanged':
      return tracer.emit({ type: 'ConvergenceChanged', converged: event.convergence, seenBy: event.seenBy })
    default:
      return null
  }
}
