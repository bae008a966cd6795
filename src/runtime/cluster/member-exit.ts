import type { ActorSystem } from '../actor/index.ts'
import { membershipProtocol } from './cluster-message.ts'
import { CoordinatedShutdown } from './coordinated-shutdown.ts'
import { hasMember, markSeen, memberAt, updateMembers } from './gossip.ts'
import { type GossipSender, maxGossipsBeforeShutdown } from './gossip-sender.ts'
import { type NodeKey, nodeKey, type UniqueAddress } from './ids.ts'
import { isDownOrExiting, withStatus } from './member-status.ts'
import type { Membership } from './membership.ts'
import { leaderOf } from './membership-state.ts'

/** The graceful end of a membership: Leaving, Exiting, and the confirmation that the exiting node is done. */
export class MemberExit {
  readonly #membership: Membership
  readonly #sender: GossipSender
  readonly #system: ActorSystem
  /** Pekko: confirmed exits are memory of this node only, never gossiped (LA-9). */
  #confirmed: ReadonlySet<NodeKey> = new Set()

  constructor(membership: Membership, sender: GossipSender, system: ActorSystem) {
    this.#membership = membership
    this.#sender = sender
    this.#system = system
  }

  get confirmed(): ReadonlySet<NodeKey> {
    return this.#confirmed
  }

  /** Pekko: ignored for a member that is Leaving already, Exiting or Down (LV-1). */
  leave(address: string): void {
    const { gossip } = this.#membership
    const member = memberAt(gossip, address)
    if (member === undefined || member.status === 'Leaving' || isDownOrExiting(member.status)) return
    this.#membership.update(updateMembers(gossip, [withStatus(member, 'Leaving')]))
    this.#membership.info(`Marked address [${address}] as [Leaving]`)
    this.#membership.publish()
    this.#sender.round()
  }

  /**
   * Pekko: a node that sees itself Exiting runs coordinated shutdown (LV-4). `reason` is the start of the log
   * text.
   */
  start(reason: string): void {
    this.#membership.exitingTasksInProgress = true
    this.#membership.info(`${reason}, starting coordinated shutdown`)
    CoordinatedShutdown.get(this.#system).run('cluster-leaving')
  }

  /** Pekko: confirms the exit to the leader of the other members and to its successor, then ends (LV-6). */
  complete(): void {
    const { gossip, selfKey, self } = this.#membership
    this.#membership.info('Exiting completed')
    this.#membership.exitingTasksInProgress = false
    if (hasMember(gossip, selfKey)) {
      this.#membership.replace(markSeen(gossip, selfKey))
      this.#membership.publish()
      this.#sender.gossipToRandom(maxGossipsBeforeShutdown)
      for (const leader of this.#nextLeaders()) {
        this.#sender
          .daemonAt(leader.address)
          .tell(membershipProtocol.message({ type: 'ExitingConfirmed', node: self }))
      }
    }
    this.#membership.hasEnded = true
  }

  /** The second leader removes this node when the first one stops before it can. */
  #nextLeaders(): readonly UniqueAddress[] {
    const { gossip, selfKey, state } = this.#membership
    const others = gossip.members.filter(member => nodeKey(member.uniqueAddress) !== selfKey)
    const first = leaderOf(state, others)
    const second = leaderOf(
      state,
      others.filter(member => member !== first),
    )
    return [first, second].filter(leader => leader !== undefined).map(leader => leader.uniqueAddress)
  }

  confirm(node: UniqueAddress): void {
    this.#membership.info(`Exiting confirmed [${node.address}]`)
    this.#confirmed = new Set([...this.#confirmed, nodeKey(node)])
  }

  /** Drops the confirmations of nodes that are no longer members. */
  forgetRemoved(): void {
    const { gossip } = this.#membership
    this.#confirmed = new Set([...this.#confirmed].filter(node => hasMember(gossip, node)))
  }
}
