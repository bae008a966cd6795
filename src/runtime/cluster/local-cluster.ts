import { type ActorRef, type ActorSystem, type Extension, toolkitMessage } from '../actor/index.ts'
import { isLocalAddress, nodeKey, parseAddress } from './address.ts'
import type { Cluster, ClusterOptions } from './cluster.ts'
import { clusterRoot } from './cluster-actors.ts'
import type { ClusterDomainEvent, CurrentClusterState } from './cluster-event.ts'
import type { DaemonCommand } from './cluster-message.ts'
import type { ClusterSettings } from './cluster-settings.ts'
import { CoordinatedShutdown } from './coordinated-shutdown.ts'
import { currentClusterState, diffEvents } from './domain-event-diff.ts'
import type { PublisherMessage, Subscriber } from './domain-event-publisher.ts'
import { FailureDetectorRegistry } from './failure-detector-registry.ts'
import { emptyGossip, type Gossip, memberOf, newMember } from './gossip.ts'
import { type Member, type MemberStatus, notUpYet, type UniqueAddress } from './member.ts'
import { MemberCallbacks } from './member-callbacks.ts'
import type { MembershipState } from './membership-state.ts'
import { traceDomainEvents } from './trace-domain-events.ts'

/** A node's cluster extension: the door for others, and what the cluster's own actors share. */
export class LocalCluster implements Cluster {
  readonly settings: ClusterSettings
  readonly selfUniqueAddress: UniqueAddress
  readonly selfRoles: readonly string[]
  readonly detectors: FailureDetectorRegistry
  readonly checksInvariants: boolean
  readonly #system: ActorSystem
  #state: MembershipState
  #isTerminated = false
  #snapshot: CurrentClusterState | null = null
  #daemon: ActorRef<DaemonCommand> | null = null
  #publisher: ActorRef<PublisherMessage> | null = null
  /** What was asked before the actors were there. */
  #beforeStart: (() => void)[] = []
  readonly #onUp: MemberCallbacks
  readonly #onRemoved: MemberCallbacks
  #waiting: { readonly until: () => boolean; readonly run: () => void }[] = []

  constructor(system: ActorSystem, options: ClusterOptions) {
    this.#system = system
    this.#onUp = new MemberCallbacks(system, 'Up')
    this.#onRemoved = new MemberCallbacks(system, 'Removed')
    this.settings = options.settings
    this.selfUniqueAddress = { address: system.address, uid: system.uid }
    this.selfRoles = [...options.roles].sort()
    this.checksInvariants = options.checkInvariants ?? false
    this.detectors = new FailureDetectorRegistry(options.settings.failureDetector)
    this.#state = { gossip: emptyGossip, self: this.selfUniqueAddress }
    parseAddress(system.address)
    this.#addShutdownTasks(CoordinatedShutdown.get(system))
    system.systemActorOf(clusterRoot(this), 'cluster')
    system.whenQuarantined((address, uid) => this.#ask({ type: 'Quarantined', node: { address, uid } }))
    if (this.settings.seedNodes.length > 0) this.joinSeedNodes(this.settings.seedNodes)
  }

  get state(): CurrentClusterState {
    this.#snapshot ??= currentClusterState(this.#state)
    return this.#snapshot
  }

  get selfMember(): Member {
    const member = memberOf(this.#state.gossip, nodeKey(this.selfUniqueAddress))
    return member ?? { ...newMember(this.selfUniqueAddress, this.selfRoles, notUpYet), status: 'Removed' }
  }

  get isTerminated(): boolean {
    return this.#isTerminated
  }

  joinSeedNodes(addresses: readonly string[]): void {
    this.#ask({ type: 'JoinSeedNodes', addresses: addresses.map(address => this.#full(address)) })
  }

  join(address: string): void {
    this.#ask({ type: 'JoinTo', address: this.#full(address) })
  }

  leave(address: string): void {
    this.#ask({ type: 'Leave', address: this.#full(address) })
  }

  down(address: string): void {
    this.#ask({ type: 'Down', address: this.#full(address) })
  }

  subscribe(
    subscriber: Subscriber,
    options: {
      readonly initial?: 'snapshot' | 'events'
      readonly types?: readonly ClusterDomainEvent['type'][]
    } = {},
  ): void {
    this.#tellPublisher({
      type: 'Subscribe',
      subscriber,
      initial: options.initial ?? 'snapshot',
      types: options.types ?? null,
    })
  }

