import type { BeliefView, ClusterView, ParticipantView } from './cluster-view.ts'
import type { AddressText, ParticipantId } from './identifiers.ts'
import type { MemberStatusText } from './trace-event.ts'

/** The part of a view that these functions read. A view still being folded has it too. */
export type Participants = Pick<ClusterView, 'participants'>

/** The running cluster nodes, without clients and the database. */
export const runningNodes = (view: Participants): readonly ParticipantView[] => {
  const nodes: ParticipantView[] = []
  for (const id in view.participants) {
    const participant = view.participants[id]
    if (participant?.running && participant.kind === 'node') nodes.push(participant)
  }
  return nodes
}

/** The participant at an address, such as `node-2` at `pekko://…:2552`; null when none has started there. */
export const participantAt = (view: Participants, address: AddressText): ParticipantView | null => {
  for (const id in view.participants) {
    const participant = view.participants[id]
    if (participant?.address === address) return participant
  }
  return null
}

/** The belief of `viewer` about the address of `member`; null when it has none. */
export const beliefAbout = (
  view: Participants,
  viewer: ParticipantId,
  member: ParticipantId,
): BeliefView | null => {
  const subject = view.participants[member]
  if (subject === undefined) return null
  return view.participants[viewer]?.beliefs[subject.address] ?? null
}

/** True when `viewer` believes that `member` is unreachable. */
export const isUnreachableFor = (view: Participants, viewer: ParticipantId, member: ParticipantId): boolean =>
  beliefAbout(view, viewer, member)?.reachable === false

/**
 * True when all running nodes believe in the same incarnations with the same status, and all of these are running. False
 * while the nodes do not know any member. A node that asks in vain to join a cluster that prepares for its shutdown does not
 * count, because it stays outside by design.
 */
export const nodesAgree = (view: Participants): boolean => {
  const running = runningNodes(view)
  const nodes = knowsShutdown(view) ? running.filter(knowsMembers) : running
  const first = nodes[0]
  if (first === undefined) return false
  const members = Object.values(first.beliefs)
  if (members.length === 0) return false
  for (const member of members) {
    const subject = participantAt(view, member.address)
    if (!subject?.running || subject.uid !== member.uid) return false
  }
  return nodes.every(node => sameBeliefs(first, node))
}

const knowsMembers = ({ beliefs }: ParticipantView): boolean => Object.keys(beliefs).length > 0

/** True while a running node knows a member that prepares for the shutdown of the whole cluster. */
export const knowsShutdown = (view: Participants): boolean =>
  runningNodes(view).some(({ beliefs }) =>
    Object.values(beliefs).some(
      ({ status }) => status === 'PreparingForShutdown' || status === 'ReadyForShutdown',
    ),
  )

/**
 * The running members in groups that do not know each other: more than one group is as many clusters. Members join no other
 * cluster, also in Pekko (JN-11).
 */
export const clustersIn = (view: Participants): readonly (readonly ParticipantId[])[] => {
  const members = runningNodes(view).filter(node => knows(node, node))
  const clusters: ParticipantView[][] = []
  for (const member of members) {
    const known = clusters.filter(cluster =>
      cluster.some(other => knows(member, other) || knows(other, member)),
    )
    for (const cluster of known) clusters.splice(clusters.indexOf(cluster), 1)
    clusters.push([...known.flat(), member])
  }
  return clusters.map(cluster => cluster.map(({ id }) => id))
}

const knows = ({ beliefs }: ParticipantView, { address, uid }: ParticipantView): boolean =>
  beliefs[address]?.uid === uid && beliefs[address].status !== 'Removed'

const sameBeliefs = (first: ParticipantView, second: ParticipantView): boolean => {
  if (first === second) return true
  const addresses = Object.keys(first.beliefs)
  if (addresses.length !== Object.keys(second.beliefs).length) return false
  return addresses.every(address => {
    const a = first.beliefs[address]
    const b = second.beliefs[address]
    return b !== undefined && a?.uid === b.uid && a.status === b.status
  })
}

