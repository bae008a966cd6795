import { expect, test } from 'vitest'
import { type Pong, SingletonCluster } from '../testkit/singleton-cluster.ts'

const handOverLabels = ['HandOverToMe', 'HandOverInProgress', 'HandOverDone', 'TakeOverFromMe']

test('a singleton is not handed over while the cluster prepares for its shutdown, and its node leaves at once [C-281]', () => {
  const cluster = new SingletonCluster()
  for (const id of ['n1', 'n2', 'n3']) {
    cluster.startWorker(id)
    cluster.awaitAgreement()
  }
  cluster.awaitUntil('n1 runs the singleton', () => cluster.live().join() === 'n1')
  cluster.at('n2').prepareForFullClusterShutdown()
  cluster.awaitUntil(
    'all are ready',
    () => cluster.running.every(id => cluster.statusOf(id, 'n1') === 'ReadyForShutdown'),
    10_000,
  )
  expect(cluster.ask('n3')).toBe('n1')
  const before = cluster.network.now
  cluster.leave('n1')
  cluster.awaitUntil('n1 is removed', () => cluster.statusOf('n1', 'n2') === 'Removed', 8000)
  expect(cluster.network.node('n1').ended).toBe('left')
  const probe = cluster.probe<Pong>('n3')
  cluster.tell('n3', '/user/masterProxy', { type: 'Ping', n: 99, replyTo: probe.ref })
  cluster.network.advance(5000)
  expect(probe.pending).toEqual([])
  expect(cluster.live()).toEqual([])
  const sent = cluster.network.eventsOf('MessageSent').filter(({ at }) => at >= before)
  expect(sent.filter(({ label }) => handOverLabels.includes(label))).toEqual([])
  cluster.leave('n2')
  cluster.leave('n3')
  cluster.awaitUntil('the last two have left', () => cluster.running.length === 0, 10_000)
})
