import { type ActorRef, type Behavior, Behaviors } from '../../runtime/index.ts'
import type { Work } from './kinds.ts'
import { retiring } from './watching.ts'

/** Passes each piece of work on to a worker. An exercise is about its mistake. */
export const create = (handlingMs: number): Behavior<Work> =>
  Behaviors.setup(context => {
    const hire = () => {
      const worker = context.spawn(retiring(), 'worker', { handlingMs })
      context.watch(worker)
      return worker
    }

    const passing = (worker: ActorRef<Work>, passed: number): Behavior<Work> => {
      context.inspect(() => ({ passed }))
      return Behaviors.receiveMessage(message => {
        switch (message.type) {
          case 'Work':
            worker.tell(message)
            return passing(worker, passed + 1)
        }
      })
    }

    return passing(hire(), 0)
  })
