import {
  type ActorSystem,
  Cluster,
  ClusterClientReceptionist,
  ClusterSingletonManager,
  ClusterSingletonProxy,
  DistributedPubSub,
} from '../../runtime/index.ts'
import type { Scenario, ScenarioSettings } from '../scenario.ts'
import { cqrsCard } from './card.ts'
import * as Client from './client.ts'
import { ClusterServiceListener } from './cluster-service-listener.ts'
import * as Reader from './reader.ts'
import { cqrsSettings } from './settings.ts'
import * as Writer from './writer.ts'

const node = (n: number, role: string) => ({
  id: `node-${n}`,
  kind: 'node' as const,
  address: `pekko://HogeCluster@node-${n}:${2550 + n}`,
  roles: [role],
})

/** The command side: the writer as a singleton, and the proxy through which it is reached. */
function startUpdateNode(system: ActorSystem): void {
  const mediator = DistributedPubSub.get(system).mediator
  system.spawn(
    ClusterSingletonManager.create({
      singleton: Writer.create(mediator),
      stopMessage: { type: 'Stop' },
      role: 'update',
    }),
    'master',
  )
  const proxy = system.spawn(
    ClusterSingletonProxy.create({ singletonManagerPath: '/user/master', role: 'update' }),
    'masterProxy',
  )
  const receptionist = ClusterClientReceptionist.get(system)
  receptionist.registerService(proxy)
  system.spawn(ClusterServiceListener.create(receptionist.underlying), 'updateListener')
}

/** The query side: a reader on every node of the role. */
function startReadNode(system: ActorSystem): void {
  const reader = system.spawn(Reader.create(DistributedPubSub.get(system).mediator), 'read')
  const receptionist = ClusterClientReceptionist.get(system)
  receptionist.registerService(reader)
  system.spawn(ClusterServiceListener.create(receptionist.underlying), 'readListener')
}

/**
 * Event sourcing and CQRS on a cluster: two nodes that can write, two that answer queries, a client outside
 * and the database.
 */
export const cqrs: Scenario = {
  card: cqrsCard,
  settings: cqrsSettings,
  participants: [
    { id: 'database', kind: 'database', address: 'pekko://Database@database:5432', roles: [] },
    node(1, 'update'),
    node(2, 'update'),
    node(3, 'read'),
    node(4, 'read'),
    { id: 'client', kind: 'client', address: 'pekko://ClientSystem@client:51162', roles: [] },
  ],
  startNode(system: ActorSystem) {
    const roles = Cluster.get(system).selfRoles
    if (roles.includes('update')) startUpdateNode(system)
    if (roles.includes('read')) startReadNode(system)
  },
  startClient(system: ActorSystem, settings: ScenarioSettings) {
    const contacts = settings.cluster.seedNodes.map(address => `${address}/system/receptionist`)
    system.spawn(Client.create(contacts, settings.cluster.client), 'client')
  },
}
