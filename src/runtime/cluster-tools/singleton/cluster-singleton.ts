import type { ActorRef, ActorSystem, Behavior, Extension, SpawnOptions } from '../../actor/index.ts'
import { Cluster } from '../../cluster/index.ts'
import { ClusterSingletonManager } from './cluster-singleton-manager.ts'
import { ClusterSingletonProxy } from './cluster-singleton-proxy.ts'

export interface SingletonOptions<M> {
  /** Unique in the cluster, the same on every node. */
  readonly name: string
  readonly behavior: Behavior<M>
  /** See `ClusterSingletonManagerOptions.stopMessage`. */
  readonly stopMessage?: M
  /** Only nodes with this role can host the singleton. Default `''`: all nodes. */
  readonly role?: string
  readonly spawnOptions?: SpawnOptions
}

/**
 * Starts the manager of a singleton on nodes with its role, and its proxy on every node. Pekko: ClusterSingleton (SG-15)
 *
 * @example ClusterSingleton.get(system).init({ name: 'writer', behavior: writer(), stopMessage: { type: 'Stop' } })
 */
export class ClusterSingleton {
  private readonly system: ActorSystem
  private readonly proxies = new Map<string, ActorRef<never>>()

  constructor(system: ActorSystem) {
    this.system = system
  }

  static get(system: ActorSystem): ClusterSingleton {
    return system.extension(extension)
  }

  /** Returns the proxy; a later call with the same name starts nothing and returns the same proxy. */
  init<M>(options: SingletonOptions<M>): ActorRef<M> {
    const existing = this.proxies.get(options.name)
    // A name has one message type, that of its first init.
    if (existing !== undefined) return existing as ActorRef<M>
    const { name, behavior, role = '', stopMessage, spawnOptions } = options
    if (role === '' || Cluster.get(this.system).selfRoles.includes(role)) {
      this.system.systemActorOf(
        ClusterSingletonManager.create({
          singleton: behavior,
          singletonName: name,
          role,
          ...(stopMessage === undefined ? {} : { stopMessage }),
          ...(spawnOptions === undefined ? {} : { spawnOptions }),
        }),
        `singletonManager-${name}`,
      )
    }
    const proxy = this.system.systemActorOf(
      ClusterSingletonProxy.create<M>({ singletonManagerPath: `/system/singletonManager-${name}`, role }),
      `singletonProxy-${name}`,
    )
    this.proxies.set(name, proxy)
    return proxy
  }
}

const extension: Extension<ClusterSingleton> = {
  name: 'ClusterSingleton',
  create: system => new ClusterSingleton(system),
}
