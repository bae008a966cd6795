import { type Behavior, Behaviors, SupervisorStrategy } from '../../runtime/index.ts'
import { UnreadablePrice } from './errors.ts'

export interface Sell {
  readonly type: 'Sell'
  readonly price: string
}

/** A till that goes on after a failure. An exercise is about its mistake. */
export const create = (): Behavior<Sell> => Behaviors.supervise(till()).onFailure(SupervisorStrategy.resume)

/** Counts the items that were sold, and their sum. */
const till = (): Behavior<Sell> =>
  Behaviors.setup(context => {
    let items = 0
    let total = 0
    context.inspect(() => ({ items, total }))
    return Behaviors.receiveMessage(message => {
      switch (message.type) {
        case 'Sell':
          items += 1
          if (!/^\d+$/.test(message.price)) throw new UnreadablePrice(message.price)
          total += Number(message.price)
          return Behaviors.same
      }
    })
  })
