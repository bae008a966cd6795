import { expect, test } from 'vitest'
import { pekkoDefaults } from '../../cluster/cluster-settings.ts'
import { TestCluster } from '../../testkit/test-cluster.ts'
import { ClusterClient } from './cluster-client.ts'
import { ClusterClientReceptionist } from './cluster-client-receptionist.ts'

const settings = { ...pekkoDefaults.client, heartbeatIntervalMs: 1000, acceptableHeartbeatPauseMs: 3000 }

/** A client with the only contact `n1`, connected for about 10 s. */
function connected() {
  const cluster = new TestCluster()
  cluster.start('n1', { setup: system => void ClusterClientReceptionist.get(system) })
  cluster.awaitAgreement(['n1'])
  cluster.network.addNode('client', {
    kind: 'client',
    setup: system => {
      const initialContacts = [`${cluster.network.addressOf('n1')}/system/receptionist`]
      system.spawn(ClusterClient.create({ initialContacts, settings }), 'client')
    },
  })
  cluster.network.advance(10_000)
  const losses = () => cluster.network.eventsOf('ClientDisconnected').map(event => event.at)
  const connections = () => cluster.network.eventsOf('ClientConnected').length
  return { cluster, losses, connections }
}

test('a client keeps a contact that misses heartbeats within the acceptable pause [C-082]', () => {
  const { cluster, losses } = connected()
  cluster.network.cut('client', 'n1')
  cluster.network.advance(2900)
  cluster.network.heal('client', 'n1')
  cluster.network.advance(10_000)
  expect(losses()).toEqual([])
})

test('a client loses a contact an interval and the pause after its last heartbeat, and reconnects later [C-081, C-082]', () => {
  const { cluster, losses, connections } = connected()
  const { network } = cluster
  network.cut('client', 'n1')
  const cutAt = network.now
  network.advance(10_000)
  expect(losses()).toHaveLength(1)
  // The last heartbeat is at most one interval older than the cut, and the check runs once per interval.
  expect(losses()[0]! - cutAt).toBeGreaterThanOrEqual(3000)
  expect(losses()[0]! - cutAt).toBeLessThanOrEqual(5000)
  network.heal('client', 'n1')
  network.advance(10_000)
  expect(connections()).toBe(2)
  expect(losses()).toHaveLength(1)
})
