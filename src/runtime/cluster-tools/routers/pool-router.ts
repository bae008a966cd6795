import { type ActorRef, type Behavior, Behaviors, isTerminated } from '../../actor/index.ts'
import { type Routing, routingLogic } from './routing-logic.ts'

export interface PoolRouterOptions<T> {
  /** Number of children, at least 1. */
  readonly size: number
  /** The behavior of each child. Supervise it for restarts, because a stopped child is not replaced. */
  readonly behavior: Behavior<T>
  /** Default `round-robin`. */
  readonly routing?: Routing<T>
  /** A message for which it returns true goes to every child. */
  readonly broadcast?: (message: T) => boolean
}

/** @throws {RangeError} for a size below 1. */
export function poolRouter<T>({
  size,
  behavior,
  routing = 'round-robin',
  broadcast = () => false,
}: PoolRouterOptions<T>): Behavior<T> {
  if (!(Number.isInteger(size) && size >= 1))
    throw new RangeError(`Routers.pool: give a size of 1 or more instead of [${size}].`)
  return Behaviors.setup<T>(context => {
    const logic = routingLogic(routing, context.random, context.system.address)
    let children: readonly ActorRef<T>[] = Array.from({ length: size }, () => {
      const child = context.spawnAnonymous(behavior)
      context.watch(child)
      return child
    })
    logic.setRoutees(children)
    return Behaviors.receiveMessage<T>(message => {
      if (broadcast(message)) for (const child of children) child.tell(message)
      else logic.choose(message).tell(message)
      return Behaviors.same
    }).receiveSignal((_, signal) => {
      if (!isTerminated(signal)) return Behaviors.unhandled
      children = children.filter(({ path }) => path !== signal.ref.path)
      if (children.length === 0) {
        context.log.info(`Last pool child stopped, stopping pool [${context.self.path}]`)
        return Behaviors.stopped
      }
      logic.setRoutees(children)
      return Behaviors.same
    })
  })
}
