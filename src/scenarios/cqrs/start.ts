import {
  type ActorSystem,
  Cluster,
  ClusterClientReceptionist,
  ClusterSingletonManager,
  ClusterSingletonProxy,
  createClusterNode,
  DistributedPubSub,
} from '../../runtime/index.ts'
import type { ClusterScenarioSettings, ScenarioCode } from '../scenario.ts'
import * as Client from './client.ts'
import { ClusterServiceListener } from './cluster-service-listener.ts'
import * as Reader from './reader.ts'
import * as Writer from './writer.ts'

/** The command side: the writer as a cluster singleton, and the proxy that forwards messages to it. */
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

/** The query side: a reader on every node with the role `read`. */
function startReadNode(system: ActorSystem): void {
  const reader = system.spawn(Reader.create(DistributedPubSub.get(system).mediator), 'read')
  const receptionist = ClusterClientReceptionist.get(system)
  receptionist.registerService(reader)
  system.spawn(ClusterServiceListener.create(receptionist.underlying), 'readListener')
}

export const cqrsCode: ScenarioCode<ClusterScenarioSettings> = {
  createClusterNode,
  startNode(system) {
    const roles = Cluster.get(system).selfRoles
    if (roles.includes('update')) startUpdateNode(system)
    if (roles.includes('read')) startReadNode(system)
  },
  startClient(system, settings) {
    const contacts = settings.cluster.seedNodes.map(address => `${address}/system/receptionist`)
    system.spawn(Client.create(contacts, settings.cluster.client), 'client')
  },
}
