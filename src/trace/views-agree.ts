import type { BeliefView, ClusterView, ParticipantView } from './cluster-view.ts'
import type { AddressText, ParticipantId } from './identifiers.ts'
import type { MemberStatusText } from './trace-event.ts'

/** What these questions need of a view; one that is still being folded will do. */
export type Participants = Pick<ClusterView, 'participants'>

export const runningNodes = (view: Participants): readonly ParticipantView[] => {
  const nodes: ParticipantView[] = []
  for (const id in view.participants) {
    const participant = view.participants[id]
    if (participant?.running && participant.kind === 'node') nodes.push(participant)
  }
  return nodes
}

/** Who has this address: `node-2` for `pekko://…:2552`; null for one that never started. */
export const participantAt = (view: Participants, address: AddressText): ParticipantView | null => {
  for (const id in view.participants) {
    const participant = view.participants[id]
    if (participant?.address === address) return participant
  }
  return null
}

/** What `viewer` believes of `member`'s present or last incarnation; null when it knows none of it. */
export const beliefAbout = (
  view: Participants,
  viewer: ParticipantId,
  member: ParticipantId,
): BeliefView | null => {
  const subject = view.participants[member]
  if (subject === undefined) return null
  return view.participants[viewer]?.beliefs[subject.address] ?? null
}

export const isUnreachableFor = (view: Participants, viewer: ParticipantId, member: ParticipantId): boolean =>
  beliefAbout(view, viewer, member)?.reachable === false

/**
 * All running nodes believe in the same incarnations with the same status, and all of these run.
 * Nodes that know of no member at all agree on nothing yet.
 */
export const nodesAgree = (view: Participants): boolean => {
  const nodes = runningNodes(view)
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

const sameBeliefs = (one: ParticipantView, other: ParticipantView): boolean => {
  if (one === other) return true
  const addresses = Object.keys(one.beliefs)
  if (addresses.length !== Object.keys(other.beliefs).length) return false
  return addresses.every(address => {
    const a = one.beliefs[address]
    const b = other.beliefs[address]
    return b !== undefined && a?.uid === b.uid && a.status === b.status
  })
}

/** Every running node believes these nodes (default: all that run) to have the status, and to be reachable. */
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
      // One that is believed to be down is not expected to answer.
      else if (!belief.reachable && status !== 'Down') return false
    }
  }
  return true
}

/** Who leads, by the belief of most running nodes; on a draw the address that sorts first. */
export const leaderByMajority = (view: Participants): ParticipantView | null => {
  const votes = new Map<AddressText, number>()
  for (const node of runningNodes(view)) {
    if (node.leader !== null) votes.set(node.leader, (votes.get(node.leader) ?? 0) + 1)
  }
  let best: AddressText | null = null
  let most = 0
  for (const [address, count] of votes) {
    if (count > most || (count === most && best !== null && address < best)) {
      best = address
      most = count
    }
  }
  return best === null ? null : participantAt(view, best)
}

/** Leaders that running nodes believe in; more than one is disagreement. Sorted by address. */
export const believedLeaders = (view: Participants): readonly AddressText[] => {
  const leaders = new Set<AddressText>()
  for (const node of runningNodes(view)) if (node.leader !== null) leaders.add(node.leader)
  return [...leaders].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

/**
 * The oldest member of a role (or of all) as one node sees it, or as the first running node that knows one does:
 * lowest up number among those that are Up or Leaving, by address where numbers are equal.
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
      if (belief.status !== 'Up' && belief.status !== 'Leaving') continue
      if (role !== null && !belief.roles.includes(role)) continue
      if (oldest === null || isOlder(belief, oldest)) oldest = belief
    }
    if (oldest !== null) return participantAt(view, oldest.address)
  }
  return null
}

const isOlder = (one: BeliefView, other: BeliefView): boolean =>
  one.upNumber !== other.upNumber ? one.upNumber < other.upNumber : one.address < other.address
