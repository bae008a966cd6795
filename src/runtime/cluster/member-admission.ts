import { welcomeProtocol } from './cluster-message.ts'
import { addMember, type Gossip, hasMember, markSeen, memberAt, newMember } from './gossip.ts'
import type { GossipSender } from './gossip-sender.ts'
import { nodeKey, type UniqueAddress } from './ids.ts'
import { joinMismatch } from './join-compatibility.ts'
import type { Leader } from './leader.ts'
import { type Member, notUpYet } from './member.ts'
import type { MemberDowning } from './member-downing.ts'
import { isDownOrExiting } from './member-status.ts'
import type { Membership } from './membership.ts'
import type { ShutdownPreparation } from './shutdown-preparation.ts'

/** Admits joining nodes to the cluster, and takes over the state when this node is welcomed by one. */
export class MemberAdmission {
  readonly #membership: Membership
  readonly #sender: GossipSender
  readonly #downing: MemberDowning
  readonly #preparation: ShutdownPreparation
  readonly #leader: Leader

  constructor(
    membership: Membership,
    sender: GossipSender,
    downing: MemberDowning,
    preparation: ShutdownPreparation,
    leader: Leader,
  ) {
    this.#membership = membership
    this.#sender = sender
    this.#downing = downing
    this.#preparation = preparation
    this.#leader = leader
  }

  /**
   * Handles a Join. A node that joins itself founds the cluster. Pekko: Join is answered with Welcome (JN-6,
   * JN-12, RS-1).
   */
  join(node: UniqueAddress, roles: readonly string[], appVersion: string): void {
    const { gossip, self, selfKey, selfStatus } = this.#membership
    const mismatch = joinMismatch(self.address, node.address)
    if (mismatch !== null) {
      this.#membership.warn(mismatch)
      return
    }
    if (isDownOrExiting(selfStatus)) {
      this.#membership.info(
        `Trying to join [${node.address}] to [${selfStatus}] member, ignoring. Use a member that is Up instead.`,
      )
      return
    }
    if (this.#preparation.hasBegun) {
      this.#membership.info(
        `Trying to join [${node.address}] while the cluster prepares for its shutdown, ignoring.`,
      )
      return
    }
    const existing = memberAt(gossip, node.address)
    if (existing === undefined) this.#add(node, roles, appVersion)
    else if (nodeKey(existing.uniqueAddress) !== nodeKey(node)) this.#downOldIncarnation(existing)
    else {
      this.#membership.info(`Existing member [${node.address}] is joining again.`)
      if (nodeKey(node) !== selfKey) this.#welcome(node)
    }
  }

  #add(node: UniqueAddress, roles: readonly string[], appVersion: string): void {
    const { cluster, gossip, selfKey } = this.#membership
    cluster.detectors.remove(node.address)
    const isFirst = gossip.members.length === 0
    this.#membership.update(addMember(gossip, newMember(node, roles, notUpYet, appVersion)))
    if (nodeKey(node) === selfKey) {
      this.#membership.info(
        `Node [${node.address}] is JOINING itself (with roles [${roles.join(', ')}]) and forming new cluster`,
      )
      // The founder becomes Up before it handles any other Join, so it is always the oldest member.
      if (isFirst) this.#leader.tick()
    } else {
      this.#membership.info(`Node [${node.address}] is JOINING, roles [${roles.join(', ')}]`)
      this.#welcome(node)
    }
    this.#membership.publish()
  }

  #welcome(node: UniqueAddress): void {
    const { gossip, self } = this.#membership
    this.#sender.daemonAt(node.address).tell(welcomeProtocol.reply({ type: 'Welcome', from: self, gossip }))
  }

  /**
   * Pekko: the old incarnation is downed, and the new one repeats its Join until the old one is removed
   * (RS-1, RS-2).
   */
  #downOldIncarnation(old: Member): void {
    this.#membership.info(
      `New incarnation of existing member [${old.uniqueAddress.address}] is trying to join. Existing will be removed from the cluster and then new member will be allowed to join.`,
    )
    if (old.status === 'Down') return
    this.#membership.observeTerminated(nodeKey(old.uniqueAddress))
    this.#downing.down(old.uniqueAddress.address)
  }

  /**
   * Handles a Welcome. Pekko: a Welcome from another address than the asked one is ignored (JN-8).
   * @returns whether this node is a member now.
   */
  welcomed(askedAddress: string, from: UniqueAddress, gossip: Gossip): boolean {
    const { selfKey } = this.#membership
    if (askedAddress !== from.address) {
      this.#membership.info(
        `Ignoring welcome from [${from.address}] when trying to join with [${askedAddress}]`,
      )
      return false
    }
    if (!hasMember(gossip, selfKey)) return false
    this.#membership.info(`Welcome from [${from.address}]`)
    this.#membership.replace(markSeen(gossip, selfKey))
    this.#membership.publish()
    this.#sender.gossipTo(from)
    return true
  }
}
