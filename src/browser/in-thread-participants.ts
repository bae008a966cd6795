import { type HostFactory, inProcessHosts } from '../conductor/index.ts'
import { inMemoryStores, type Stores } from '../runtime/index.ts'
import { createParticipant, loadScenarioCode } from '../scenarios/index.ts'
import type { RunHeader } from '../trace/run-file.ts'
import { LocalHost } from './local-host.ts'
import type { MakeDatabaseHost } from './worker-hosts.ts'

/** Hosts in this thread, and the memory that their database writes to: for computing a run again. */
export async function inThreadParticipants(header: RunHeader): Promise<{
  readonly hosts: HostFactory
  readonly stores: Stores
}> {
  const code = await loadScenarioCode(header.scenario)
  const stores = inMemoryStores()
  return { hosts: inProcessHosts((who, boot) => createParticipant(code, header, who, boot, stores)), stores }
}

/** Hosts for the incarnations of a database whose stores live as long as this worker. */
export function inMemoryDatabaseHosts(): MakeDatabaseHost {
  const stores = inMemoryStores()
  return (id, onTerminate) => new LocalHost(id, stores, onTerminate)
}
