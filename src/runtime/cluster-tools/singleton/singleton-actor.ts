import type { Behavior, SpawnOptions } from '../../actor/index.ts'
import type { SingletonOptions } from './cluster-singleton.ts'

/**
 * The description of a singleton for {@link ClusterSingleton.init}. Immutable: each `with…` call returns a changed copy.
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

  /** `name` must be unique in the cluster and the same on every node. */
  static of<M>(behavior: Behavior<M>, name: string): SingletonActor<M> {
    return new SingletonActor({ name, behavior })
  }

  /** Sets the message at which the singleton stops for a hand-over. Default: it is stopped after its mailbox. */
  withStopMessage(stopMessage: M): SingletonActor<M> {
    return new SingletonActor<M>({ ...this, stopMessage })
  }

  /** Only nodes with this role can host the singleton; the others have the proxy only. Default: all nodes. */
  withRole(role: string): SingletonActor<M> {
    return new SingletonActor<M>({ ...this, role })
  }

  withSpawnOptions(spawnOptions: SpawnOptions): SingletonActor<M> {
    return new SingletonActor<M>({ ...this, spawnOptions })
  }
}
