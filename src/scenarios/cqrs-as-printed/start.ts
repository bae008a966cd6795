import {
  type ActorSystem,
  Cluster,
  ClusterClientReceptionist,
  ClusterSingletonManager,
  ClusterSingletonProxy,
  createClusterNode,
  useLocalJournal,
} from '../../runtime/index.ts'
import type { ScenarioCode } from '../scenario.ts'
import * as Client from './client.ts'
import * as ReadNode from './read-node-actor.ts'
import type { CqrsAsPrintedSettings } from './settings.ts'
import * as WriteNode from './write-node-actor.ts'

function startUpdateNode(system: ActorSystem, settings: CqrsAsPrintedSettings): void {
  system.spawn(
    ClusterSingletonManager.create({
      singleton: WriteNode.create(settings),
      stopMessage: WriteNode.terminationMessage(settings),
      role: 'update',
    }),
    'master',
  )
  const proxy = system.spawn(
    ClusterSingletonProxy.create({ singletonManagerPath: '/user/master', role: 'update' }),
    'masterProxy',
  )
  ClusterClientReceptionist.get(system).registerService(proxy)
}

function startReadNode(system: ActorSystem, settings: CqrsAsPrintedSettings): void {
  const reader = system.spawn(ReadNode.create(settings), 'read')
  ClusterClientReceptionist.get(system).registerService(reader)
}

export const cqrsAsPrintedCode: ScenarioCode<CqrsAsPrintedSettings> = {
  createClusterNode,
  startNode(system, settings) {
    // As in the article: a journal in the memory of each node, which no other node sees.
    if (settings.printed.journalDiesWithItsNode)
      useLocalJournal(system, undefined, { uniqueSequenceNrs: settings.uniqueSequenceNrs })
    const roles = Cluster.get(system).selfRoles
    if (roles.includes('update')) startUpdateNode(system, settings)
    if (roles.includes('read')) startReadNode(system, settings)
  },
  startClient(system, settings) {
    const contacts = settings.cluster.seedNodes.map(address => `${address}/system/receptionist`)
    system.spawn(Client.create(contacts, settings.cluster.client), 'client')
  },
}
