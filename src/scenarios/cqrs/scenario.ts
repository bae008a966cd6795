import { formatAddress } from '../../trace/actor-path.ts'
import type { Scenario } from '../scenario.ts'
import { addressOfNode, cqrsSettings } from './settings.ts'

const node = (n: number, role: string) => ({
  id: `node-${n}`,
  kind: 'node' as const,
  address: addressOfNode(n),
  roles: [role],
})

/**
 * Event sourcing and CQRS on a cluster: two nodes that can run the writer, two that answer queries, a client outside
 * of the cluster, and the database.
 */
export const cqrs: Scenario = {
  id: 'cqrs',
  settings: cqrsSettings,
  participants: [
    { id: 'database', kind: 'database', address: formatAddress('Database', 'database', 5432), roles: [] },
    node(1, 'update'),
    node(2, 'update'),
    node(3, 'read'),
    node(4, 'read'),
    { id: 'client', kind: 'client', address: formatAddress('ClientSystem', 'client', 51162), roles: [] },
  ],
}
