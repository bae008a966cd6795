import type { PlannedParticipant } from '../../conductor/host.ts'
import { formatAddress } from '../../trace/actor-path.ts'
import { addressOfNode } from '../cqrs/participants.ts'

const node = (n: number, role: string): PlannedParticipant => ({
  id: `node-${n}`,
  kind: 'node',
  address: addressOfNode(n),
  roles: [role],
})

const client: PlannedParticipant = {
  id: 'client',
  kind: 'client',
  address: formatAddress('ClientSystem', 'client', 51162),
  roles: [],
}

/** The database, one update node and two read nodes, on the ports of the article. */
const servers: readonly PlannedParticipant[] = [
  { id: 'database', kind: 'database', address: formatAddress('Database', 'database', 5432), roles: [] },
  node(1, 'update'),
  node(2, 'read'),
  node(3, 'read'),
]

export const printedParticipants: readonly PlannedParticipant[] = [...servers, client]

/** With a second update node, which can take over the writer. */
export const repairedParticipants: readonly PlannedParticipant[] = [...servers, node(4, 'update'), client]
