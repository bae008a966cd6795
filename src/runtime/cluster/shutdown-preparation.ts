import { updateMembers } from './gossip.ts'
import type { GossipSender } from './gossip-sender.ts'
import { withStatus } from './member-status.ts'
import type { Membership } from './membership.ts'
import { isPreparingForShutdown } from './membership-state.ts'

/** The preparation of a shutdown of the whole cluster, on one node. */
export class ShutdownPreparation {
  readonly #membership: Membership
  readonly #sender: GossipSender
  /** Stays true when the last prepared member has left: the cluster does not grow again. */
  #hasBegun = false

  constructor(membership: Membership, sender: GossipSender) {
    this.#membership = membership
    this.#sender = sender
  }

  /** True once this node has taken part, or knows a member that does. */
  get hasBegun(): boolean {
    return this.#hasBegun || isPreparingForShutdown(this.#membership.gossip)
  }

  /** Pekko: all Up members become PreparingForShutdown; members in other statuses stay as they are (CS-9). */
  begin(): void {
    if (this.#hasBegun) return
    this.#hasBegun = true
    const { gossip } = this.#membership
    const changed = gossip.members
      .filter(({ status }) => status === 'Up')
      .map(member => withStatus(member, 'PreparingForShutdown'))
    if (changed.length === 0) return
    this.#membership.update(updateMembers(gossip, changed))
    for (const { status, uniqueAddress } of changed)
      this.#membership.info(`Preparing for shutdown [${uniqueAddress.address}] as [${status}]`)
    this.#membership.publish()
    this.#sender.round()
  }

  /** Pekko: an Up node that sees a prepared member begins, too (CS-9, LA-8). */
  joinOthers(): void {
    const { gossip, selfStatus } = this.#membership
    if (selfStatus === 'Up' && isPreparingForShutdown(gossip)) this.begin()
  }
}
