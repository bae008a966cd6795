import { type Behavior, Behaviors, SupervisorStrategy } from '../../runtime/index.ts'
import { SpoiltWork } from './errors.ts'
import { spoilt, typedWorker, type Work } from './kinds.ts'

export interface Hire {
  readonly type: 'Hire'
}

/** A parent with one child from its setup. `Hire` starts another one. */
export const create = (handlingMs: number): Behavior<Hire | Work> =>
  Behaviors.supervise(
    Behaviors.setup<Hire | Work>(context => {
      context.spawn(typedWorker(), 'from-setup', { handlingMs })
      return working(handlingMs, 0)
    }),
  ).onFailure(SupervisorStrategy.restart)

const working = (handlingMs: number, done: number): Behavior<Hire | Work> =>
  Behaviors.setup(context => {
    context.inspect(() => ({ done }))
    return Behaviors.receiveMessage(message => {
      switch (message.type) {
        case 'Hire':
          if (context.child('from-message') === undefined)
            context.spawn(typedWorker(), 'from-message', { handlingMs })
          return Behaviors.same
        case 'Work':
          if (message.item === spoilt) throw new SpoiltWork(message.item)
          return working(handlingMs, done + 1)
      }
    })
  })
