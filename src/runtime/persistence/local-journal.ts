import type { ActorSystem } from '../actor/index.ts'
import { inMemoryStores } from './in-memory-stores.ts'
import { journalActor } from './journal-actor.ts'
import { Persistence } from './persistence.ts'
import type { StoreServiceSettings, Stores } from './store-service.ts'

/**
 * Starts an in-memory journal at `/system/journal` for the persistent actors of a system, and returns its stores. Given stores
 * survive the system. No method of {@link Persistence}, so that nodes with a database do not load a journal.
 *
 * @example
 * const stores = useLocalJournal(context.system)
 */
export function useLocalJournal(
  system: ActorSystem,
  stores: Stores = inMemoryStores(),
  settings: StoreServiceSettings = {},
): Stores {
  Persistence.get(system).useJournal(system.systemActorOf(journalActor(stores, settings), 'journal'))
  return stores
}
