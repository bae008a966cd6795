import { inMemoryStores } from '../runtime/index.ts'
import { LocalHost } from './local-host.ts'
import type { MakeDatabaseHost } from './worker-hosts.ts'

/** What the conductor's worker needs of scenarios and runtime; in a script of its own. */
export { createParticipant, planRun } from '../scenarios/index.ts'
export { inMemoryStores }

/** Hosts for the incarnations of a database whose stores live as long as this worker. */
export function databaseOnMemory(): MakeDatabaseHost {
  const stores = inMemoryStores()
  return (id, onTerminate) => new LocalHost(id, stores, onTerminate)
}
