import {
  type ActorContext,
  type Behavior,
  Behaviors,
  restarting,
  type TimerScheduler,
} from '../actor/index.ts'
import { receiveToolkit } from '../actor/internal.ts'
import { ClusterCore } from './cluster-core.ts'
import { type ClusterMessage, type DaemonMessage, membershipProtocol } from './cluster-message.ts'
import { downingProvider } from './downing-provider.ts'
import { heartbeatSender } from './heartbeat-sender.ts'
import { joinMismatch } from './join-compatibility.ts'
import { isDownOrExiting } from './member-status.ts'
import { scheduleSpeedup, startPeriodicTasks } from './periodic-tasks.ts'
import type { DaemonPort } from './ports.ts'
import { SeedJoin } from './seed-join.ts'

/**
 * The actor at `/system/cluster/core/daemon`: uninitialized, then trying to join, then a member until it
 * stops. Pekko: a process joins at most one cluster (JN-11).
 */
export function coreDaemon(cluster: DaemonPort): Behavior<DaemonMessage> {
  return Behaviors.setup(context =>
    Behaviors.withTimers(timers => {
      startPeriodicTasks(cluster.settings, timers)
      context.spawn(restarting(downingProvider(cluster)), 'downingProvider')
      return new Daemon(cluster, context, timers).uninitialized()
    }),
  )
}

type InitJoin = Extract<ClusterMessage, { readonly type: 'InitJoin' }>

class Daemon {
  readonly #cluster: DaemonPort
  readonly #context: ActorContext<DaemonMessage>
  readonly #timers: TimerScheduler<DaemonMessage>
  readonly #core: ClusterCore
  readonly #seedJoin: SeedJoin

  constructor(
    cluster: DaemonPort,
    context: ActorContext<DaemonMessage>,
    timers: TimerScheduler<DaemonMessage>,
  ) {
    this.#cluster = cluster
    this.#context = context
    this.#timers = timers
    this.#core = new ClusterCore(cluster, context)
    this.#seedJoin = new SeedJoin(cluster, context, timers)
  }

  uninitialized(): Behavior<DaemonMessage> {
    return receiveToolkit<DaemonMessage>(message => {
      switch (message.type) {
        case 'IncompatibleConfiguration':
          this.#seedJoin.refused(message)
          return Behaviors.same
        case 'Welcome':
          return this.#welcomed(message.from.address, message)
        default:
          return this.#beforeWelcome(message)
      }
    })
  }

  /**
   * Pekko: without a Welcome before the deadline the join is repeated, through the seed nodes when known
   * (JN-8, JN-9).
   */
  #tryingToJoin(askedAddress: string): Behavior<DaemonMessage> {
    const deadline = this.#context.now + this.#cluster.settings.retryUnsuccessfulJoinAfterMs
    return receiveToolkit<DaemonMessage>(message => {
      switch (message.type) {
        case 'Welcome':
          return this.#welcomed(askedAddress, message)
        case 'GossipTick':
        case 'LeaderActionsTick':
        case 'ReapUnreachableTick':
          if (this.#context.now < deadline) return Behaviors.same
          return this.#seedJoin.addresses.length > 0
            ? this.#joinSeedNodes(this.#seedJoin.addresses)
            : this.#join(askedAddress)
        default:
          return this.#beforeWelcome(message)
      }
    })
  }

