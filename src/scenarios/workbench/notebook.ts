import { type Behavior, Behaviors, SupervisorStrategy } from '../../runtime/index.ts'
import { UnreadableNumber } from './errors.ts'

export interface Add {
  readonly type: 'Add'
  readonly number: string
}

/** The number at which the notebook fails. */
const unreadable = '3'

/** A notebook that a restart replaces by an empty one. */
export const create = (): Behavior<Add> =>
  Behaviors.supervise(notebook([])).onFailure(SupervisorStrategy.restart)

/** Starts again after a pause. Meanwhile only three messages fit into the stash. */
export const createWithBackoff = (): Behavior<Add> =>
  Behaviors.supervise(notebook([])).onFailure(
    SupervisorStrategy.restartWithBackoff({
      minBackoffMs: 3000,
      maxBackoffMs: 3000,
      randomFactor: 0,
    }).withStashCapacity(3),
  )

const notebook = (numbers: readonly string[]): Behavior<Add> =>
  Behaviors.setup(context => {
    context.inspect(() => ({ numbers }))
    return Behaviors.receiveMessage(message => {
      switch (message.type) {
        case 'Add':
          if (message.number === unreadable) throw new UnreadableNumber(message.number)
          return notebook([...numbers, message.number])
      }
    })
  })
