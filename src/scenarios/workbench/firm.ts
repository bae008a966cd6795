import { type Behavior, Behaviors, SupervisorStrategy } from '../../runtime/index.ts'
import { typedWorker } from './kinds.ts'

/** Three actors above each other. Only the boss is supervised, and nobody handles a signal. */
export const create = (handlingMs: number): Behavior<never> =>
  Behaviors.supervise(above(() => manager(handlingMs), 'manager', handlingMs)).onFailure(
    SupervisorStrategy.restart,
  )

const manager = (handlingMs: number) => above(typedWorker, 'worker', handlingMs)

/** An actor that watches its only child. */
const above = <T>(child: () => Behavior<T>, name: string, handlingMs: number): Behavior<never> =>
  Behaviors.setup(context => {
    context.watch(context.spawn(child(), name, { handlingMs }))
    context.inspect(() => ({ watching: name }))
    return Behaviors.receiveMessage<never>(() => Behaviors.same)
  })
