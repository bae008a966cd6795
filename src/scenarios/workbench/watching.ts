import { type Behavior, Behaviors, SupervisorStrategy } from '../../runtime/index.ts'
import { SpoiltWork } from './errors.ts'
import { spoilt, typedWorker, type Work } from './kinds.ts'

export interface Retire {
  readonly type: 'Retire'
}

/** A parent that watches its worker and notes each signal. The worker may restart twice within a minute. */
export const watcher = (handlingMs: number): Behavior<never> =>
  Behaviors.setup(context => {
    const worker = Behaviors.supervise(typedWorker()).onFailure(
      SupervisorStrategy.restart.withLimit(2, 60_000),
    )
    context.watch(context.spawn(worker, 'worker', { handlingMs }))
    return noting([])
  })

const noting = (heard: readonly string[]): Behavior<never> =>
  Behaviors.setup(context => {
    context.inspect(() => ({ heard }))
    return Behaviors.receiveSignal((_, signal) => {
      switch (signal.type) {
        case 'ChildFailed':
        case 'Terminated':
          return noting([...heard, signal.type])
        default:
          return Behaviors.unhandled
      }
    })
  })

/** An actor that watches its worker and handles no signal. */
export const deafWatcher = (handlingMs: number): Behavior<never> =>
  Behaviors.setup(context => {
    context.watch(context.spawn(retiring(), 'worker', { handlingMs }))
    context.inspect(() => ({ watching: 'worker' }))
    return Behaviors.receiveMessage<never>(() => Behaviors.same)
  })

/** A worker that stops normally when it is told to retire. */
export const retiring = (done = 0): Behavior<Work | Retire> =>
  Behaviors.setup(context => {
    context.inspect(() => ({ done }))
    return Behaviors.receiveMessage(message => {
      switch (message.type) {
        case 'Retire':
          return Behaviors.stopped
        case 'Work':
          if (message.item === spoilt) throw new SpoiltWork(message.item)
          return retiring(done + 1)
      }
    })
  })
