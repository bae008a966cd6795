import type { EventId } from '../../trace/identifiers.ts'
import type { ActorRef, ActorSystem } from '../actor/index.ts'
import { causedBy } from '../tracer.ts'
import { isLocalAddress, parseAddress } from './address.ts'
import { clusterRoot } from './cluster-actors.ts'
import type { ClusterDomainEvent, CurrentClusterState } from './cluster-event.ts'
import { type DaemonCommand, membershipProtocol } from './cluster-message.ts'
import type { ClusterOptions } from './cluster-options.ts'
import type { ClusterSettings } from './cluster-settings.ts'
import { CoordinatedShutdown } from './coordinated-shutdown.ts'
import { currentClusterState, diffEvents } from './domain-event-diff.ts'
import type { PublisherMessage, SubscribeOptions, Subscriber } from './domain-event-publisher.ts'
import { FailureDetectorRegistry } from './failure-detector-registry.ts'
import { emptyGossip, type Gossip, memberOf, newMember } from './gossip.ts'
import { nodeKey, sameNode, type UniqueAddress } from './ids.ts'
import { type JoinCompatibility, joinCompatibilityOf } from './join-configuration.ts'
import { type Member, notUpYet } from './member.ts'
import { MemberCallbacks } from './member-callbacks.ts'
import { isPreparingForShutdown, type MembershipState } from './membership-state.ts'
import { OwnAppVersion } from './own-app-version.ts'
import type { ClusterActorsPort, LeaseOfDecision } from './ports.ts'
import { ShutdownTasks } from './shutdown-tasks.ts'
import { traceDomainEvents, traceGossip, traceOwnRemoval } from './trace-domain-events.ts'
import { updateRemoting } from './update-remoting.ts'

/** The cluster extension of one node: the public `Cluster` API, and the port of the cluster's own actors. */
export class LocalCluster implements ClusterActorsPort {
  readonly settings: ClusterSettings
  readonly selfUniqueAddress: UniqueAddress
  readonly selfRoles: readonly string[]
  readonly joinCompatibility: JoinCompatibility
  readonly #appVersion: OwnAppVersion
  readonly detectors: FailureDetectorRegistry
  readonly checksInvariants: boolean
  readonly #system: ActorSystem
  #state: MembershipState
  #isTerminated = false
  isPreparingForShutdown = false
  /** `state` of the last published gossip, computed at the first read. */
  #snapshot: CurrentClusterState | null = null
  #daemon: ActorRef<DaemonCommand> | null = null
  #publisher: ActorRef<PublisherMessage> | null = null
  /** Messages sent before the actors started, in order. */
  #pendingSends: (() => void)[] = []
  readonly #onUp: MemberCallbacks
  readonly #onRemoved: MemberCallbacks
  readonly #shutdownTasks: ShutdownTasks

  constructor(system: ActorSystem, options: ClusterOptions) {
    this.#system = system
    this.#onUp = new MemberCallbacks(system, 'Up')
    this.#onRemoved = new MemberCallbacks(system, 'Removed')
    this.settings = options.settings
    this.selfUniqueAddress = { address: system.address, uid: system.uid }
    this.selfRoles = [...options.roles].sort()
    this.#appVersion = new OwnAppVersion(options.settings.appVersion)
    this.joinCompatibility = joinCompatibilityOf(options)
    this.checksInvariants = options.checkInvariants ?? false
    this.detectors = new FailureDetectorRegistry(options.settings.failureDetector)
    this.#state = { gossip: emptyGossip, self: this.selfUniqueAddress }
    parseAddress(system.address)
    this.#shutdownTasks = this.#addShutdownTasks(CoordinatedShutdown.get(system))
    system.systemActorOf(clusterRoot(this), 'cluster')
    system.whenQuarantined((address, uid) =>
      this.#sendToDaemon({ type: 'Quarantined', node: { address, uid } }),
    )
    if (this.settings.seedNodes.length > 0) this.joinSeedNodes(this.settings.seedNodes)
  }

  get state(): CurrentClusterState {
    this.#snapshot ??= currentClusterState(this.#state)
    return this.#snapshot
  }

