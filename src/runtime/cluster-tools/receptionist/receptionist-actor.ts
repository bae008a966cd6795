import {
  type ActorContext,
  type ActorRef,
  type Behavior,
  Behaviors,
  isTerminated,
  isToolkitMessage,
  restarting,
  type Signal,
  type TimerScheduler,
  type Toolkit,
} from '../../actor/index.ts'
import { Cluster, clusterEventRef, sameNode, type UniqueAddress } from '../../cluster/index.ts'
import { pubSubGossip } from '../pub-sub/mediator-input.ts'
import { LocalServices } from './local-services.ts'
import { emptyMultimap } from './observed-remove-multimap.ts'
import type {
  Deregister,
  Listing,
  ReceptionistInput,
  ReceptionistMessage,
  Register,
  ServiceCommand,
  ServiceRegistryData,
} from './receptionist-messages.ts'
import { RegistryReplicator } from './registry-replicator.ts'
import type { ServiceKey } from './service-key.ts'
import { ServiceNodes } from './service-nodes.ts'
import { listingOf } from './service-view.ts'
import { Subscriptions } from './subscriptions.ts'

/** The receptionist of a node. Without a cluster it knows the services of its own system only. */
export const receptionistActor: Behavior<ServiceCommand> = Behaviors.setup<ReceptionistMessage>(context =>
  Behaviors.withTimers(timers => {
    // Created once, so that registrations survive a restart: services register only once.
    const receptionist = new Receptionist(context, timers)
    return restarting(Behaviors.setup(() => receptionist.start()))
  }),
)

class Receptionist {
  readonly #context: ActorContext<ReceptionistMessage>
  readonly #timers: TimerScheduler<ReceptionistMessage>
  readonly #cluster: Cluster | null
  readonly #self: UniqueAddress
  readonly #replicator: RegistryReplicator
  readonly #local = new LocalServices()
  readonly #subscriptions = new Subscriptions()
  readonly #nodes: ServiceNodes
  /** The part of the replicated data that listings show; the rest waits for the next notification (RC-2). */
  #listed: ServiceRegistryData = emptyMultimap

