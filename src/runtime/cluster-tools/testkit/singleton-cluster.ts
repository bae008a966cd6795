import type { ActorRef } from '../../actor/actor-ref.ts'
import type { ActorSystem } from '../../actor/actor-system.ts'
import type { Behavior } from '../../actor/behavior.ts'
import { Behaviors } from '../../actor/behaviors.ts'
import { ClusterSingletonManager } from '../singleton/cluster-singleton-manager.ts'
import { ClusterSingletonProxy } from '../singleton/cluster-singleton-proxy.ts'
import { TestCluster, type TestClusterOptions } from './test-cluster.ts'

export interface Pong {
  readonly at: string
  readonly n: number
}
export type Message =
  | { readonly type: 'Ping'; readonly n: number; readonly replyTo: ActorRef<Pong> }
  | { readonly type: 'Stop' }
  | { readonly type: 'ReallyStop' }

export const echo = (stops: 'at once' | 'only when really told'): Behavior<Message> =>
  Behaviors.setup(context =>
    Behaviors.receiveMessage<Message>(message => {
      if (message.type === 'Ping') message.replyTo.tell({ at: context.system.address, n: message.n })
      if (message.type === 'Stop') context.log.info('stop')
      return message.type === 'ReallyStop' || (message.type === 'Stop' && stops === 'at once')
        ? Behaviors.stopped
        : Behaviors.same
    }).receiveSignal((_, signal) => {
      if (signal.type === 'PostStop') context.log.info('postStop')
      return Behaviors.same
    }),
  )

/** A cluster with a singleton that answers where it lives, and a proxy to it on every node. */
export class SingletonCluster extends TestCluster {
  private readonly stops: Parameters<typeof echo>[0]
  private pings = 0

  constructor(options: TestClusterOptions & { stops?: Parameters<typeof echo>[0] } = {}) {
    super(options)
    this.stops = options.stops ?? 'at once'
  }

  worker(id: string): void {
    this.start(id, ['worker'], system => {
      system.spawn(
        ClusterSingletonManager.create({
          singleton: echo(this.stops),
          stopMessage: { type: 'Stop' },
          role: 'worker',
        }),
        'master',
      )
      this.withProxy(system)
    })
  }

  other(id: string): void {
    this.start(id, ['other'], system => this.withProxy(system))
  }

  private withProxy(system: ActorSystem): void {
    system.spawn(
      ClusterSingletonProxy.create<Message>({ singletonManagerPath: '/user/master', role: 'worker' }),
      'masterProxy',
    )
  }

  /** Asks through a node's proxy and answers who replied. */
  ask(id: string, withinMs = 3000): string {
    const probe = this.probe<Pong>(id)
    const n = ++this.pings
    this.tell(id, '/user/masterProxy', { type: 'Ping', n, replyTo: probe.ref })
    const pong = probe.receiveMessage(withinMs)
    if (pong.n !== n) throw new Error(`Asked [${n}] and was answered [${pong.n}].`)
    return this.idOf(pong.at)
  }

  tell(id: string, path: string, message: Message): void {
    this.net.node(id).system.resolve<Message>(path).tell(message)
  }

  idOf(address: string): string {
    return address.slice('pekko://test@'.length, -2)
  }

  /** Starts and ends of instances, in the order of time. */
  instances(): readonly { readonly at: number; readonly node: string; readonly change: 'start' | 'end' }[] {
    const isInstance = (path: string) => path.startsWith('/user/master/singleton#')
    const changes = [
      ...this.net
        .eventsOf('ActorStarted')
        .filter(event => isInstance(event.actor))
        .map(event => ({ at: event.at, node: event.node, change: 'start' as const })),
      ...this.net
        .eventsOf('ActorStopped')
        .filter(event => isInstance(event.actor))
        .map(event => ({ at: event.at, node: event.node, change: 'end' as const })),
      ...this.kills.map(({ at, id }) => ({ at, node: id, change: 'end' as const })),
    ]
    return changes.sort((a, b) => a.at - b.at || (a.change === b.change ? 0 : a.change === 'end' ? -1 : 1))
  }

  /** Nodes with a living instance now. */
  live(): readonly string[] {
    const nodes = new Set<string>()
    for (const { node, change } of this.instances()) {
      if (change === 'start') nodes.add(node)
      else nodes.delete(node)
    }
    return [...nodes]
  }

  mostAtATime(): number {
    const nodes = new Set<string>()
    let most = 0
    for (const { node, change } of this.instances()) {
      if (change === 'start') nodes.add(node)
      else nodes.delete(node)
      most = Math.max(most, nodes.size)
    }
    return most
  }

  logged(id: string, texts: readonly string[]): readonly string[] {
    return this.net
      .eventsOf('Logged', id)
      .map(event => event.text)
      .filter(text => texts.includes(text))
  }
}

/** `n1` is the oldest. */
export const workers = (count: number, options: ConstructorParameters<typeof SingletonCluster>[0] = {}) => {
  const cluster = new SingletonCluster(options)
  const ids = Array.from({ length: count }, (_, i) => `n${i + 1}`)
  for (const [i, id] of ids.entries()) {
    cluster.worker(id)
    cluster.untilUp(ids.slice(0, i + 1))
  }
  cluster.net.advance(2000)
  return cluster
}
