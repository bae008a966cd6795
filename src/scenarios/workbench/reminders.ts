import { type Behavior, Behaviors } from '../../runtime/index.ts'

export interface Remind {
  readonly type: 'Remind'
  readonly about: string
}

interface Due {
  readonly type: 'Due'
  readonly about: string
}

const delayMs = 2000

/** Notes each thing two seconds after it was asked for. An exercise is about its mistake. */
export const create = (): Behavior<Remind> =>
  Behaviors.withTimers<Remind | Due>(timers =>
    Behaviors.setup(context => {
      const reminded: string[] = []
      context.inspect(() => ({ reminded: [...reminded] }))
      return Behaviors.receiveMessage(message => {
        switch (message.type) {
          case 'Remind':
            timers.startSingleTimer('reminder', { type: 'Due', about: message.about }, delayMs)
            return Behaviors.same
          case 'Due':
            reminded.push(message.about)
            return Behaviors.same
        }
      })
    }),
  )
