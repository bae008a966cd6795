import type { ActorContext } from '../actor/index.ts'
import type { DaemonMessage } from './cluster-message.ts'
import { clearSeen, emptyGossip, type Gossip, memberOf, onlySeenBy, stamp } from './gossip.ts'
import { assertInvariants } from './gossip-invariants.ts'
import { type NodeKey, nodeKey, type UniqueAddress } from './ids.ts'
import type { MemberStatus } from './member.ts'
import type { MembershipState } from './membership-state.ts'
import type { MembershipPort } from './ports.ts'
import { observe } from './reachability.ts'

/** The gossip that the core daemon of one node holds, and the only ways to change it. */
export class Membership {
  readonly self: UniqueAddress
  readonly selfKey: NodeKey
  readonly cluster: MembershipPort
  readonly #context: ActorContext<DaemonMessage>
  #gossip: Gossip = emptyGossip
  /** True from the node's own Exiting until ExitingCompleted: the node marks nothing as seen (LV-5). */
  exitingTasksInProgress = false
  /** Set when this node's membership has ended, so that the daemon stops. */
  hasEnded = false

  constructor(cluster: MembershipPort, context: ActorContext<DaemonMessage>) {
    this.cluster = cluster
    this.#context = context
    this.self = cluster.selfUniqueAddress
    this.selfKey = nodeKey(this.self)
  }

  get gossip(): Gossip {
    return this.#gossip
  }

  get state(): MembershipState {
    return { gossip: this.#gossip, self: this.self }
  }

  get selfStatus(): MemberStatus {
    return memberOf(this.#gossip, this.selfKey)?.status ?? 'Removed'
  }

  get isAlone(): boolean {
    return this.#gossip.members.length <= 1
  }

  /** Applies a change made by this node. Pekko: increments the own clock entry and resets `seen` (GS-3). */
  update(changed: Gossip): void {
    const stamped = stamp(changed, this.selfKey)
    this.replace(this.exitingTasksInProgress ? clearSeen(stamped) : onlySeenBy(stamped, this.selfKey))
  }

  /** Takes over a received or merged state, which has its clock already. */
  replace(gossip: Gossip): void {
    this.#gossip = gossip
    if (this.cluster.checksInvariants) assertInvariants(gossip)
  }

  publish(): void {
    this.cluster.publish(this.#gossip)
  }

  observeTerminated(node: NodeKey): void {
    const reachability = observe(this.#gossip.reachability, this.selfKey, node, 'Terminated')
    if (reachability !== this.#gossip.reachability) this.update({ ...this.#gossip, reachability })
  }

  info(text: string): void {
    this.#context.log.info(`Cluster Node [${this.self.address}] - ${text}`)
  }

  warn(text: string): void {
    this.#context.log.warn(`Cluster Node [${this.self.address}] - ${text}`)
  }
}
