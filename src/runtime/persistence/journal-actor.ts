import { type Behavior, Behaviors, restarting } from '../actor/index.ts'
import { type JournalCommand, persistenceProtocol } from './journal-protocol.ts'
import { isPromise } from './maybe-promise.ts'
import { StoreService, type StoreServiceSettings, type Stores } from './store-service.ts'

/** A journal actor was given stores that return promises, but an actor cannot wait for a promise. */
export class AsynchronousStores extends Error {
  override readonly name = 'AsynchronousStores'

  constructor() {
    super(
      'A journal actor needs synchronous stores. Use the database participant for stores that return promises.',
    )
  }
}

/** An actor that serves the journal protocol inside the same system, for tests and single nodes. */
export function journalActor(stores: Stores, settings: StoreServiceSettings = {}): Behavior<JournalCommand> {
  return restarting(
    Behaviors.setup(context => {
      const service = StoreService.open(stores, settings)
      if (isPromise(service)) throw new AsynchronousStores()
      return Behaviors.receiveMessage(command => {
        const { replyTo } = command
        const responses = service.execute([
          { command, at: context.now, requester: '', replyTo: replyTo.path },
        ])
        if (isPromise(responses)) throw new AsynchronousStores()
        for (const { answers, hinted = [] } of responses) {
          for (const answer of answers) replyTo.tell(persistenceProtocol.reply(answer))
          for (const { requestId, replyTo: waiting } of hinted)
            waiting.tell(persistenceProtocol.reply({ type: 'CommitHint', requestId }))
        }
        return Behaviors.same
      })
    }),
  )
}
