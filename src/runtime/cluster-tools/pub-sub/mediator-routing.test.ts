import { describe, expect, test } from 'vitest'
import { type ClusterSettings, fastProfile } from '../../cluster/cluster-settings.ts'
import { seededRandom } from '../../random.ts'
import { isRouterEnvelope } from '../routers/router-envelope.ts'
import { Routers } from '../routers/routers.ts'
import { nodes, PubSubCluster } from '../testkit/pub-sub-cluster.ts'
import { DistributedPubSub } from './distributed-pub-sub.ts'
import { MediatorRouting } from './mediator-routing.ts'

const path = '/user/same'

/** Two nodes with an actor under the same path on each, and with two members of one group of a topic on the second. */
function clusterWith(routingLogic: ClusterSettings['pubSub']['routingLogic']) {
  const cluster = nodes(2, { settings: { pubSub: { ...fastProfile.pubSub, routingLogic } } })
  const actors = ['n1', 'n2'].map(id => {
    const actor = cluster.forwarder(id, 'same')
    cluster.tell(id, { type: 'Put', ref: actor.ref })
    return actor.probe
  })
  const members = ['a', 'b'].map(name => cluster.subscribe('n2', 'topic', name, 'group').probe)
  cluster.awaitCount(4)
  const received = (probes: typeof actors) => {
    cluster.network.advance(50)
    return probes.map(({ pending }) => pending)
  }
  return {
    cluster,
    send: (message: number, localAffinity = false) =>
      cluster.tell('n1', { type: 'Send', path, message, localAffinity }),
    publish: (message: number) =>
      cluster.tell('n1', { type: 'Publish', topic: 'topic', message, sendOneMessageToEachGroup: true }),
    sent: () => received(actors),
    published: () => received(members),
  }
}

describe('the routing logic of a mediator', () => {
  test('round-robin sends to one registered actor after the other, and to the local one with localAffinity (PS-9, PS-11)', () => {
    const { send, sent } = clusterWith('round-robin')
    for (let i = 1; i <= 4; i++) send(i)
    expect(sent()).toEqual([
      [1, 3],
      [2, 4],
    ])
    for (let i = 5; i <= 7; i++) send(i, true)
    expect(sent()[0]).toEqual([1, 3, 5, 6, 7])
  })

  test('round-robin publishes to one member of a group after the other (PS-8, PS-11)', () => {
    const { publish, published } = clusterWith('round-robin')
    for (let i = 1; i <= 4; i++) publish(i)
    expect(published()).toEqual([
      [1, 3],
      [2, 4],
    ])
  })

  test('broadcast sends to every registered actor and to every member of a group (PS-9, PS-11)', () => {
    const { send, publish, sent, published } = clusterWith('broadcast')
    send(1)
    publish(2)
    expect(sent()).toEqual([[1], [1]])
    expect(published()).toEqual([[2], [2]])
  })

  test.each(['random', 'round-robin', 'broadcast'] as const)(
    '%s leaves one dead letter for a path that nobody registered (PS-12)',
    routingLogic => {
      const { cluster } = clusterWith(routingLogic)
      cluster.tell('n1', { type: 'Send', path: '/user/nobody', message: { type: 'Lost' } })
      cluster.network.advance(10)
      expect(cluster.network.eventsOf('DeadLetter').filter(({ label }) => label === 'Lost')).toHaveLength(1)
    },
  )
})

describe('a mediator with a role', () => {
  /** n1 and n2 have the role, n3 has not. */
  const cluster = () => {
    const made = new PubSubCluster({
      settings: { pubSub: { ...fastProfile.pubSub, role: 'hub' } },
      setup: system => DistributedPubSub.get(system),
    })
    made.start('n1', { roles: ['hub'] })
    made.start('n2', { roles: ['hub'] })
    made.start('n3', { roles: ['edge'] })
    made.awaitAgreement()
    made.network.advance(3000)
    return made
  }

  test('runs on the members with that role only, and exchanges registrations with those only (PS-1)', () => {
    const made = cluster()
    made.tell('n1', { type: 'Put', ref: made.forwarder('n1', 'a').ref })
    made.awaitCount(1, ['n1', 'n2'])
    expect(made.network.node('n3').system.find('/system/distributedPubSubMediator')).toBeNull()
    const gossip = made.network.eventsOf('MessageSent').filter(({ label }) => label === 'Status')
    expect(gossip.length).toBeGreaterThan(0)
    expect(gossip.filter(({ node, toNode }) => node === 'n3' || toNode === 'n3')).toEqual([])
  })

  test('is dead letters on another member', () => {
    const made = cluster()
    const subscriber = made.forwarder('n3', 's').ref
    made.tell('n3', { type: 'Subscribe', topic: 'topic', subscriber })
    made.network.advance(3000)
    const lost = made.network.eventsOf('DeadLetter').filter(({ label }) => label === 'Subscribe')
    expect(lost).toMatchObject([{ node: 'n3', to: '/deadLetters' }])
    expect(made.count('n1')).toBe(0)
  })
})

describe('an envelope for a router', () => {
  test('reaches the receiver as it is: by a local path, a path, all, a topic and a group [C-303]', () => {
    const { cluster, sent, published } = clusterWith('round-robin')
    const subscriber = cluster.subscribe('n2', 'other', 'c').probe
    const only = cluster.forwarder('n2', 'only')
    cluster.tell('n2', { type: 'Put', ref: only.ref })
    cluster.awaitCount(6)
    for (const message of [Routers.broadcast('news'), Routers.hashable('news', 'key')]) {
      cluster.tell('n1', { type: 'Send', path, message, localAffinity: true })
      cluster.tell('n1', { type: 'SendToAll', path, message, allButSelf: true })
      cluster.tell('n1', { type: 'Send', path: '/user/only', message })
      cluster.tell('n1', { type: 'Publish', topic: 'other', message })
      cluster.tell('n1', { type: 'Publish', topic: 'topic', message, sendOneMessageToEachGroup: true })
      cluster.network.advance(100)
    }
    const received = [...sent(), only.probe.pending, subscriber.pending, published().flat()]
    expect(received.map(({ length }) => length)).toEqual([2, 2, 2, 2, 2])
    for (const messages of received)
      for (const message of messages) {
        expect(isRouterEnvelope(message)).toBe(true)
        expect(message).toMatchObject({ message: 'news' })
      }
  })
})

test('consistent hashing is refused as the routing logic of a mediator, with what to choose [C-303]', () => {
  expect(() => new MediatorRouting('consistent-hashing' as never, seededRandom('routing'))).toThrow(
    'The mediator cannot route by [consistent-hashing]. Choose random, round-robin, broadcast.',
  )
})
