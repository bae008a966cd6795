import { type Behavior, Behaviors, SupervisorStrategy } from '../../actor/index.ts'
import type { Identify } from '../identify.ts'
import { ManagerActor } from './manager-actor.ts'
import type { ManagerMessage } from './manager-messages.ts'
import type { SingletonInstanceOptions } from './singleton-instance.ts'

export interface ClusterSingletonManagerOptions<M> extends SingletonInstanceOptions<M> {
  /** Only nodes with this role can host the singleton. Default `''`: all nodes. */
  readonly role?: string
}

export type SingletonManagerMessage = Identify

/**
 * Runs one instance of an actor in the cluster, as the child of the manager on the oldest node of the role. Start a
 * manager with the same name on every node of the role.
 * @throws {NodeLacksRole} at the start on a node without the role.
 * @example system.spawn(ClusterSingletonManager.create({ singleton: writer(), role: 'update' }), 'master')
 */
export const ClusterSingletonManager = {
  create: <M>(options: ClusterSingletonManagerOptions<M>): Behavior<SingletonManagerMessage> =>
    // A failed manager restarts without its instance, because its promises to other managers are lost with its state.
    Behaviors.supervise(
      Behaviors.setup<ManagerMessage>(context =>
        Behaviors.withTimers(timers =>
          new ManagerActor(context, timers, options.role ?? '', options).start(),
        ),
      ),
    ).onFailure(SupervisorStrategy.restart),
}
