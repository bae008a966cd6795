import { nodeKey } from './address.ts'
import type { ClusterMessage } from './cluster-message.ts'
import { type Gossip, hasMember, markSeen, mergeSeen, seenByNode, seenDigest } from './gossip.ts'
import { mergeGossip } from './gossip-merge.ts'
import { isGossipTarget, type MembershipState } from './membership-state.ts'
import { compareClocks } from './vector-clock.ts'

export interface ReceivedGossip {
  readonly gossip: Gossip
  /** The sender lacks something: it gets the state back. */
  readonly talkBack: boolean
}

/**
 * What becomes of the state when another one arrives; null: it is none of this node's business. While the
 * tasks of an own exit run, nothing is marked as seen, so that nobody takes this node for settled. (GP-7, GP-8)
 */
export function receiveGossip(
  { gossip: local, self }: MembershipState,
  { from, to, gossip: remote }: Extract<ClusterMessage, { readonly type: 'GossipEnvelope' }>,
  exitingTasksInProgress: boolean,
): ReceivedGossip | null {
  const me = nodeKey(self)
  const isForMe = nodeKey(to) === me && hasMember(remote, me)
  const sender = nodeKey(from)
  if (!isForMe || !hasMember(local, sender) || !isGossipTarget({ gossip: local, self }, sender)) return null

  const lacksMine = !exitingTasksInProgress && !seenByNode(remote, me)
  const settle = (gossip: Gossip, talkBack: boolean): ReceivedGossip => ({
    gossip: exitingTasksInProgress ? gossip : markSeen(gossip, me),
    talkBack,
  })
  switch (compareClocks(remote.version, local.version)) {
    case 'same':
      return settle(mergeSeen(local, remote), lacksMine)
    case 'before':
      return settle(local, true)
    case 'after':
      return settle(remote, lacksMine)
    case 'concurrent':
      return settle(mergeGossip(local, remote), true)
  }
}

/** What to answer to a status: the state, the own status to ask for the state, or nothing. (GP-6) */
export function answerToStatus(
  state: MembershipState,
  { from, version, seenDigest: digest }: Extract<ClusterMessage, { readonly type: 'GossipStatus' }>,
): 'gossip' | 'status' | null {
  const { gossip } = state
  const sender = nodeKey(from)
  if (!hasMember(gossip, sender) || !isGossipTarget(state, sender)) return null
  const ours = seenDigest(gossip)
  if (digest !== '' && ours !== '' && digest !== ours) return 'gossip'
  switch (compareClocks(version, gossip.version)) {
    case 'same':
      return null
    case 'after':
      return 'status'
    default:
      return 'gossip'
  }
}
