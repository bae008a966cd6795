import { type ActorContext, toolkitMessage } from '../actor/index.ts'
import { type NodeKey, nodeKey, parseAddress } from './address.ts'
import type { ClusterMessage, DaemonMessage } from './cluster-message.ts'
import { CoordinatedShutdown } from './coordinated-shutdown.ts'
import {
  addMember,
  clearSeen,
  type Gossip,
  hasMember,
  markDown,
  markSeen,
  memberAt,
  memberOf,
  newMember,
  onlySeenBy,
  seenByNode,
  stamp,
  updateMembers,
} from './gossip.ts'
import { assertInvariants } from './gossip-invariants.ts'
import type { GossipSender } from './gossip-sender.ts'
import { isSpeedupNeeded } from './gossip-target-selector.ts'
import { leaderDuties, promotableToWeaklyUp, whyNotConverged } from './leader-actions.ts'
import type { LocalCluster } from './local-cluster.ts'
import { type Member, type MemberStatus, notUpYet, type UniqueAddress } from './member.ts'
import { isDownOrExiting, withStatus } from './member-status.ts'
import {
  hasConverged,
  isLeader,
  leaderOf,
  type MembershipState,
  targetsForExiting,
} from './membership-state.ts'
import { allUnreachableOrTerminated, isReachable, observe } from './reachability.ts'
import { reapUnreachable } from './reap-unreachable.ts'
import { answerToStatus, receiveGossip } from './receive-gossip.ts'

/** Whom a node that goes tells before it does. (GP-10) */
const gossipsBeforeShutdown = 5
/** How often a node that is Down puts off its end so that others hear of it. (DO-5) */
const checksBeforeShutdown = 4
const firstLeaderNotice = 20
const periodicLeaderNotice = 60

/** What one node believes of its cluster, and what it does about it. Driven by the daemon. */
export class ClusterCore {
  readonly #cluster: LocalCluster
  readonly #context: ActorContext<DaemonMessage>
  readonly #self: UniqueAddress
  readonly #selfKey: NodeKey
  readonly #sender: GossipSender
  /** Memory of this node only, never gossiped. (LA-9) */
  #exitingConfirmed: ReadonlySet<NodeKey> = new Set()
  #exitingTasksInProgress = false
  #isLeading = false
  #leaderMisses = 0
  #selfDownChecks = 0
  #gossip: Gossip
  /** Set when this node's part in the cluster is over. */
  isOver = false

  constructor(cluster: LocalCluster, context: ActorContext<DaemonMessage>, sender: GossipSender) {
    this.#cluster = cluster
    this.#context = context
    this.#sender = sender
    this.#self = cluster.selfUniqueAddress
    this.#selfKey = nodeKey(this.#self)
    this.#gossip = cluster.publishedGossip
  }

