import {
  type ActorContext,
  type ActorRef,
  type Behavior,
  Behaviors,
  restarting,
  type TimerScheduler,
  toolkitMessage,
} from '../actor/index.ts'
import { receiveToolkit } from '../actor/internal.ts'
import { parseAddress } from './address.ts'
import { ClusterCore } from './cluster-core.ts'
import type { ClusterMessage, DaemonMessage } from './cluster-message.ts'
import { CoordinatedShutdown } from './coordinated-shutdown.ts'
import { downingProvider } from './downing-provider.ts'
import { GossipSender } from './gossip-sender.ts'
import { heartbeatSender } from './heartbeat-sender.ts'
import type { LocalCluster } from './local-cluster.ts'
import { isDownOrExiting } from './member-status.ts'
import { firstSeedNodeProcess, joinSeedNodeProcess, type SeedContact } from './seed-node-process.ts'

/**
 * The actor at `/system/cluster/core/daemon`: uninitialized, then trying to join, then a member for the rest of
 * its life. A process joins at most one cluster. (section 1.3)
 */
export function coreDaemon(cluster: LocalCluster): Behavior<DaemonMessage> {
  return Behaviors.setup(context =>
    Behaviors.withTimers(timers => {
      startTicks(cluster, timers)
      context.spawn(restarting(downingProvider(cluster)), 'downingProvider')
      return new Daemon(cluster, context, timers).uninitialized()
    }),
  )
}

function startTicks({ settings }: LocalCluster, timers: TimerScheduler<DaemonMessage>): void {
  const start = (rule: string, message: DaemonMessage, intervalMs: number) =>
    timers.startTimerWithFixedDelay(
      rule,
      toolkitMessage(message),
      intervalMs,
      Math.max(settings.periodicTasksInitialDelayMs, intervalMs),
    )
  start('gossip tick', { type: 'GossipTick' }, settings.gossipIntervalMs)
  start('leader tick', { type: 'LeaderActionsTick' }, settings.leaderActionsIntervalMs)
  start('reaper tick', { type: 'ReapUnreachableTick' }, settings.unreachableNodesReaperIntervalMs)
}

class Daemon {
  readonly #cluster: LocalCluster
  readonly #context: ActorContext<DaemonMessage>
  readonly #timers: TimerScheduler<DaemonMessage>
  readonly #core: ClusterCore
  readonly #sender: GossipSender
  #seedNodes: readonly string[] = []
  #seedProcess: ActorRef<never> | null = null
  #seedProcesses = 0

  constructor(
    cluster: LocalCluster,
    context: ActorContext<DaemonMessage>,
    timers: TimerScheduler<DaemonMessage>,
  ) {
    this.#cluster = cluster
    this.#context = context
    this.#timers = timers
    const { gossipDifferentViewProbability } = cluster.settings
    this.#sender = new GossipSender(context.system, gossipDifferentViewProbability, () => this.#core.state)
    this.#core = new ClusterCore(cluster, context, this.#sender)
  }

  uninitialized(): Behavior<DaemonMessage> {
    return receiveToolkit<DaemonMessage>(message => {
      switch (message.type) {
        case 'InitJoin':
          return this.#refuse(message.replyTo)
        case 'JoinSeedNodes':
          return this.#joinSeedNodes(message.addresses)
        case 'JoinTo':
          return this.#join(message.address)
        case 'IncompatibleConfiguration':
          return this.#incompatible(message.address)
        case 'Welcome':
          return this.#core.welcomed(message.from.address, message.from, message.gossip)
            ? this.#becomeInitialized()
            : Behaviors.same
        case 'ExitingCompleted':
          this.#core.exitingCompleted()
          return this.#stay()
        default:
          return Behaviors.same
      }
    })
  }

