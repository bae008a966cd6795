import { type HostFactory, inProcessHosts } from '../conductor/index.ts'
import { inMemoryStores, type Stores } from '../runtime/index.ts'
import { createParticipant, loadCodeOf } from '../scenarios/index.ts'
import type { RunHeader } from '../trace/run-file.ts'

/** Hosts in this thread and the in-memory stores of their database, for the replay of a run. */
export async function inThreadParticipants(header: RunHeader): Promise<{
  readonly hosts: HostFactory
  readonly stores: Stores
}> {
  const code = await loadCodeOf(header)
  const stores = inMemoryStores()
  return { hosts: inProcessHosts((who, boot) => createParticipant(code, header, who, boot, stores)), stores }
}
