import type { ActorContext } from '../actor/index.ts'
import type { ClusterMessage, DaemonMessage } from './cluster-message.ts'
import { GossipSender } from './gossip-sender.ts'
import { isSpeedupNeeded } from './gossip-target-selector.ts'
import { Leader } from './leader.ts'
import type { Member } from './member.ts'
import { MemberAdmission } from './member-admission.ts'
import { MemberDowning } from './member-downing.ts'
import { MemberExit } from './member-exit.ts'
import { Membership } from './membership.ts'
import type { MembershipPort } from './ports.ts'
import { reapUnreachable } from './reap-unreachable.ts'
import { receiveGossip, replyToStatus } from './receive-gossip.ts'
import { ShutdownPreparation } from './shutdown-preparation.ts'
import { sideBySide } from './sorted-members.ts'

/** The membership protocol of one node. The core daemon passes each message to the part that handles it. */
export class ClusterCore {
  readonly membership: Membership
  readonly sender: GossipSender
  readonly admission: MemberAdmission
  readonly downing: MemberDowning
  readonly exit: MemberExit
  readonly preparation: ShutdownPreparation
  readonly leader: Leader
  readonly #context: ActorContext<DaemonMessage>

  constructor(cluster: MembershipPort, context: ActorContext<DaemonMessage>) {
    const { system } = context
    const { gossipDifferentViewProbability } = cluster.settings
    const membership = new Membership(cluster, context)
    this.#context = context
    this.membership = membership
    this.sender = new GossipSender(system, gossipDifferentViewProbability, () => membership.state)
    this.downing = new MemberDowning(membership, this.sender)
    this.exit = new MemberExit(membership, this.sender, system)
    this.preparation = new ShutdownPreparation(membership, this.sender)
    this.leader = new Leader(membership, this.sender, this.exit, this.downing, this.preparation, system)
    this.admission = new MemberAdmission(membership, this.sender, this.downing, this.preparation, this.leader)
  }

  receiveStatus(status: Extract<ClusterMessage, { readonly type: 'GossipStatus' }>): void {
    const reply = replyToStatus(this.membership.state, status)
    if (reply === 'gossip') this.sender.gossipTo(status.from)
    else if (reply === 'status') this.sender.statusTo(status.from)
  }

  receiveGossip(envelope: Extract<ClusterMessage, { readonly type: 'GossipEnvelope' }>): void {
    const { cluster, exitingTasksInProgress, gossip: before, state } = this.membership
    const received = receiveGossip(state, envelope, exitingTasksInProgress)
    if (received === null) return
    this.membership.replace(received.gossip)
    if (received.gossip.members !== before.members) {
      sideBySide(before.members, received.gossip.members, (old, now) => {
        // The detector's history belongs to an earlier incarnation at this address.
        if (old === undefined) cluster.detectors.remove(now!.uniqueAddress.address)
      })
    }
    this.membership.publish()
    if (this.membership.selfStatus === 'Exiting' && !exitingTasksInProgress) this.exit.start('Exiting')
    this.downing.shutDownWhenDown()
    if (received.talkBack) this.sender.gossipTo(envelope.from)
  }

  get isSpeedupNeeded(): boolean {
    return isSpeedupNeeded(this.membership.state)
  }

  /** Pekko: all observations of one reaper tick are one update of the gossip (RE-9, RE-10). */
  reapUnreachable(): void {
    const { cluster, gossip, isAlone, state } = this.membership
    if (isAlone) return
    const reaped = reapUnreachable(state, cluster.detectors, this.#context.now)
    if (reaped === null) return
    const { reachability, newlyUnreachable, newlyReachable } = reaped
    this.membership.update({ ...gossip, reachability })
    const exiting = newlyUnreachable.filter(member => member.status === 'Exiting')
    const others = newlyUnreachable.filter(member => member.status !== 'Exiting')
    if (others.length > 0) this.membership.warn(`Marking node(s) as UNREACHABLE [${memberList(others)}]`)
    if (exiting.length > 0) {
      this.membership.info(
        `Marking exiting node(s) as UNREACHABLE [${memberList(exiting)}]. This is expected and they will be removed.`,
      )
    }
    if (newlyReachable.length > 0) {
      this.membership.info(`Marking node(s) as REACHABLE [${memberList(newlyReachable)}]`)
    }
    this.membership.publish()
  }
}

const memberList = (members: readonly Member[]) =>
  members.map(({ uniqueAddress, status }) => `${uniqueAddress.address} (${status})`).join(', ')
