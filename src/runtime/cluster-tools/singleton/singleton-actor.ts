import type { Behavior, SpawnOptions } from '../../actor/index.ts'
import type { SingletonOptions } from './cluster-singleton.ts'

/**
 * A singleton as {@link ClusterSingleton.init} takes it. Values; the `with…` calls give changed copies.
 *
 * @example
 * const counter = ClusterSingleton.get(context.system).init(
 *   SingletonActor.of(createCounter(), 'counter').withStopMessage({ type: 'Stop' }).withRole('backend'),
 * )
 * counter.tell({ type: 'Add', n: 1 })
 */
export class SingletonActor<M> implements SingletonOptions<M> {
  readonly name: string
  readonly behavior: Behavior<M>
  declare readonly stopMessage?: M
  declare readonly role?: string
  declare readonly spawnOptions?: SpawnOptions

  private constructor(options: SingletonOptions<M>) {
    this.name = options.name
    this.behavior = options.behavior
    Object.assign(this, options)
  }

  /** `name`: unique among the cluster's singletons, the same on every node. */
  static of<M>(behavior: Behavior<M>, name: string): SingletonActor<M> {
    return new SingletonActor({ name, behavior })
  }

  /** Ends the singleton at a hand-over. Default: it is stopped. */
  withStopMessage(stopMessage: M): SingletonActor<M> {
    return new SingletonActor<M>({ ...this, stopMessage })
  }

  /** Only nodes with this role host it; the others get a proxy alone. Default: every node may host it. */
  withRole(role: string): SingletonActor<M> {
    return new SingletonActor<M>({ ...this, role })
  }

  withSpawnOptions(spawnOptions: SpawnOptions): SingletonActor<M> {
    return new SingletonActor<M>({ ...this, spawnOptions })
  }
}