  /** Waits for a Welcome; without one it starts over. (JN-8, JN-9) */
  #tryingToJoin(askedAddress: string): Behavior<DaemonMessage> {
    const deadline = this.#context.now + this.#cluster.settings.retryUnsuccessfulJoinAfterMs
    return receiveToolkit<DaemonMessage>(message => {
      switch (message.type) {
        case 'Welcome':
          return this.#core.welcomed(askedAddress, message.from, message.gossip)
            ? this.#becomeInitialized()
            : Behaviors.same
        case 'InitJoin':
          return this.#refuse(message.replyTo)
        case 'JoinSeedNodes':
          return this.#joinSeedNodes(message.addresses)
        case 'JoinTo':
          return this.#join(message.address)
        case 'ExitingCompleted':
          this.#core.exitingCompleted()
          return this.#stay()
        case 'GossipTick':
        case 'LeaderActionsTick':
        case 'ReapUnreachableTick':
          if (this.#context.now < deadline) return Behaviors.same
          return this.#seedNodes.length > 0 ? this.#joinSeedNodes(this.#seedNodes) : this.#join(askedAddress)
        default:
          return Behaviors.same
      }
    })
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
          core.gossipRound()
          this.#speedUp()
          break
        case 'GossipSpeedupTick':
          if (core.isSpeedupNeeded) core.gossipRound()
          break
        case 'LeaderActionsTick':
          core.leaderActions()
          break
        case 'ReapUnreachableTick':
          core.reapUnreachable()
          break
        case 'InitJoin':
          return this.#answerInitJoin(message)
        case 'Join':
          core.joining(message.node, message.roles)
          break
        case 'Leave':
          core.leaving(message.address)
          break
        case 'Down':
          core.downing(message.address)
          break
        case 'Quarantined':
          core.quarantined(message.node)
          break
        case 'ExitingConfirmed':
          core.exitingConfirmed(message.node)
          break
        case 'ExitingCompleted':
          core.exitingCompleted()
          break
        case 'JoinTo':
        case 'JoinSeedNodes':
          core.info('Trying to join when already part of a cluster, ignoring')
          break
        case 'Welcome':
        case 'IncompatibleConfiguration':
          break
      }
      return this.#stay()
    })
  }

  #stay(): Behavior<DaemonMessage> {
    return this.#core.isOver ? Behaviors.stopped : Behaviors.same
  }

  #becomeInitialized(): Behavior<DaemonMessage> {
    this.#stopSeedProcess()
    const sender = heartbeatSender(this.#cluster, this.#cluster.detectors)
    this.#context.spawn(restarting(sender), 'heartbeatSender')
    return this.#initialized()
  }

  #join(address: string): Behavior<DaemonMessage> {
    const target = parseAddress(address)
    const own = parseAddress(this.#cluster.selfUniqueAddress.address)
    if (target.system !== own.system || target.protocol !== own.protocol) {
      this.#core.warn(
        `Trying to join member with wrong ActorSystem name or protocol, but was ignored, expected [${own.system}] but was [${target.system}]`,
      )
      return Behaviors.same
    }
    this.#stopSeedProcess()
    const { selfUniqueAddress: self, selfRoles } = this.#cluster
    if (address === self.address) {
      const initialized = this.#becomeInitialized()
      this.#core.joining(self, selfRoles)
      return initialized
    }
    this.#sender.daemonAt(address).tell(toolkitMessage({ type: 'Join', node: self, roles: selfRoles }))
    return this.#tryingToJoin(address)
  }

  /** (JN-2 to JN-4) */
  #joinSeedNodes(addresses: readonly string[]): Behavior<DaemonMessage> {
    const [first, ...others] = addresses
    if (first === undefined) return Behaviors.same
    this.#stopSeedProcess()
    this.#seedNodes = addresses
    const self = this.#cluster.selfUniqueAddress.address
    if (first === self && others.length === 0) return this.#join(self)
    const contact: SeedContact = {
      selfAddress: self,
      seedNodes: addresses,
      seedNodeTimeoutMs: this.#cluster.settings.seedNodeTimeoutMs,
      downing: this.#cluster.settings.downing.strategy,
      daemonAt: address => this.#sender.daemonAt(address),
      daemon: this.#context.self,
    }
    this.#seedProcesses++
    this.#seedProcess =
      first === self
        ? this.#context.spawn(firstSeedNodeProcess(contact), `firstSeedNodeProcess-${this.#seedProcesses}`)
        : this.#context.spawn(joinSeedNodeProcess(contact), `joinSeedNodeProcess-${this.#seedProcesses}`)
    return this.uninitialized()
  }

  #stopSeedProcess(): void {
    if (this.#seedProcess !== null) this.#context.stop(this.#seedProcess)
    this.#seedProcess = null
  }

  #incompatible(address: string): Behavior<DaemonMessage> {
    this.#core.warn(
      `Couldn't join [${address}]: it is configured with another downing strategy. This node shuts down.`,
    )
    CoordinatedShutdown.get(this.#context.system).run('cluster-join-unsuccessful')
    return Behaviors.same
  }

  #refuse(
    replyTo: Extract<ClusterMessage, { readonly type: 'InitJoin' }>['replyTo'],
  ): Behavior<DaemonMessage> {
    replyTo.tell(toolkitMessage({ type: 'InitJoinNack', address: this.#cluster.selfUniqueAddress.address }))
    return Behaviors.same
  }

  /** (JN-5) */
  #answerInitJoin({
    replyTo,
    downing,
  }: Extract<ClusterMessage, { readonly type: 'InitJoin' }>): Behavior<DaemonMessage> {
    if (isDownOrExiting(this.#core.selfStatus)) return this.#refuse(replyTo)
    replyTo.tell(
      toolkitMessage({
        type: 'InitJoinAck',
        address: this.#cluster.selfUniqueAddress.address,
        compatible: downing === this.#cluster.settings.downing.strategy,
      }),
    )
    return Behaviors.same
  }

  /** Extra rounds at a third and two thirds of the interval. (GP-5) */
  #speedUp(): void {
    if (!this.#core.isSpeedupNeeded) return
    const { gossipIntervalMs } = this.#cluster.settings
    for (const part of [1, 2]) {
      const delayMs = Math.floor((part * gossipIntervalMs) / 3)
      if (delayMs < 1) continue
      this.#timers.startSingleTimer(
        `gossip speed-up tick ${part}`,
        toolkitMessage({ type: 'GossipSpeedupTick' }),
        delayMs,
      )
    }
  }
}