  unsubscribe(subscriber: ActorRef<never>): void {
    this.#tellPublisher({ type: 'Unsubscribe', subscriber })
  }

  registerOnMemberUp(run: () => void): void {
    this.#onUp.add(run, this.selfMember.status === 'Up')
  }

  registerOnMemberRemoved(run: () => void): void {
    this.#onRemoved.add(run, this.#isTerminated)
  }

  // What follows is for the cluster's own actors.

  get publishedGossip(): Gossip {
    return this.#state.gossip
  }

  /** The actors are there: what was asked so far is handed on, in order. */
  attach(daemon: ActorRef<DaemonCommand>, publisher: ActorRef<PublisherMessage>): void {
    this.#daemon = daemon
    this.#publisher = publisher
    for (const run of this.#beforeStart.splice(0)) run()
  }

  /** The daemon's state changed: everybody here hears what that means. (EV-1) */
  publish(gossip: Gossip): void {
    const before = this.#state
    if (before.gossip === gossip) return
    this.#state = { gossip, self: this.selfUniqueAddress }
    this.#snapshot = null
    const events = diffEvents(before, this.#state)
    if (events.length === 0) return
    if (this.#system.tracer !== null) traceDomainEvents(this.#system.tracer, before.gossip, events)
    this.#tellPublisher({ type: 'Publish', gossip, events, final: false })
    for (const event of events) {
      if (event.type === 'MemberRemoved') this.#nodeRemoved(event.member.uniqueAddress, event.previousStatus)
      else if (event.type === 'MemberJoined' || event.type === 'MemberWeaklyUp' || event.type === 'MemberUp')
        this.#nodeJoined(event.member.uniqueAddress)
    }
    if (this.selfMember.status === 'Up') this.#onUp.runAll()
    this.#checkWaiting()
  }

  /** The daemon is gone, and so is this node's part in the cluster. (EV-10, EV-11, DO-6) */
  daemonStopped(): void {
    if (this.#isTerminated) return
    const before = this.#state
    const after = { gossip: emptyGossip, self: this.selfUniqueAddress }
    const events: ClusterDomainEvent[] = [{ type: 'ClusterShuttingDown' }, ...diffEvents(before, after)]
    this.#tellPublisher({ type: 'Publish', gossip: emptyGossip, events, final: true })
    this.#end()
    if (this.settings.runCoordinatedShutdownWhenDown) {
      CoordinatedShutdown.get(this.#system).run('cluster-downing')
    }
  }

  /** The actor system ends and took the cluster's actors with it. */
  actorsStopped(): void {
    if (!this.#isTerminated) this.#end()
  }

  /** A node that left still has things to hand over; a downed one must not think that it belongs here. (RS-6) */
  #nodeRemoved(node: UniqueAddress, previousStatus: MemberStatus): void {
    const { now } = this.#system
    const delayMs = previousStatus === 'Down' ? 0 : this.settings.quarantineRemovedNodeAfterMs
    this.#system.nodeRemoved(node.address, node.uid, now + delayMs)
  }

  #nodeJoined(node: UniqueAddress): void {
    this.#system.nodeJoined(node.address, node.uid)
  }

  traceDowning(strategy: string, decision: string, down: readonly string[]): void {
    this.#system.tracer?.emit({ type: 'DowningDecided', strategy, decision, down })
  }

  #end(): void {
    const { tracer } = this.#system
    const self = this.selfMember
    if (tracer !== null && self.status !== 'Removed') {
      // Of the others nothing is known from here on: only the own end is told.
      const removed: Member = { ...self, status: 'Removed' }
      traceDomainEvents(tracer, this.#state.gossip, [
        { type: 'MemberRemoved', member: removed, previousStatus: self.status },
      ])
    }
    this.#isTerminated = true
    this.#state = { gossip: emptyGossip, self: this.selfUniqueAddress }
    this.#snapshot = null
    this.#onRemoved.runAll()
    this.#checkWaiting()
  }

  /** What a graceful end has to wait for. (CS-4 to CS-6) */
  #addShutdownTasks(shutdown: CoordinatedShutdown): void {
    const isOneOf =
      (...statuses: readonly MemberStatus[]) =>
      () =>
        this.#isTerminated || statuses.includes(this.selfMember.status)
    shutdown.addTask('cluster-leave', 'leave', done => {
      if (!isOneOf('Removed', 'Down')()) this.leave(this.selfUniqueAddress.address)
      this.#when(isOneOf('Leaving', 'Exiting', 'Down', 'Removed'), done)
    })
    shutdown.addTask('cluster-exiting', 'wait-exiting', done => {
      this.#when(isOneOf('Exiting', 'Down', 'Removed'), done)
    })
    shutdown.addTask('cluster-exiting-done', 'exiting-completed', done => {
      if (!isOneOf('Down')()) this.#ask({ type: 'ExitingCompleted' })
      this.#when(isOneOf('Down'), done)
    })
    shutdown.addTask('cluster-shutdown', 'wait-shutdown', done => {
      this.#when(() => this.#isTerminated, done)
    })
  }

  #when(until: () => boolean, run: () => void): void {
    if (until()) run()
    else this.#waiting.push({ until, run })
  }

