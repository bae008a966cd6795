import type { ActorSystem } from '../actor/index.ts'
import { memberOf, updateMembers } from './gossip.ts'
import type { GossipSender } from './gossip-sender.ts'
import { convergenceText, type LeaderDuties, leaderDuties, promotableToWeaklyUp } from './leader-actions.ts'
import type { MemberDowning } from './member-downing.ts'
import type { MemberExit } from './member-exit.ts'
import type { Membership } from './membership.ts'
import { hasConverged, isLeader, targetsForExiting } from './membership-state.ts'
import type { ShutdownPreparation } from './shutdown-preparation.ts'

/** Missed leader ticks until the first log notice, and between later ones. Pekko: 20 and 60 (LA-2). */
const firstMissedTicksNotice = 20
const periodicMissedTicksNotice = 60

/** The leader tick of one node: performs the leader's duties while this node leads. */
export class Leader {
  readonly #membership: Membership
  readonly #sender: GossipSender
  readonly #exit: MemberExit
  readonly #downing: MemberDowning
  readonly #preparation: ShutdownPreparation
  readonly #system: ActorSystem
  #isLeader = false
  #missedTicks = 0

  constructor(
    membership: Membership,
    sender: GossipSender,
    exit: MemberExit,
    downing: MemberDowning,
    preparation: ShutdownPreparation,
    system: ActorSystem,
  ) {
    this.#membership = membership
    this.#sender = sender
    this.#exit = exit
    this.#downing = downing
    this.#preparation = preparation
    this.#system = system
  }

  /**
   * Pekko: the leader performs its duties with convergence, and promotes to WeaklyUp without it. The clean-up
   * at the end runs on every node (LA-1 to LA-8).
   */
  tick(): void {
    const { self, state } = this.#membership
    const wasLeader = this.#isLeader
    this.#isLeader = isLeader(state, self)
    if (this.#isLeader && !wasLeader) {
      this.#membership.info('is the new leader among reachable nodes (more leaders may exist)')
    } else if (!this.#isLeader && wasLeader) this.#membership.info('is no longer leader')
    if (this.#isLeader) {
      if (hasConverged(state, this.#exit.confirmed)) this.#performDuties()
      else this.#missDuties()
    }
    this.#exit.forgetRemoved()
    this.#preparation.joinOthers()
    this.#downing.shutDownWhenDown()
  }

  #performDuties(): void {
    const { cluster, exitingTasksInProgress, gossip, selfKey, state } = this.#membership
    if (this.#missedTicks >= firstMissedTicksNotice) {
      this.#membership.info('Leader can perform its duties again')
    }
    this.#missedTicks = 0
    const duties = leaderDuties(state, cluster.settings, this.#exit.confirmed, this.#system.now)
    if (duties.gossip === gossip) return
    // Starts before the update, so that this node is not in `seen` while its own exiting tasks run.
    const isExiting = memberOf(duties.gossip, selfKey)?.status === 'Exiting'
    if (isExiting && !exitingTasksInProgress) this.#exit.start('Exiting (leader)')
    this.#logDuties(duties)
    this.#membership.update(duties.gossip)
    this.#membership.publish()
    const exiting = duties.changed.filter(member => member.status === 'Exiting')
    for (const target of targetsForExiting(this.#membership.state, exiting)) {
      this.#sender.gossipTo(target.uniqueAddress)
    }
  }

  #logDuties({ changed, removedUnreachable, removedConfirmed }: LeaderDuties): void {
    for (const member of changed) {
      this.#membership.info(`Leader is moving node [${member.uniqueAddress.address}] to [${member.status}]`)
    }
    for (const { status, uniqueAddress } of removedUnreachable) {
      const kind = status === 'Exiting' ? 'exiting' : 'unreachable'
      this.#membership.info(`Leader is removing ${kind} node [${uniqueAddress.address}]`)
    }
    for (const { uniqueAddress } of removedConfirmed) {
      this.#membership.info(`Leader is removing confirmed Exiting node [${uniqueAddress.address}]`)
    }
  }

  #missDuties(): void {
    const { cluster } = this.#membership
    this.#missedTicks++
    const missedMs = this.#missedTicks * cluster.settings.leaderActionsIntervalMs
    const { allowWeaklyUpMembersMs } = cluster.settings
    if (allowWeaklyUpMembersMs !== null && missedMs >= allowWeaklyUpMembersMs) this.#promoteToWeaklyUp()
    if (this.#missedTicks === firstMissedTicksNotice || this.#missedTicks % periodicMissedTicksNotice === 0) {
      this.#membership.info(
        `Leader can currently not perform its duties, member status: [${convergenceText(this.#membership.state)}]`,
      )
    }
  }

  #promoteToWeaklyUp(): void {
    const { cluster, gossip, state } = this.#membership
    const promoted = promotableToWeaklyUp(state, cluster.settings)
    if (promoted.length === 0) return
    this.#membership.update(updateMembers(gossip, promoted))
    for (const member of promoted) {
      this.#membership.info(`Leader is moving node [${member.uniqueAddress.address}] to [WeaklyUp]`)
    }
    this.#membership.publish()
  }
}
