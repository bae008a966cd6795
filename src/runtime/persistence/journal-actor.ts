import { type Behavior, Behaviors, restarting, toolkitMessage } from '../actor/index.ts'
import type { JournalCommand } from './journal-protocol.ts'
import { isPromise } from './maybe-promise.ts'
import { StoreService, type StoreServiceSettings, type Stores } from './store-service.ts'

/** An actor cannot wait for a promise. */
export class AsynchronousStores extends Error {
  override readonly name = 'AsynchronousStores'

  constructor() {
    super(
      'A journal actor needs stores that answer at once. Put slow stores behind the database participant.',
    )
  }
}

/** The database's protocol spoken by an actor of the same system: for tests and single nodes. */
export function journalActor(stores: Stores, settings: StoreServiceSettings = {}): Behavior<JournalCommand> {
  return restarting(
    Behaviors.setup(context => {
      const keeper = StoreService.open(stores, settings)
      if (isPromise(keeper)) throw new AsynchronousStores()
      return Behaviors.receiveMessage(command => {
        const done = keeper.execute([{ command, at: context.now }])
        if (isPromise(done)) throw new AsynchronousStores()
        for (const { answers } of done)
          for (const answer of answers) command.replyTo.tell(toolkitMessage(answer))
        return Behaviors.same
      })
    }),
  )
}