/** True when every running node believes that these nodes (default: all running nodes) have the status and are reachable. */
export const membersHave = (
  view: Participants,
  status: MemberStatusText,
  wanted?: readonly ParticipantId[],
): boolean => {
  const viewers = runningNodes(view)
  if (viewers.length === 0) return false
  const ids = wanted ?? viewers.map(node => node.id)
  for (const id of ids) {
    const subject = view.participants[id]
    if (subject === undefined) return false
    for (const viewer of viewers) {
      const belief = viewer.beliefs[subject.address]
      const known = belief !== undefined && belief.uid === subject.uid
      if (status === 'Removed') {
        if (known && viewer.id !== id) return false
      } else if (!known || belief.status !== status) return false
      // A member that is marked as Down need not be reachable.
      else if (!belief.reachable && status !== 'Down') return false
    }
  }
  return true
}

/** The leader that most running nodes believe in; on a draw the one whose address sorts first. */
export const leaderByMajority = (view: Participants): ParticipantView | null => {
  const votes = new Map<AddressText, number>()
  for (const node of runningNodes(view)) {
    if (node.leader !== null) votes.set(node.leader, (votes.get(node.leader) ?? 0) + 1)
  }
  let best: AddressText | null = null
  let bestCount = 0
  for (const [address, count] of votes) {
    if (count > bestCount || (count === bestCount && best !== null && address < best)) {
      best = address
      bestCount = count
    }
  }
  return best === null ? null : participantAt(view, best)
}

/** Addresses of all leaders that running nodes believe in, sorted. More than one means disagreement. */
export const believedLeaders = (view: Participants): readonly AddressText[] => {
  const leaders = new Set<AddressText>()
  for (const node of runningNodes(view)) if (node.leader !== null) leaders.add(node.leader)
  return [...leaders].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

/**
 * The oldest member with a role, or of all members when `role` is null, as `viewer` believes (default: the first running
 * node that knows one). That is the member with the lowest up number from Up to Leaving; on a draw, the lowest address.
 */
export const oldestOf = (
  view: Participants,
  role: string | null,
  viewer?: ParticipantId,
): ParticipantView | null => {
  const viewers = viewer === undefined ? runningNodes(view) : [view.participants[viewer]]
  for (const node of viewers) {
    let oldest: BeliefView | null = null
    for (const address in node?.beliefs) {
      const belief = node.beliefs[address] as BeliefView
      if (!isFullMember(belief.status)) continue
      if (role !== null && !belief.roles.includes(role)) continue
      if (oldest === null || isOlder(belief, oldest)) oldest = belief
    }
    if (oldest !== null) return participantAt(view, oldest.address)
  }
  return null
}

/**
 * The running nodes that have removed this running node, which has not heard of it because it is frozen or cut off: it
 * believes that they are full members, and they do not list it. Of two nodes that can hear each other, one may have heard of a
 * common join before the other.
 */
export const removersOf = (view: Participants, id: ParticipantId): readonly ParticipantView[] => {
  const self = view.participants[id]
  const own = self?.beliefs[self.address]
  if (!self?.running || own === undefined || own.status === 'Joining' || own.status === 'WeaklyUp') return []
  const isDeaf = self.frozenSince !== null
  return runningNodes(view).filter(({ id: other, address, uid, beliefs }) => {
    const member = self.beliefs[address]
    if (other === id || member?.uid !== uid || !isFullMember(member.status)) return false
    if (!isDeaf && member.reachable) return false
    const belief = beliefs[self.address]
    return belief?.uid !== self.uid || belief.status === 'Removed'
  })
}

/** True from Up to Leaving, also while the cluster prepares for its shutdown. */
export const isFullMember = (status: MemberStatusText): boolean =>
  status === 'Up' ||
  status === 'PreparingForShutdown' ||
  status === 'ReadyForShutdown' ||
  status === 'Leaving'

const isOlder = (a: BeliefView, b: BeliefView): boolean =>
  a.upNumber !== b.upNumber ? a.upNumber < b.upNumber : a.address < b.address