  get state(): MembershipState {
    return { gossip: this.#gossip, self: this.#self }
  }

  get selfStatus(): MemberStatus {
    return memberOf(this.#gossip, this.#selfKey)?.status ?? 'Removed'
  }

  info(text: string): void {
    this.#context.log.info(`Cluster Node [${this.#self.address}] - ${text}`)
  }

  warn(text: string): void {
    this.#context.log.warn(`Cluster Node [${this.#self.address}] - ${text}`)
  }

  // Joining

  /** A node asks to be let in, or founds the cluster. (JN-6, JN-12, RS-1) */
  joining(node: UniqueAddress, roles: readonly string[]): void {
    const { system, protocol } = parseAddress(node.address)
    const own = parseAddress(this.#self.address)
    if (system !== own.system || protocol !== own.protocol) {
      this.warn(
        `Trying to join member with wrong ActorSystem name or protocol, but was ignored, expected [${own.system}] but was [${system}]`,
      )
      return
    }
    if (isDownOrExiting(this.selfStatus)) {
      this.info(
        `Trying to join [${node.address}] to [${this.selfStatus}] member, ignoring. Use a member that is Up instead.`,
      )
      return
    }
    const existing = memberAt(this.#gossip, node.address)
    if (existing === undefined) this.#admit(node, roles)
    else if (nodeKey(existing.uniqueAddress) !== nodeKey(node)) this.#replace(existing)
    else {
      this.info(`Existing member [${node.address}] is joining again.`)
      if (nodeKey(node) !== this.#selfKey) this.#welcome(node)
    }
  }

  #admit(node: UniqueAddress, roles: readonly string[]): void {
    this.#cluster.detectors.remove(node.address)
    const isFirst = this.#gossip.members.length === 0
    this.#update(addMember(this.#gossip, newMember(node, roles, notUpYet)))
    if (nodeKey(node) === this.#selfKey) {
      this.info(
        `Node [${node.address}] is JOINING itself (with roles [${roles.join(', ')}]) and forming new cluster`,
      )
      // The founder is Up before anybody can come: so it is the oldest whatever happens next.
      if (isFirst) this.leaderActions()
    } else {
      this.info(`Node [${node.address}] is JOINING, roles [${roles.join(', ')}]`)
      this.#welcome(node)
    }
    this.#publish()
  }

  #welcome(node: UniqueAddress): void {
    this.#sender
      .daemonAt(node.address)
      .tell(toolkitMessage({ type: 'Welcome', from: this.#self, gossip: this.#gossip }))
  }

  /** The old incarnation cannot be alive: it makes room, and the new one asks again. (RS-1, RS-2) */
  #replace(old: Member): void {
    this.info(
      `New incarnation of existing member [${old.uniqueAddress.address}] is trying to join. Existing will be removed from the cluster and then new member will be allowed to join.`,
    )
    if (old.status === 'Down') return
    this.#observeTerminated(nodeKey(old.uniqueAddress))
    this.downing(old.uniqueAddress.address)
  }

  #observeTerminated(node: NodeKey): void {
    const reachability = observe(this.#gossip.reachability, this.#selfKey, node, 'Terminated')
    if (reachability !== this.#gossip.reachability) this.#update({ ...this.#gossip, reachability })
  }

  /** It keeps its status, and somebody has to down it. (RS-5) */
  quarantined(node: UniqueAddress): void {
    if (!hasMember(this.#gossip, nodeKey(node))) return
    this.warn(
      `Marking node as TERMINATED [${node.address}], due to quarantine. It must still be marked as down before it's removed.`,
    )
    this.#observeTerminated(nodeKey(node))
    this.#publish()
  }

  /** False when it came from somebody who was not asked. (JN-8) */
  welcomed(askedAddress: string, from: UniqueAddress, gossip: Gossip): boolean {
    if (askedAddress !== from.address) {
      this.info(`Ignoring welcome from [${from.address}] when trying to join with [${askedAddress}]`)
      return false
    }
    if (!hasMember(gossip, this.#selfKey)) return false
    this.info(`Welcome from [${from.address}]`)
    this.#replaceGossip(markSeen(gossip, this.#selfKey))
    this.#publish()
    this.#sender.gossipTo(from)
    return true
  }

  // Leaving and downing

  /** (LV-1) */
  leaving(address: string): void {
    const member = memberAt(this.#gossip, address)
    if (member === undefined || !['Joining', 'WeaklyUp', 'Up'].includes(member.status)) return
    this.#update(updateMembers(this.#gossip, [withStatus(member, 'Leaving')]))
    this.info(`Marked address [${address}] as [Leaving]`)
    this.#publish()
    this.gossipRound()
  }

  /** (LV-6) */
  exitingCompleted(): void {
    this.info('Exiting completed')
    this.#exitingTasksInProgress = false
    if (hasMember(this.#gossip, this.#selfKey)) {
      this.#replaceGossip(markSeen(this.#gossip, this.#selfKey))
      this.#publish()
      this.#sender.gossipToRandom(gossipsBeforeShutdown)
      const others = this.#gossip.members.filter(member => nodeKey(member.uniqueAddress) !== this.#selfKey)
      const first = leaderOf(this.state, others)
      const second = leaderOf(
        this.state,
        others.filter(member => member !== first),
      )
      for (const leader of [first, second]) {
        if (leader === undefined) continue
        this.#sender
          .daemonAt(leader.uniqueAddress.address)
          .tell(toolkitMessage({ type: 'ExitingConfirmed', node: this.#self }))
      }
    }
    this.isOver = true
  }

  exitingConfirmed(node: UniqueAddress): void {
    this.info(`Exiting confirmed [${node.address}]`)
    this.#exitingConfirmed = new Set([...this.#exitingConfirmed, nodeKey(node)])
  }

  /** (DO-1, DO-2) */
  downing(address: string): void {
    const member = memberAt(this.#gossip, address)
    if (member === undefined) {
      this.info(`Ignoring down of unknown node [${address}]`)
      return
    }
    if (member.status === 'Down') return
    const node = nodeKey(member.uniqueAddress)
    const what = isReachable(this.#gossip.reachability, node) ? 'node' : 'unreachable node'
    this.info(`Marking ${what} [${address}] as [Down]`)
    this.#update(markDown(this.#gossip, node))
    this.#publish()
    if (node === this.#selfKey) this.#sender.gossipToRandom(gossipsBeforeShutdown)
    else this.#sender.gossipTo(member.uniqueAddress)
  }

  /** Its end waits until those that are Down have heard of it, but not for ever. (DO-5) */
  #shutDownWhenDown(): void {
    if (this.isOver || this.selfStatus !== 'Down') return
    const unreachable = allUnreachableOrTerminated(this.#gossip.reachability)
    const allKnow = this.#gossip.members
      .filter(member => member.status === 'Down')
      .map(member => nodeKey(member.uniqueAddress))
      .every(node => unreachable.has(node) || seenByNode(this.#gossip, node))
    if (!allKnow && this.#selfDownChecks < checksBeforeShutdown) {
      this.#selfDownChecks++
      return
    }
    this.info('Node has been marked as DOWN. Shutting down myself')
    this.#sender.gossipToRandom(gossipsBeforeShutdown)
    this.isOver = true
  }

  #startExiting(why: string): void {
    this.#exitingTasksInProgress = true
    this.info(`${why}, starting coordinated shutdown`)
    CoordinatedShutdown.get(this.#context.system).run('cluster-leaving')
  }

  // Gossip

  receiveStatus(status: Extract<ClusterMessage, { readonly type: 'GossipStatus' }>): void {
    const answer = answerToStatus(this.state, status)
    if (answer === 'gossip') this.#sender.gossipTo(status.from)
    else if (answer === 'status') this.#sender.statusTo(status.from)
  }

  receiveGossip(envelope: Extract<ClusterMessage, { readonly type: 'GossipEnvelope' }>): void {
    const received = receiveGossip(this.state, envelope, this.#exitingTasksInProgress)
    if (received === null) return
    const before = this.#gossip
    this.#replaceGossip(received.gossip)
    for (const { uniqueAddress } of this.#gossip.members) {
      // What was learned of an earlier incarnation says nothing about this one.
      if (!hasMember(before, nodeKey(uniqueAddress))) this.#cluster.detectors.remove(uniqueAddress.address)
    }
    this.#publish()
    if (this.selfStatus === 'Exiting' && !this.#exitingTasksInProgress) this.#startExiting('Exiting')
    this.#shutDownWhenDown()
    if (received.talkBack) this.#sender.gossipTo(envelope.from)
  }

  gossipRound(): void {
    if (!this.#isAlone()) this.#sender.round()
  }

  get isSpeedupNeeded(): boolean {
    return isSpeedupNeeded(this.state)
  }

  // Leader

  /** On each leader tick; does nothing on the others. (LA-1 to LA-8) */
  leaderActions(): void {
    const leads = isLeader(this.state, this.#self)
    if (leads && !this.#isLeading) {
      this.info('is the new leader among reachable nodes (more leaders may exist)')
    } else if (!leads && this.#isLeading) this.info('is no longer leader')
    this.#isLeading = leads
    if (leads) {
      if (hasConverged(this.state, this.#exitingConfirmed)) this.#performDuties()
      else this.#missDuties()
    }
    this.#exitingConfirmed = new Set(
      [...this.#exitingConfirmed].filter(node => hasMember(this.#gossip, node)),
    )
    this.#shutDownWhenDown()
  }

  #performDuties(): void {
    if (this.#leaderMisses >= firstLeaderNotice) this.info('Leader can perform its duties again')
    this.#leaderMisses = 0
    const { settings } = this.#cluster
    const duties = leaderDuties(this.state, settings, this.#exitingConfirmed, this.#context.now)
    if (duties.gossip === this.#gossip) return
    const self = memberOf(duties.gossip, this.#selfKey)
    // It gives its own tasks the time that anybody else's exit has, and is not seen as settled meanwhile.
    if (self?.status === 'Exiting' && !this.#exitingTasksInProgress) this.#startExiting('Exiting (leader)')
    for (const member of duties.changed) {
      this.info(`Leader is moving node [${member.uniqueAddress.address}] to [${member.status}]`)
    }
    for (const { status, uniqueAddress } of duties.removedUnreachable) {
      const what = status === 'Exiting' ? 'exiting' : 'unreachable'
      this.info(`Leader is removing ${what} node [${uniqueAddress.address}]`)
    }
    for (const { uniqueAddress } of duties.removedConfirmed) {
      this.info(`Leader is removing confirmed Exiting node [${uniqueAddress.address}]`)
    }
    this.#update(duties.gossip)
    this.#publish()
    const exiting = duties.changed.filter(member => member.status === 'Exiting')
    for (const target of targetsForExiting(this.state, exiting)) this.#sender.gossipTo(target.uniqueAddress)
  }

  #missDuties(): void {
    this.#leaderMisses++
    const { settings } = this.#cluster
    const missedMs = this.#leaderMisses * settings.leaderActionsIntervalMs
    if (settings.allowWeaklyUpMembersMs !== null && missedMs >= settings.allowWeaklyUpMembersMs) {
      const promoted = promotableToWeaklyUp(this.state, settings)
      if (promoted.length > 0) {
        this.#update(updateMembers(this.#gossip, promoted))
        for (const member of promoted) {
          this.info(`Leader is moving node [${member.uniqueAddress.address}] to [WeaklyUp]`)
        }
        this.#publish()
      }
    }
    if (this.#leaderMisses === firstLeaderNotice || this.#leaderMisses % periodicLeaderNotice === 0) {
      this.info(
        `Leader can currently not perform its duties, member status: [${whyNotConverged(this.state)}]`,
      )
    }
  }

  // Reachability

  /** (RE-9, RE-10) */
  reapUnreachable(): void {
    if (this.#isAlone()) return
    const reaped = reapUnreachable(this.state, this.#cluster.detectors, this.#context.now)
    if (reaped === null) return
    const { reachability, silent, back } = reaped
    this.#update({ ...this.#gossip, reachability })
    const exiting = silent.filter(member => member.status === 'Exiting')
    const others = silent.filter(member => member.status !== 'Exiting')
    if (others.length > 0) this.warn(`Marking node(s) as UNREACHABLE [${listed(others)}]`)
    if (exiting.length > 0) {
      this.info(
        `Marking exiting node(s) as UNREACHABLE [${listed(exiting)}]. This is expected and they will be removed.`,
      )
    }
    if (back.length > 0) this.info(`Marking node(s) as REACHABLE [${listed(back)}]`)
    this.#publish()
  }

  #isAlone(): boolean {
    return this.#gossip.members.length <= 1
  }

  /** A change of this node's own. (GS-3) */
  #update(changed: Gossip): void {
    const stamped = stamp(changed, this.#selfKey)
    this.#replaceGossip(
      this.#exitingTasksInProgress ? clearSeen(stamped) : onlySeenBy(stamped, this.#selfKey),
    )
  }

  #replaceGossip(gossip: Gossip): void {
    this.#gossip = gossip
    if (this.#cluster.checksInvariants) assertInvariants(gossip)
  }

  #publish(): void {
    this.#cluster.publish(this.#gossip)
  }
}

const listed = (members: readonly Member[]) =>
  members.map(({ uniqueAddress, status }) => `${uniqueAddress.address} (${status})`).join(', ')
