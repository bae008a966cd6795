import type { ActorContext, ActorRef, TimerScheduler } from '../actor/index.ts'
import { type ClusterMessage, type DaemonMessage, membershipProtocol } from './cluster-message.ts'
import { CoordinatedShutdown } from './coordinated-shutdown.ts'
import type { DaemonPort } from './ports.ts'
import { SeedProcesses } from './seed-processes.ts'

const timerKey = 'shutdown-after-unsuccessful-join-seed-nodes'

/** The attempts of one node to join through its seed nodes, and what ends them without success. */
export class SeedJoin {
  readonly #cluster: DaemonPort
  readonly #context: ActorContext<DaemonMessage>
  readonly #timers: TimerScheduler<DaemonMessage>
  readonly #processes: SeedProcesses
  #addresses: readonly string[] = []

  constructor(
    cluster: DaemonPort,
    context: ActorContext<DaemonMessage>,
    timers: TimerScheduler<DaemonMessage>,
  ) {
    this.#cluster = cluster
    this.#context = context
    this.#timers = timers
    this.#processes = new SeedProcesses(context)
  }

  /** The seed nodes of the last attempt; empty before the first. */
  get addresses(): readonly string[] {
    return this.#addresses
  }

  /** Begins an attempt. The time limit counts from the first one (JN-10). */
  begin(addresses: readonly string[]): void {
    this.#addresses = addresses
    const limitMs = this.#cluster.settings.shutdownAfterUnsuccessfulJoinSeedNodesMs
    if (limitMs === null || this.#timers.isTimerActive(timerKey)) return
    const message = membershipProtocol.message({ type: 'JoinSeedNodesUnsuccessful' })
    this.#timers.startSingleTimer(timerKey, message, Math.max(1, limitMs))
  }

  /** Asks the seed nodes for a cluster. */
  ask(daemonAt: (address: string) => ActorRef<ClusterMessage>): void {
    const { selfUniqueAddress, settings, joinCompatibility } = this.#cluster
    this.#processes.start({
      selfAddress: selfUniqueAddress.address,
      seedNodes: this.#addresses,
      seedNodeTimeoutMs: settings.seedNodeTimeoutMs,
      compatibility: joinCompatibility,
      enforcesCompatibility: settings.configurationCompatibilityCheck.enforceOnJoin,
      daemonAt,
      daemon: this.#context.self,
    })
  }

  stop(): void {
    this.#processes.stop()
  }

  joined(): void {
    this.#processes.stop()
    this.#timers.cancel(timerKey)
  }

  /** Pekko: a node with another configuration does not join and shuts down (JN-5). */
  refused({
    address,
    complaints,
  }: Extract<DaemonMessage, { readonly type: 'IncompatibleConfiguration' }>): void {
    this.#shutDown(`Couldn't join [${address}]: ${complaints.join('; ')}.`)
  }

  /** Pekko: a node that did not join in time shuts down (JN-10). */
  timedOut(): void {
    this.#shutDown(
      `Joining of seed-nodes [${this.#addresses.join(', ')}] was unsuccessful in the given time.`,
    )
  }

  #shutDown(reason: string): void {
    const { address } = this.#cluster.selfUniqueAddress
    this.#context.log.warn(`Cluster Node [${address}] - ${reason} This node shuts down.`)
    CoordinatedShutdown.get(this.#context.system).run('cluster-join-unsuccessful')
  }
}
