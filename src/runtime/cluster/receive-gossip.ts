import type { ClusterMessage } from './cluster-message.ts'
import { type Gossip, hasMember, markSeen, mergeSeen, seenByNode, seenDigest } from './gossip.ts'
import { mergeGossip } from './gossip-merge.ts'
import { nodeKey } from './ids.ts'
import { isGossipTarget, type MembershipState } from './membership-state.ts'
import { compareClocks } from './vector-clock.ts'

export interface ReceivedGossip {
  readonly gossip: Gossip
  /** Whether the sender gets this node's state in return, because it lacks a part of it. */
  readonly talkBack: boolean
}

/**
 * The state after a received one; `null` when the received one is to be ignored. Pekko: while the node's own
 * exiting tasks run it marks nothing as seen, so that no leader counts it as converged (GP-7, GP-8, LV-5).
 */
export function receiveGossip(
  { gossip: local, self }: MembershipState,
  { from, to, gossip: remote }: Extract<ClusterMessage, { readonly type: 'GossipEnvelope' }>,
  exitingTasksInProgress: boolean,
): ReceivedGossip | null {
  const selfKey = nodeKey(self)
  const isForSelf = nodeKey(to) === selfKey && hasMember(remote, selfKey)
  const sender = nodeKey(from)
  if (!isForSelf || !hasMember(local, sender) || !isGossipTarget({ gossip: local, self }, sender)) return null

  const talkBackIfUnseen = !exitingTasksInProgress && !seenByNode(remote, selfKey)
  const { gossip, talkBack } = newest(local, remote, talkBackIfUnseen)
  return { gossip: exitingTasksInProgress ? gossip : markSeen(gossip, selfKey), talkBack }
}

function newest(local: Gossip, remote: Gossip, talkBackIfUnseen: boolean): ReceivedGossip {
  switch (compareClocks(remote.version, local.version)) {
    case 'same':
      return { gossip: mergeSeen(local, remote), talkBack: talkBackIfUnseen }
    case 'before':
      return { gossip: local, talkBack: true }
    case 'after':
      return { gossip: remote, talkBack: talkBackIfUnseen }
    case 'concurrent':
      return { gossip: mergeGossip(local, remote), talkBack: true }
  }
}

/**
 * Pekko: the reply to a GossipStatus is the state, the own status as a request for the state, or nothing
 * (GP-6).
 */
export function replyToStatus(
  state: MembershipState,
  { from, version, seenDigest: digest }: Extract<ClusterMessage, { readonly type: 'GossipStatus' }>,
): 'gossip' | 'status' | null {
  const { gossip } = state
  const sender = nodeKey(from)
  if (!hasMember(gossip, sender) || !isGossipTarget(state, sender)) return null
  const ownDigest = seenDigest(gossip)
  if (digest !== '' && ownDigest !== '' && digest !== ownDigest) return 'gossip'
  switch (compareClocks(version, gossip.version)) {
    case 'same':
      return null
    case 'after':
      return 'status'
    default:
      return 'gossip'
  }
}
