import { type ActorRef, type Behavior, Behaviors } from '../../runtime/index.ts'
import { type Found, isFound, type LookUp, type Question } from './office.ts'

/**
 * Serves one customer after the other: asks the archive, and replies when it has answered. An exercise is about its
 * mistake.
 */
export const create = (archive: ActorRef<LookUp>): Behavior<Question> =>
  Behaviors.withStash<Question | Found>(10, stash =>
    Behaviors.setup(context => {
      const found = context.messageAdapter(isFound, message => message)

      const free = (): Behavior<Question | Found> => {
        context.inspect(() => ({ customer: null }))
        return Behaviors.receiveMessage(message => {
          switch (message.type) {
            case 'Question':
              archive.tell({ type: 'LookUp', from: message.from, replyTo: found })
              return busy(message)
            default:
              return Behaviors.unhandled
          }
        })
      }

      const busy = (question: Question): Behavior<Question | Found> => {
        context.inspect(() => ({ customer: question.from }))
        return Behaviors.receiveMessage(message => {
          switch (message.type) {
            case 'Question':
              stash.stash(message)
              return Behaviors.same
            case 'Found':
              question.replyTo.tell({ type: 'Answer', for: message.for })
              return stash.unstashAll(free())
          }
        })
      }

      return free()
    }),
  )
