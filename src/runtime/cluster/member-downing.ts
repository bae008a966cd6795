import { hasMember, markDown, memberAt, seenByNode } from './gossip.ts'
import { type GossipSender, maxGossipsBeforeShutdown } from './gossip-sender.ts'
import { nodeKey, type UniqueAddress } from './ids.ts'
import type { Membership } from './membership.ts'
import { allUnreachableOrTerminated, isReachable } from './reachability.ts'

/**
 * Pekko: a Down node defers its shutdown at most this often, so that the other Down members hear of it first
 * (DO-5).
 */
const maxShutdownDeferrals = 4

/** Marks members as Down, and ends this node's membership when it is Down itself. */
export class MemberDowning {
  readonly #membership: Membership
  readonly #sender: GossipSender
  #shutdownDeferrals = 0

  constructor(membership: Membership, sender: GossipSender) {
    this.#membership = membership
    this.#sender = sender
  }

  /** Pekko: any member can be downed from any node; the downed node is informed at once (DO-1, DO-2). */
  down(address: string): void {
    const { gossip, selfKey } = this.#membership
    const member = memberAt(gossip, address)
    if (member === undefined) {
      this.#membership.info(`Ignoring down of unknown node [${address}]`)
      return
    }
    if (member.status === 'Down') return
    const node = nodeKey(member.uniqueAddress)
    const nodeText = isReachable(gossip.reachability, node) ? 'node' : 'unreachable node'
    this.#membership.info(`Marking ${nodeText} [${address}] as [Down]`)
    this.#membership.update(markDown(gossip, node))
    this.#membership.publish()
    if (node === selfKey) this.#sender.gossipToRandom(maxGossipsBeforeShutdown)
    else this.#sender.gossipTo(member.uniqueAddress)
  }

  /** Pekko: a quarantined node becomes Terminated but keeps its status until it is downed (RS-5). */
  quarantined(node: UniqueAddress): void {
    if (!hasMember(this.#membership.gossip, nodeKey(node))) return
    this.#membership.warn(
      `Marking node as TERMINATED [${node.address}], due to quarantine. It must still be marked as down before it's removed.`,
    )
    this.#membership.observeTerminated(nodeKey(node))
    this.#membership.publish()
  }

  /**
   * Pekko: a Down node stops once every Down member is unreachable or has seen the state, at the latest at
   * the fifth check (DO-5).
   */
  shutDownWhenDown(): void {
    const { gossip, hasEnded, selfStatus } = this.#membership
    if (hasEnded || selfStatus !== 'Down') return
    const unreachable = allUnreachableOrTerminated(gossip.reachability)
    const allInformed = gossip.members
      .filter(member => member.status === 'Down')
      .map(member => nodeKey(member.uniqueAddress))
      .every(node => unreachable.has(node) || seenByNode(gossip, node))
    if (!allInformed && this.#shutdownDeferrals < maxShutdownDeferrals) {
      this.#shutdownDeferrals++
      return
    }
    this.#membership.info('Node has been marked as DOWN. Shutting down myself')
    this.#sender.gossipToRandom(maxGossipsBeforeShutdown)
    this.#membership.hasEnded = true
  }
}
