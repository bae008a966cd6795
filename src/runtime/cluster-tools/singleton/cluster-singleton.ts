import type { ActorRef, ActorSystem, Behavior, Extension, SpawnOptions } from '../../actor/index.ts'
import { Cluster } from '../../cluster/index.ts'
import { ClusterSingletonManager } from './cluster-singleton-manager.ts'
import { ClusterSingletonProxy } from './cluster-singleton-proxy.ts'

export interface SingletonOptions<M> {
  readonly name: string
  readonly behavior: Behavior<M>
  /** See `ClusterSingletonManagerOptions.stopMessage`. */
  readonly stopMessage?: M
  readonly role?: string
  readonly spawnOptions?: SpawnOptions
}

/** Starts what this node needs of a singleton: the manager where the role matches, and always a proxy. (SG-15) */
export class ClusterSingleton {
  private readonly system: ActorSystem
  private readonly proxies = new Map<string, ActorRef<never>>()

  constructor(system: ActorSystem) {
    this.system = system
  }

  static get(system: ActorSystem): ClusterSingleton {
    return system.extension(extension)
  }

  /** Answers the proxy; the same one each time for the same name. */
  init<M>(options: SingletonOptions<M>): ActorRef<M> {
    const known = this.proxies.get(options.name)
    // The name stands for one kind of singleton: its first init said which.
    if (known !== undefined) return known as ActorRef<M>
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
