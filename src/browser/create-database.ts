import { inMemoryStores } from '../runtime/persistence/index.ts'
import { createDatabaseParticipant } from '../scenarios/create-database-participant.ts'
import type { ServedParticipant } from './serve-participant.ts'
import { recordedStores } from './store-operations.ts'
import type { BootRequest } from './worker-protocol.ts'

/** Creates a database in memory that reports its changes. The conductor stores them before their round ends. */
export function createDatabase({ header, participant, boot, contents }: BootRequest): ServedParticipant {
  const { takeOperations, ...stores } = recordedStores(inMemoryStores(contents))
  return { participant: createDatabaseParticipant(header, participant, boot, stores), takeOperations }
}