  /** The messages that are handled alike before and during an attempt to join. */
  #beforeWelcome(message: DaemonMessage): Behavior<DaemonMessage> {
    switch (message.type) {
      case 'InitJoin':
        return this.#nack(message)
      case 'JoinSeedNodes':
        return this.#joinSeedNodes(message.addresses)
      case 'JoinTo':
        return this.#join(message.address)
      case 'ExitingCompleted':
        this.#core.exit.complete()
        return this.#sameUnlessEnded()
      case 'JoinSeedNodesUnsuccessful':
        this.#seedJoin.timedOut()
        return Behaviors.same
      default:
        return Behaviors.same
    }
  }

  #welcomed(
    askedAddress: string,
    { from, gossip }: Extract<ClusterMessage, { readonly type: 'Welcome' }>,
  ): Behavior<DaemonMessage> {
    return this.#core.admission.welcomed(askedAddress, from, gossip)
      ? this.#becomeInitialized()
      : Behaviors.same
  }

  #initialized(): Behavior<DaemonMessage> {
    const core = this.#core
    return receiveToolkit<DaemonMessage>(message => {
      switch (message.type) {
        case 'GossipEnvelope':
          core.receiveGossip(message)
          break
        case 'GossipStatus':
          core.receiveStatus(message)
          break
        case 'GossipTick':
          core.sender.round()
          if (core.isSpeedupNeeded) scheduleSpeedup(this.#cluster.settings, this.#timers)
          break
        case 'GossipSpeedupTick':
          if (core.isSpeedupNeeded) core.sender.round()
          break
        case 'LeaderActionsTick':
          core.leader.tick()
          break
        case 'ReapUnreachableTick':
          core.reapUnreachable()
          break
        case 'InitJoin':
          return this.#replyToInitJoin(message)
        case 'Join':
          core.admission.join(message.node, message.roles, message.appVersion)
          break
        case 'Leave':
          core.exit.leave(message.address)
          break
        case 'PrepareForShutdown':
          core.preparation.begin()
          break
        case 'Down':
          core.downing.down(message.address)
          break
        case 'Quarantined':
          core.downing.quarantined(message.node)
          break
        case 'ExitingConfirmed':
          core.exit.confirm(message.node)
          break
        case 'ExitingCompleted':
          core.exit.complete()
          break
        case 'JoinTo':
        case 'JoinSeedNodes':
          core.membership.info('Trying to join when already part of a cluster, ignoring')
          break
        case 'Welcome':
        case 'IncompatibleConfiguration':
        case 'JoinSeedNodesUnsuccessful':
          break
      }
      return this.#sameUnlessEnded()
    })
  }

  #sameUnlessEnded(): Behavior<DaemonMessage> {
    return this.#core.membership.hasEnded ? Behaviors.stopped : Behaviors.same
  }

  #becomeInitialized(): Behavior<DaemonMessage> {
    this.#seedJoin.joined()
    const sender = heartbeatSender(this.#cluster, this.#cluster.detectors)
    this.#context.spawn(restarting(sender), 'heartbeatSender')
    return this.#initialized()
  }

  #join(address: string): Behavior<DaemonMessage> {
    const mismatch = joinMismatch(this.#cluster.selfUniqueAddress.address, address)
    if (mismatch !== null) {
      this.#core.membership.warn(mismatch)
      return Behaviors.same
    }
    this.#seedJoin.stop()
    const { selfUniqueAddress: self, selfRoles, selfAppVersion: appVersion } = this.#cluster
    if (address === self.address) {
      const initialized = this.#becomeInitialized()
      this.#core.admission.join(self, selfRoles, appVersion)
      return initialized
    }
    const daemon = this.#core.sender.daemonAt(address)
    daemon.tell(membershipProtocol.message({ type: 'Join', node: self, roles: selfRoles, appVersion }))
    return this.#tryingToJoin(address)
  }

  /**
   * Pekko: the only seed joins itself at once; otherwise a seed process asks the other seeds first (JN-2 to
   * JN-4).
   */
  #joinSeedNodes(addresses: readonly string[]): Behavior<DaemonMessage> {
    const [first, ...others] = addresses
    if (first === undefined) return Behaviors.same
    this.#seedJoin.begin(addresses)
    const self = this.#cluster.selfUniqueAddress.address
    if (first === self && others.length === 0) return this.#join(self)
    this.#seedJoin.ask(address => this.#core.sender.daemonAt(address))
    return this.uninitialized()
  }

  #nack({ replyTo }: InitJoin): Behavior<DaemonMessage> {
    const { address } = this.#cluster.selfUniqueAddress
    replyTo.tell(membershipProtocol.reply({ type: 'InitJoinNack', address }))
    return Behaviors.same
  }

  /**
   * Pekko: a member sends an ack with the result of the configuration check; a Down or Exiting one sends a
   * nack (JN-5).
   */
  #replyToInitJoin(message: InitJoin): Behavior<DaemonMessage> {
    if (isDownOrExiting(this.#core.membership.selfStatus)) return this.#nack(message)
    const { joinCompatibility } = this.#cluster
    message.replyTo.tell(
      membershipProtocol.reply({
        type: 'InitJoinAck',
        address: this.#cluster.selfUniqueAddress.address,
        configuration: joinCompatibility.configuration,
        complaints: joinCompatibility.complaintsAbout(message.configuration),
      }),
    )
    return Behaviors.same
  }
}
