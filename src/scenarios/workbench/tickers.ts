import { type Behavior, Behaviors, SupervisorStrategy, type TimerScheduler } from '../../runtime/index.ts'
import { SpoiltWork } from './errors.ts'
import { spoilt, type Work } from './kinds.ts'

export interface Begin {
  readonly type: 'Begin'
}

interface Tick {
  readonly type: 'Tick'
}

type Message = Begin | Tick | Work

const tickMs = 1000

const begin = (timers: TimerScheduler<Message>) =>
  timers.startTimerWithFixedDelay('tick', { type: 'Tick' }, tickMs)

/** Ticks once a second after `Begin`. */
export const startedByMessage = (): Behavior<Begin | Work> =>
  Behaviors.supervise(Behaviors.withTimers<Message>(timers => ticking(timers, 0))).onFailure(
    SupervisorStrategy.restart,
  )

/** Ticks once a second from its setup on. */
export const startedInSetup = (): Behavior<Begin | Work> =>
  Behaviors.supervise(
    Behaviors.withTimers<Message>(timers => {
      begin(timers)
      return ticking(timers, 0)
    }),
  ).onFailure(SupervisorStrategy.restart)

const ticking = (timers: TimerScheduler<Message>, ticks: number): Behavior<Message> =>
  Behaviors.setup(context => {
    context.inspect(() => ({ ticks }))
    return Behaviors.receiveMessage(message => {
      switch (message.type) {
        case 'Begin':
          begin(timers)
          return Behaviors.same
        case 'Tick':
          return ticking(timers, ticks + 1)
        case 'Work':
          if (message.item === spoilt) throw new SpoiltWork(message.item)
          return Behaviors.same
      }
    })
  })
