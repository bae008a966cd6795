import type { PlannedParticipant } from '../../conductor/host.ts'
import { formatAddress } from '../../trace/actor-path.ts'

export const addressOfNode = (n: number) => formatAddress('HogeCluster', `node-${n}`, 2550 + n)

/** The sizes that a cluster of this scenario can start with. */
export const clusterSizes = { least: 1, usual: 4, most: 12 } as const

/** The roles of each node: the first half writes, the other half reads. A single node does both. */
function rolesOf(n: number, nodes: number): readonly string[] {
  if (nodes === 1) return ['update', 'read']
  const updating = nodes === 3 ? 2 : Math.floor(nodes / 2)
  return [n <= updating ? 'update' : 'read']
}

/** The participants of a cluster of so many nodes. */
export const cqrsParticipantsOf = (nodes: number): readonly PlannedParticipant[] => [
  { id: 'database', kind: 'database', address: formatAddress('Database', 'database', 5432), roles: [] },
  ...Array.from(
    { length: nodes },
    (_, i): PlannedParticipant => ({
      id: `node-${i + 1}`,
      kind: 'node',
      address: addressOfNode(i + 1),
      roles: rolesOf(i + 1, nodes),
    }),
  ),
  { id: 'client', kind: 'client', address: formatAddress('ClientSystem', 'client', 51162), roles: [] },
]

export const cqrsParticipants: readonly PlannedParticipant[] = cqrsParticipantsOf(clusterSizes.usual)