  get selfMember(): Member {
    const member = memberOf(this.#state.gossip, nodeKey(this.selfUniqueAddress))
    return (
      member ?? {
        ...newMember(this.selfUniqueAddress, this.selfRoles, notUpYet, this.selfAppVersion),
        status: 'Removed',
      }
    )
  }

  get isTerminated(): boolean {
    return this.#isTerminated
  }

  joinSeedNodes(addresses: readonly string[]): void {
    const seeds = addresses.map(address => this.#fullAddress(address))
    const command = { type: 'JoinSeedNodes', addresses: seeds } as const
    this.#appVersion.whenKnown(() => this.#sendToDaemon(command))
  }

  join(address: string): void {
    const command = { type: 'JoinTo', address: this.#fullAddress(address) } as const
    this.#appVersion.whenKnown(() => this.#sendToDaemon(command))
  }

  get selfAppVersion(): string {
    return this.#appVersion.version
  }

  setAppVersionLater(): (appVersion: string | null) => void {
    return this.#appVersion.later()
  }

  leave(address: string): void {
    this.#sendToDaemon({ type: 'Leave', address: this.#fullAddress(address) })
  }

  prepareForFullClusterShutdown(): void {
    this.#sendToDaemon({ type: 'PrepareForShutdown' })
  }

  down(address: string): void {
    this.#sendToDaemon({ type: 'Down', address: this.#fullAddress(address) })
  }

  subscribe(subscriber: Subscriber, options: SubscribeOptions = {}): void {
    this.#sendToPublisher({
      type: 'Subscribe',
      subscriber,
      initial: options.initial ?? 'snapshot',
      types: options.types ?? null,
    })
  }

  unsubscribe(subscriber: ActorRef<never>): void {
    this.#sendToPublisher({ type: 'Unsubscribe', subscriber })
  }

  registerOnMemberUp(callback: () => void): void {
    this.#onUp.add(callback, this.selfMember.status === 'Up')
  }

  registerOnMemberRemoved(callback: () => void): void {
    this.#onRemoved.add(callback, this.#isTerminated)
  }

  // The rest of the public members is the port of the cluster's own actors.

  actorsStarted(daemon: ActorRef<DaemonCommand>, publisher: ActorRef<PublisherMessage>): void {
    this.#daemon = daemon
    this.#publisher = publisher
    for (const send of this.#pendingSends.splice(0)) send()
  }

  /** Pekko: events are the difference between two published states (EV-1). */
  publish(gossip: Gossip): void {
    const before = this.#state
    if (before.gossip === gossip) return
    this.#state = { gossip, self: this.selfUniqueAddress }
    this.#snapshot = null
    this.isPreparingForShutdown ||= isPreparingForShutdown(gossip)
    const events = diffEvents(before, this.#state)
    const { tracer } = this.#system
    const ids = tracer === null ? [] : traceDomainEvents(tracer, before.gossip, events)
    if (tracer !== null) traceGossip(tracer, before.gossip, gossip)
    if (events.length === 0) return
    this.#sendToPublisher({ type: 'Publish', gossip, events, ids, final: false })
    let ownChange: EventId | null = null
    events.forEach((event, i) => {
      causedBy(tracer, ids[i], () => updateRemoting(this.#system, event, this.settings))
      if ('member' in event && sameNode(event.member.uniqueAddress, this.selfUniqueAddress))
        ownChange ??= ids[i] ?? null
    })
    causedBy(tracer, ownChange, () => {
      if (this.selfMember.status === 'Up') this.#onUp.runAll()
      this.#shutdownTasks.statusChanged()
    })
  }

  /** Ends this node's membership, also after a failure of the daemon (DO-6, DO-7, EV-10). */
  daemonStopped(): void {
    if (this.#isTerminated) return
    const before = this.#state
    const after = { gossip: emptyGossip, self: this.selfUniqueAddress }
    const events: ClusterDomainEvent[] = [{ type: 'ClusterShuttingDown' }, ...diffEvents(before, after)]
    this.#sendToPublisher({ type: 'Publish', gossip: emptyGossip, events, ids: [], final: true })
    const removed = this.#end()
    if (!this.settings.runCoordinatedShutdownWhenDown) return
    causedBy(this.#system.tracer, removed, () => CoordinatedShutdown.get(this.#system).run('cluster-downing'))
  }

  /** Ends this node's membership when the whole actor system stops. */
  actorsStopped(): void {
    if (!this.#isTerminated) this.#end()
  }

  downAll(strategy: string, decision: string, down: readonly string[], lease?: LeaseOfDecision): void {
    const { tracer } = this.#system
    const id = tracer?.emit({
      type: 'DowningDecided',
      strategy,
      decision,
      down,
      ...(lease === undefined ? null : { lease }),
    })
    causedBy(tracer, id, () => {
      for (const address of down) this.down(address)
    })
  }

  /** Returns the trace event of the own removal; null when the node was not a member or is not traced. */
  #end(): EventId | null {
    const { tracer } = this.#system
    const id = tracer === null ? null : traceOwnRemoval(tracer, this.#state.gossip, this.selfMember)
    this.#isTerminated = true
    this.#state = { gossip: emptyGossip, self: this.selfUniqueAddress }
    this.#snapshot = null
    causedBy(tracer, id, () => {
      this.#onRemoved.runAll()
      this.#shutdownTasks.statusChanged()
    })
    return id
  }

  #addShutdownTasks(shutdown: CoordinatedShutdown): ShutdownTasks {
    const tasks = new ShutdownTasks({
      selfStatus: () => this.selfMember.status,
      isTerminated: () => this.#isTerminated,
      leave: () => this.leave(this.selfUniqueAddress.address),
      exitingCompleted: () => this.#sendToDaemon({ type: 'ExitingCompleted' }),
    })
    tasks.addTo(shutdown)
    return tasks
  }

  /** Pekko: a local address, which has no host, is replaced by this node's own (JN-1). */
  #fullAddress(address: string): string {
    return isLocalAddress(address) ? this.selfUniqueAddress.address : address
  }

  #sendToDaemon(command: DaemonCommand): void {
    if (this.#isTerminated) return
    if (this.#daemon === null)
      this.#pendingSends.push(() => this.#daemon!.tell(membershipProtocol.message(command)))
    else this.#daemon.tell(membershipProtocol.message(command))
  }

  #sendToPublisher(message: PublisherMessage): void {
    if (this.#isTerminated) return
    if (this.#publisher === null) {
      this.#pendingSends.push(() => this.#publisher!.tell(membershipProtocol.message(message)))
    } else this.#publisher.tell(membershipProtocol.message(message))
  }
}
