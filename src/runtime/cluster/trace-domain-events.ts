import type { EventId } from '../../trace/identifiers.ts'
import type { GossipObservation } from '../../trace/trace-event.ts'
import { type Tracer, underCause } from '../tracer.ts'
import type { ClusterDomainEvent } from './cluster-event.ts'
import { type Gossip, memberOf } from './gossip.ts'
import { nodeKey } from './ids.ts'
import type { Member } from './member.ts'
import type { Reachability } from './reachability.ts'
import { compareClocks } from './vector-clock.ts'

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

/**
 * Records the end of this node's membership; null: it was no member. Only the own removal, because the node no longer follows
 * the other members.
 */
export function traceOwnRemoval(tracer: Tracer, before: Gossip, self: Member): EventId | null {
  if (self.status === 'Removed') return null
  const removed: Member = { ...self, status: 'Removed' }
  const event = { type: 'MemberRemoved', member: removed, previousStatus: self.status } as const
  return traceDomainEvents(tracer, before, [event])[0] ?? null
}

/**
 * Records the version and the observations of the gossip where they changed. Comes after the other events of a change, so
 * that at these the fold still has the version on which the change was made.
 */
export function traceGossip(tracer: Tracer, before: Gossip, { version, reachability }: Gossip): void {
  const observations = observationsOf(reachability)
  const isSame =
    compareClocks(before.version, version) === 'same' &&
    sameObservations(observationsOf(before.reachability), observations)
  if (!isSame) tracer.emit({ type: 'GossipChanged', version, observations })
}

const observationsOf = ({ records }: Reachability): readonly GossipObservation[] =>
  records
    .filter(record => record.status !== 'Reachable')
    .map(({ observer, subject, status }) => ({ observer, subject, status }))

const sameObservations = (a: readonly GossipObservation[], b: readonly GossipObservation[]): boolean =>
  a.length === b.length &&
  a.every(
    ({ observer, subject, status }, i) =>
      observer === b[i]?.observer && subject === b[i].subject && status === b[i].status,
  )

function traceDomainEvent(tracer: Tracer, before: Gossip, event: ClusterDomainEvent): EventId | null {
  switch (event.type) {
    case 'MemberJoined':
    case 'MemberWeaklyUp':
    case 'MemberUp':
    case 'MemberPreparingForShutdown':
    case 'MemberReadyForShutdown':
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