  #checkWaiting(): void {
    const met = this.#waiting.filter(({ until }) => until())
    this.#waiting = this.#waiting.filter(each => !met.includes(each))
    for (const { run } of met) run()
  }

  /** An address without host means this node. (JN-1) */
  #full(address: string): string {
    return isLocalAddress(address) ? this.selfUniqueAddress.address : address
  }

  #ask(command: DaemonCommand): void {
    if (this.#isTerminated) return
    if (this.#daemon === null) this.#beforeStart.push(() => this.#daemon!.tell(toolkitMessage(command)))
    else this.#daemon.tell(toolkitMessage(command))
  }

  #tellPublisher(message: PublisherMessage): void {
    if (this.#isTerminated) return
    if (this.#publisher === null) this.#beforeStart.push(() => this.#publisher!.tell(toolkitMessage(message)))
    else this.#publisher.tell(toolkitMessage(message))
  }
}

export class ClusterNotStarted extends Error {
  readonly system: string
  constructor(system: string) {
    super(`System [${system}] is not part of a cluster: call Cluster.start(system, …) first.`)
    this.name = 'ClusterNotStarted'
    this.system = system
  }
}

interface ClusterHolder {
  cluster: LocalCluster | null
}

const clusterExtension: Extension<ClusterHolder> = { name: 'cluster', create: () => ({ cluster: null }) }

/** @throws {ClusterNotStarted} */
export function clusterOf(system: ActorSystem): LocalCluster {
  const { cluster } = system.extension(clusterExtension)
  if (cluster === null) throw new ClusterNotStarted(system.address)
  return cluster
}

const domainEvents: ReadonlySet<string> = new Set<(ClusterDomainEvent | CurrentClusterState)['type']>([
  'MemberJoined',
  'MemberWeaklyUp',
  'MemberUp',
  'MemberLeft',
  'MemberExited',
  'MemberDowned',
  'MemberRemoved',
  'UnreachableMember',
  'ReachableMember',
  'LeaderChanged',
  'RoleLeaderChanged',
  'SeenChanged',
  'ReachabilityChanged',
  'MemberTombstonesChanged',
  'ClusterShuttingDown',
  'CurrentClusterState',
])

/** What Pekko marks as no dead letter worth telling: its own messages, and events for who has just stopped. */
const isClusterTalk = (label: string, recipient: string): boolean =>
  recipient.startsWith('/system/cluster/') || domainEvents.has(label)

/** The one cluster extension of this system: started once, found by all. */
export function startCluster(system: ActorSystem, options: ClusterOptions): LocalCluster {
  const holder = system.extension(clusterExtension)
  if (holder.cluster === null) {
    system.suppressDeadLetters(isClusterTalk)
    holder.cluster = new LocalCluster(system, options)
  }
  return holder.cluster
}
