import { expect, test } from 'vitest'
import { pekkoDefaults } from '../../cluster/cluster-settings.ts'
import { TestCluster } from '../testkit/test-cluster.ts'
import { ClusterClient } from './cluster-client.ts'
import { ClusterClientReceptionist } from './cluster-client-receptionist.ts'

const settings = { ...pekkoDefaults.client, heartbeatIntervalMs: 1000, acceptableHeartbeatPauseMs: 3000 }

/** A client whose only contact is `n1`, connected for a while. */
function connected() {
  const cluster = new TestCluster({ seedNodes: ['n1'] })
  cluster.start('n1', [], system => void ClusterClientReceptionist.get(system))
  cluster.untilUp(['n1'])
  cluster.net.addNode('client', {
    kind: 'client',
    setup: system => {
      const initialContacts = [`${cluster.net.addressOf('n1')}/system/receptionist`]
      system.spawn(ClusterClient.create({ initialContacts, settings }), 'client')
    },
  })
  cluster.net.advance(10_000)
  const losses = () => cluster.net.eventsOf('ClientDisconnected').map(event => event.at)
  const connections = () => cluster.net.eventsOf('ClientConnected').length
  return { cluster, losses, connections }
}

test('a contact that misses beats inside the acceptable pause is kept [C-082]', () => {
  const { cluster, losses } = connected()
  cluster.net.cut('client', 'n1')
  cluster.net.advance(2900)
  cluster.net.heal('client', 'n1')
  cluster.net.advance(10_000)
  expect(losses()).toEqual([])
})

test('a contact is lost one interval and the pause after its last beat, and found again when it beats [C-081, C-082]', () => {
  const { cluster, losses, connections } = connected()
  const { net } = cluster
  net.cut('client', 'n1')
  const cutAt = net.now
  net.advance(10_000)
  expect(losses()).toHaveLength(1)
  // The last beat came at most one interval before the cut, and the check comes once an interval.
  expect(losses()[0]! - cutAt).toBeGreaterThanOrEqual(3000)
  expect(losses()[0]! - cutAt).toBeLessThanOrEqual(5000)
  net.heal('client', 'n1')
  net.advance(10_000)
  expect(connections()).toBe(2)
  expect(losses()).toHaveLength(1)
})
