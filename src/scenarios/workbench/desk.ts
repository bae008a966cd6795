import { type ActorRef, type Behavior, Behaviors } from '../../runtime/index.ts'
import { type Found, isFound, type LookUp, type Question } from './office.ts'

/** Asks the archive for each question, and replies when it has answered. An exercise is about its mistake. */
export const create = (lookUp: ActorRef<LookUp>): Behavior<Question> =>
  Behaviors.setup<Question | Found>(context => {
    let customer: Question | null = null
    context.inspect(() => ({ customer: customer?.from ?? null }))
    const found = context.messageAdapter(isFound, message => message)
    return Behaviors.receiveMessage(message => {
      switch (message.type) {
        case 'Question':
          customer = message
          lookUp.tell({ type: 'LookUp', from: message.from, replyTo: found })
          return Behaviors.same
        case 'Found':
          customer?.replyTo.tell({ type: 'Answer', for: message.for })
          return Behaviors.same
      }
    })
  })
