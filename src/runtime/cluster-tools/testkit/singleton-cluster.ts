import { hostOf } from '../../../trace/actor-path.ts'
import { type ActorRef, type ActorSystem, type Behavior, Behaviors } from '../../actor/index.ts'
import type { ClusterSettings } from '../../cluster/index.ts'
import { TestCluster, type TestClusterOptions } from '../../testkit/test-cluster.ts'
import { ClusterSingletonManager } from '../singleton/cluster-singleton-manager.ts'
import { ClusterSingletonProxy } from '../singleton/cluster-singleton-proxy.ts'
import { numberedIds, seeds } from './numbered-ids.ts'

export interface Pong {
  /** The address of the node that replied. */
  readonly at: string
  readonly n: number
}

export type Message =
  | { readonly type: 'Ping'; readonly n: number; readonly replyTo: ActorRef<Pong> }
  | { readonly type: 'Stop' }
  | { readonly type: 'ReallyStop' }

/** The message at which {@link echo} stops. `ReallyStop` lets a test delay a hand-over. */
type StopsAt = 'Stop' | 'ReallyStop'

/** A singleton that replies with its address. */
export const echo = (stopsAt: StopsAt): Behavior<Message> =>
  Behaviors.setup(context =>
    Behaviors.receiveMessage<Message>(message => {
      if (message.type === 'Ping') message.replyTo.tell({ at: context.system.address, n: message.n })
      if (message.type === 'Stop') context.log.info('stop')
      return message.type === 'ReallyStop' || message.type === stopsAt ? Behaviors.stopped : Behaviors.same
    }).receiveSignal((_, signal) => {
      if (signal.type === 'PostStop') context.log.info('postStop')
      return Behaviors.same
    }),
  )

interface SingletonClusterOptions extends TestClusterOptions {
  readonly stopsAt?: StopsAt
}

/** The start or end of a singleton instance. */
interface InstanceChange {
  readonly at: number
  readonly node: string
  readonly change: 'start' | 'end'
}

/** A cluster with an {@link echo} singleton on the nodes of role `worker`, and a proxy to it on every node. */
export class SingletonCluster extends TestCluster {
  private readonly stopsAt: StopsAt
  /** A crash ends an instance without a trace event. */
  private readonly crashes: InstanceChange[] = []
  private pingCount = 0

  constructor({ stopsAt = 'Stop', ...options }: SingletonClusterOptions = {}) {
    super({ seeds, ...options })
    this.stopsAt = stopsAt
  }

  startWorker(id: string, settings: Partial<ClusterSettings> = {}): void {
    this.start(id, {
      roles: ['worker'],
      settings,
      setup: system => {
        system.spawn(
          ClusterSingletonManager.create({
            singleton: echo(this.stopsAt),
            stopMessage: { type: 'Stop' },
            role: 'worker',
          }),
          'master',
        )
        spawnProxy(system)
      },
    })
  }

  /** Starts a node that has a proxy and cannot host the singleton. */
  startOther(id: string): void {
    this.start(id, { roles: ['other'], setup: spawnProxy })
  }

  override kill(id: string): void {
    this.crashes.push({ at: this.network.now, node: id, change: 'end' })
    super.kill(id)
  }

  /** Pings through the proxy of a node; returns the id of the node that replied. */
  ask(id: string, withinMs = 3000): string {
    const probe = this.probe<Pong>(id)
    const n = ++this.pingCount
    this.tell(id, '/user/masterProxy', { type: 'Ping', n, replyTo: probe.ref })
    const pong = probe.receiveMessage(withinMs)
    if (pong.n !== n) throw new Error(`Sent Ping [${n}], but Pong [${pong.n}] was received.`)
    return hostOf(pong.at)
  }

  tell(id: string, path: string, message: Message): void {
    this.network.node(id).system.resolve<Message>(path).tell(message)
  }

  /** Starts and ends of instances, in the order of time. */
  instances(): readonly InstanceChange[] {
    const isInstance = (path: string) => path.startsWith('/user/master/singleton#')
    const changesOf = (type: 'ActorStarted' | 'ActorStopped', change: InstanceChange['change']) =>
      this.network
        .eventsOf(type)
        .filter(event => isInstance(event.actor))
        .map(({ at, node }) => ({ at, node, change }))
    return [...changesOf('ActorStarted', 'start'), ...changesOf('ActorStopped', 'end'), ...this.crashes].sort(
      (a, b) => a.at - b.at || (a.change === b.change ? 0 : a.change === 'end' ? -1 : 1),
    )
  }

  /** Nodes with a running instance now. */
  live(): readonly string[] {
    return this.hostsOverTime().at(-1) ?? []
  }

  /** The highest number of nodes that ran an instance at the same time. */
  maxConcurrentInstances(): number {
    return Math.max(0, ...this.hostsOverTime().map(hosts => hosts.length))
  }

  /** The log lines of a node among these texts. */
  logged(id: string, texts: readonly string[]): readonly string[] {
    return this.network
      .eventsOf('Logged', id)
      .map(event => event.text)
      .filter(text => texts.includes(text))
  }

  /** The nodes with an instance, after each change. */
  private hostsOverTime(): readonly (readonly string[])[] {
    const hosts = new Set<string>()
    return this.instances().map(({ node, change }) => {
      if (change === 'start') hosts.add(node)
      else hosts.delete(node)
      return [...hosts]
    })
  }
}

function spawnProxy(system: ActorSystem): void {
  system.spawn(
    ClusterSingletonProxy.create<Message>({ singletonManagerPath: '/user/master', role: 'worker' }),
    'masterProxy',
  )
}

/** `n1` to `n<count>` with role `worker`, all Up; `n1` is the oldest. */
export const workers = (count: number, options: SingletonClusterOptions = {}) => {
  const cluster = new SingletonCluster(options)
  for (const id of numberedIds(count)) {
    cluster.startWorker(id)
    cluster.awaitAgreement()
  }
  cluster.network.advance(2000)
  return cluster
}