  constructor(context: ActorContext<ReceptionistMessage>, timers: TimerScheduler<ReceptionistMessage>) {
    this.#context = context
    this.#timers = timers
    this.#cluster = Cluster.find(context.system)
    this.#self = { address: context.system.address, uid: context.system.uid }
    const settings = this.#cluster?.settings.receptionist ?? null
    this.#nodes = new ServiceNodes(this.#self)
    this.#replicator = new RegistryReplicator(context, timers, settings, this.#self, this.#nodes, () =>
      this.#changed(),
    )
  }

  /** Runs at each restart too. */
  start(): Behavior<ReceptionistMessage> {
    const { pruningIntervalMs } = this.#cluster?.settings.receptionist ?? {}
    this.#cluster?.subscribe(clusterEventRef(this.#context.self))
    this.#replicator.start()
    if (pruningIntervalMs !== undefined) {
      this.#timers.startTimerWithFixedDelay(
        'registry prune tick',
        pubSubGossip.message({ type: 'PruneRegistry' }),
        pruningIntervalMs,
      )
    }
    this.#context.inspect(() => ({
      services: Object.entries(this.#listed.bindings).flatMap(([key, values]) =>
        Object.keys(values).map(path => `${key}: ${path}`),
      ),
    }))
    return Behaviors.receiveMessage<ReceptionistMessage>(message =>
      isToolkitMessage(message) ? this.#receiveInput(message) : this.#receiveCommand(message),
    ).receiveSignal((_, signal) => this.#handleSignal(signal))
  }

  #receiveCommand(command: ServiceCommand): Behavior<ReceptionistMessage> {
    switch (command.type) {
      case 'Register':
        this.#register(command)
        return Behaviors.same
      case 'Deregister':
        this.#deregister(command)
        return Behaviors.same
      case 'Find':
        command.replyTo.tell(this.#listing(command.key))
        return Behaviors.same
      case 'Subscribe':
        this.#subscriptions.add(command.key, command.subscriber, this.#listing(command.key))
        this.#context.watch(command.subscriber)
        return Behaviors.same
      default:
        return Behaviors.unhandled
    }
  }

  #register({ key, service, replyTo }: Register): void {
    if (!this.#isLocal(service)) return
    this.#local.add(key.id, service.path)
    this.#context.watch(service)
    this.#replicator.add(key.id, service as ActorRef<unknown>)
    replyTo?.tell({ type: 'Registered', key, service })
  }

  #deregister({ key, service, replyTo }: Deregister): void {
    if (!this.#isLocal(service)) return
    // The watch stays, because the actor may have other registrations or be a subscriber.
    this.#removeOwn(key.id, service.path)
    replyTo?.tell({ type: 'Deregistered', key, service })
  }

  #isLocal(service: ActorRef<never>): boolean {
    if (this.#context.system.isLocal(service)) return true
    this.#context.log.error(`Only local actors can be registered and deregistered, not [${service.path}].`)
    return false
  }

  #removeOwn(key: string, path: string): void {
    this.#local.remove(key, path, this.#context.now)
    this.#replicator.remove(key, path)
  }

  /** Pekko: listings follow the replicated data at intervals, without a cluster at once (RC-2). */
  #changed(): void {
    const settings = this.#cluster?.settings.receptionist
    if (settings === undefined) this.#notify()
    else if (!this.#timers.isTimerActive('notify subscribers')) {
      this.#timers.startSingleTimer(
        'notify subscribers',
        pubSubGossip.message({ type: 'NotifySubscribers' }),
        settings.notifySubscribersIntervalMs,
      )
    }
  }

  #receiveInput(message: Toolkit<ReceptionistInput>): Behavior<ReceptionistMessage> {
    switch (message.type) {
      case 'NotifySubscribers':
        this.#notify()
        break
      case 'PruneRegistry':
        this.#prune()
        break
      case 'RegistryGossipTick':
      case 'RegistryDeltaTick':
      case 'RegistryStatus':
      case 'RegistryState':
        this.#replicator.receive(message)
        break
      case 'MemberRemoved':
        return this.#memberRemoved(message)
      case 'CurrentClusterState':
      case 'MemberJoined':
      case 'MemberWeaklyUp':
      case 'MemberUp':
      case 'UnreachableMember':
      case 'ReachableMember':
      case 'LeaderChanged':
        this.#nodes.update(message)
        this.#sendListings()
        break
      default:
    }
    return Behaviors.same
  }

  /** Pekko: the services of a removed node leave every listing at once; the leader removes them from the data (RC-4). */
  #memberRemoved(
    event: Extract<ReceptionistInput, { readonly type: 'MemberRemoved' }>,
  ): Behavior<ReceptionistMessage> {
    const { uniqueAddress } = event.member
    if (sameNode(uniqueAddress, this.#self)) return Behaviors.stopped
    this.#nodes.update(event)
    this.#sendListings()
    if (this.#nodes.isLeader) this.#replicator.removeWhere(({ node }) => sameNode(node, uniqueAddress))
    return Behaviors.same
  }

  #prune(): void {
    const { receptionist, pruneGossipTombstonesAfterMs } = this.#cluster!.settings
    const { now } = this.#context
    this.#local.forgetRemovedBefore(now - pruneGossipTombstonesAfterMs)
    if (!this.#nodes.isLeader) return
    const old = now - receptionist.pruneRemovedOlderThanMs
    this.#replicator.removeWhere(({ node, registeredAt }) => !this.#nodes.has(node) && registeredAt < old)
  }

  #notify(): void {
    this.#listed = this.#replicator.data
    this.#sendListings()
  }

  #sendListings(): void {
    this.#subscriptions.notify(key => this.#listing(key))
  }

  #listing(key: ServiceKey<never>): Listing {
    return listingOf(key, this.#listed, this.#nodes, this.#local)
  }

  #handleSignal(signal: Signal): Behavior<ReceptionistMessage> {
    if (signal.type === 'PostStop') this.#cluster?.unsubscribe(this.#context.self)
    if (!isTerminated(signal)) return Behaviors.same
    const { path } = signal.ref
    this.#subscriptions.removeAllOf(path)
    for (const key of this.#local.keysOf(path)) this.#removeOwn(key, path)
    return Behaviors.same
  }
}
