import type { Tracer } from '../tracer.ts'
import type { ClusterDomainEvent } from './cluster-event.ts'
import { type Gossip, memberOf } from './gossip.ts'
import { nodeKey } from './ids.ts'

/** Records the domain events of this node in the trace. `before` is the state that precedes them. */
export function traceDomainEvents(
  tracer: Tracer,
  before: Gossip,
  events: readonly ClusterDomainEvent[],
): void {
  for (const event of events) {
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
        tracer.emit({
          type: 'MemberChanged',
          member: uniqueAddress.address,
          uid: uniqueAddress.uid,
          status,
          ...(previous === undefined ? {} : { previous }),
          upNumber,
          roles,
        })
        break
      }
      case 'UnreachableMember':
      case 'ReachableMember': {
        const { address, uid } = event.member.uniqueAddress
        const type = event.type === 'UnreachableMember' ? 'MemberUnreachable' : 'MemberReachable'
        tracer.emit({ type, member: address, uid })
        break
      }
      case 'LeaderChanged':
        tracer.emit({ type: 'LeaderChanged', leader: event.leader })
        break
      case 'SeenChanged':
        tracer.emit({ type: 'ConvergenceChanged', converged: event.convergence, seenBy: event.seenBy })
        break
      default:
    }
  }
}
