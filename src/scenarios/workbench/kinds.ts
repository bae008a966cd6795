import { Actor, Props } from '../../runtime/classic/index.ts'
import { type Behavior, Behaviors } from '../../runtime/index.ts'
import { SpoiltWork } from './errors.ts'

export interface Work {
  readonly type: 'Work'
  readonly item: string
}

/** The piece of work at which every worker fails. */
export const spoilt = 'spoilt'

/** A typed worker without supervision. */
export const typedWorker = (done = 0): Behavior<Work> =>
  Behaviors.setup(context => {
    context.inspect(() => ({ done }))
    return Behaviors.receiveMessage(message => {
      switch (message.type) {
        case 'Work':
          if (message.item === spoilt) throw new SpoiltWork(message.item)
          return typedWorker(done + 1)
      }
    })
  })

/** A parent that starts one typed worker and names no strategy. */
export const typedParent = (handlingMs: number): Behavior<never> =>
  Behaviors.setup(context => {
    context.spawn(typedWorker(), 'worker', { handlingMs })
    return Behaviors.empty
  })

class ClassicWorker extends Actor<Work> {
  private done = 0

  override preStart(): void {
    this.context.inspect(() => ({ done: this.done }))
  }

  override receive() {
    return {
      Work: ({ item }: Work) => {
        if (item === spoilt) throw new SpoiltWork(item)
        this.done++
      },
    }
  }
}

class ClassicParent extends Actor<never> {
  private readonly handlingMs: number

  constructor(handlingMs: number) {
    super()
    this.handlingMs = handlingMs
  }

  override preStart(): void {
    this.context.actorOf(Props(ClassicWorker), 'worker', { handlingMs: this.handlingMs })
  }

  override receive() {
    return {}
  }
}

/** A parent that starts one classic worker and names no strategy. */
export const classicParent = (handlingMs: number) => Props(() => new ClassicParent(handlingMs))
