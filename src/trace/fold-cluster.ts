import type { BeliefView, GossipView } from './cluster-view.ts'
import { eventId } from './identifiers.ts'
import type { TraceEventOf } from './trace-event.ts'
import type { ViewDraft } from './view-draft.ts'

export const foldMemberChanged = (draft: ViewDraft, event: TraceEventOf<'MemberChanged'>): void => {
  const viewer = draft.participant(event.node)
  if (viewer === undefined) return
  const before = viewer.beliefs[event.member]
  const same = before?.uid === event.uid
  if (event.status === 'Removed') {
    // A later incarnation may have the same address already, and it must stay.
    if (same) delete draft.beliefs(viewer)[event.member]
    return
  }
  // Both incarnations are members when each joined by another node. The earlier one will be removed, so the other is shown.
  if (before !== undefined && !same && isRunning(draft, before)) return
  draft.beliefs(viewer)[event.member] = {
    address: event.member,
    uid: event.uid,
    status: event.status,
    upNumber: event.upNumber,
    roles: event.roles,
    reachable: same ? before.reachable : true,
    since: eventId(event),
  }
}

const isRunning = ({ participants }: ViewDraft, { address, uid }: BeliefView): boolean =>
  Object.values(participants).some(one => one.running && one.address === address && one.uid === uid)

export const foldReachability = (
  draft: ViewDraft,
  event: TraceEventOf<'MemberReachable'> | TraceEventOf<'MemberUnreachable'>,
): void => {
  const viewer = draft.participant(event.node)
  const belief = viewer?.beliefs[event.member]
  if (viewer === undefined || belief === undefined || belief.uid !== event.uid) return
  draft.beliefs(viewer)[event.member] = {
    ...belief,
    reachable: event.type === 'MemberReachable',
    since: eventId(event),
  }
}

export const foldLeaderChanged = (draft: ViewDraft, event: TraceEventOf<'LeaderChanged'>): void => {
  const viewer = draft.participant(event.node)
  if (viewer !== undefined) viewer.leader = event.leader
}

export const foldConvergenceChanged = (draft: ViewDraft, event: TraceEventOf<'ConvergenceChanged'>): void => {
  const viewer = draft.participant(event.node)
  if (viewer === undefined) return
  viewer.converged = event.converged
  viewer.gossip = { ...(viewer.gossip ?? noGossip), seenBy: event.seenBy }
}

export const foldGossipChanged = (draft: ViewDraft, event: TraceEventOf<'GossipChanged'>): void => {
  const viewer = draft.participant(event.node)
  if (viewer === undefined) return
  const { version, observations } = event
  viewer.gossip = { ...(viewer.gossip ?? noGossip), version, observations }
}

const noGossip: GossipView = { version: {}, observations: [], seenBy: [] }
