import { localPath } from '../../../trace/actor-path.ts'
import type { ActorContext, ActorRef, Behavior, SpawnOptions } from '../../actor/index.ts'
import { stopBehindMail } from '../../actor/internal.ts'

export interface SingletonInstanceOptions<M> {
  readonly singleton: Behavior<M>
  /**
   * The message at which the singleton must stop at a hand-over. Default: the child is stopped after the messages in its
   * mailbox. A child that does not stop at its message delays the hand-over without limit.
   * Pekko: only the end of the instance completes a hand-over (SG-7)
   */
  readonly stopMessage?: M
  /** Name of the child; default `singleton`. */
  readonly singletonName?: string
  readonly spawnOptions?: SpawnOptions
}

/** The singleton as a child of its manager; at most one at a time. */
export class SingletonInstance<M> {
  private readonly context: ActorContext<never>
  private readonly options: SingletonInstanceOptions<M>
  private child: ActorRef<M> | null = null

  constructor(context: ActorContext<never>, options: SingletonInstanceOptions<M>) {
    this.context = context
    this.options = options
  }

  /** Null while no child runs. */
  get ref(): ActorRef<M> | null {
    return this.child
  }

  start(): void {
    const { singleton, singletonName = 'singleton', spawnOptions } = this.options
    const path = localPath(this.context.self.path)
    this.context.log.info(
      `Singleton manager starting singleton actor [${this.context.system.address}${path}/${singletonName}]`,
    )
    this.child = this.context.spawn(singleton, singletonName, spawnOptions)
    this.context.watch(this.child)
  }

  /** Requests the end of the child, which is complete at its `Terminated`. */
  requestStop(): void {
    if (this.child === null) return
    this.context.log.info(`Singleton manager stopping singleton actor [${localPath(this.child.path)}]`)
    if (this.options.stopMessage === undefined) stopBehindMail(this.child)
    else this.child.tell(this.options.stopMessage)
  }

  /** True when the terminated actor was the child, which is then removed. */
  removeTerminated(terminated: ActorRef<never>): boolean {
    if (terminated.path !== this.child?.path) return false
    this.child = null
    return true
  }
}
