import { describe, expect, test } from 'vitest'
import type { ActorRef } from '../actor/api/actor-ref.ts'
import { Behaviors } from '../actor/authoring/behaviors.ts'
import type { ClusterClientsEvent, ContactPointsMessage } from './client/client-messages.ts'
import { ClusterClient } from './client/cluster-client.ts'
import { ClusterClientReceptionist } from './client/cluster-client-receptionist.ts'
import { nodes, type PubSubCluster } from './testkit/pub-sub-cluster.ts'
import { type Pong, type SingletonCluster, workers } from './testkit/singleton-cluster.ts'

/** Lets the actor at the path fail with its next message and checks that it is restarted. */
function fail(cluster: PubSubCluster | SingletonCluster, id: string, path: string): void {
  const before = cluster.network.eventsOf('ActorRestarted', id).length
  const error = { fault: 'error', error: 'Boom', times: 1, during: 'message' } as const
  cluster.network.command(id, { type: 'FailNext', participant: id, actor: path, ...error })
  const target = cluster.network.node(id).system.resolve<unknown>(path)
  target.tell({ type: 'Nothing' })
  cluster.network.advance(1)
  expect(
    cluster.network
      .eventsOf('ActorRestarted', id)
      .slice(before)
      .map(event => event.actor.split('#')[0]),
  ).toEqual([path])
}

const mediator = '/system/distributedPubSubMediator'

describe('a restarted mediator', () => {
  test('keeps registrations and subscriptions and continues gossip', () => {
    const cluster = nodes(2)
    const reader = cluster.subscribe('n1', 'news', 'reader')
    const grouped = cluster.subscribe('n1', 'news', 'grouped', 'g')
    const service = cluster.forwarder('n1', 'service')
    cluster.tell('n1', { type: 'Put', ref: service.ref })
    cluster.awaitCount(3)
    fail(cluster, 'n1', mediator)
    fail(cluster, 'n2', mediator)
    cluster.tell('n2', { type: 'Publish', topic: 'news', message: 'one' })
    reader.probe.expectMessage('one')
    cluster.tell('n2', { type: 'Publish', topic: 'news', message: 'two', sendOneMessageToEachGroup: true })
    grouped.probe.expectMessage('two')
    cluster.tell('n2', { type: 'Send', path: '/user/service', message: 'three' })
    service.probe.expectMessage('three')
    cluster.subscribe('n2', 'later', 'late')
    cluster.awaitCount(4)
    cluster.tell('n1', { type: 'Publish', topic: 'later', message: 'four' })
  })

  test('removes a node whose MemberRemoved was lost in the failure', () => {
    const cluster = nodes(2)
    cluster.tell('n2', { type: 'Put', ref: cluster.forwarder('n2', 'b').ref })
    cluster.awaitCount(1)
    cluster.kill('n2')
    cluster.awaitUntil('[n2] is down', () => cluster.statusOf('n2', 'n1') === 'Down', 20000)
    cluster.network.command('n1', {
      type: 'FailNext',
      participant: 'n1',
      actor: mediator,
      fault: 'error',
      error: 'Boom',
      times: 1,
      during: 'message',
    })
    cluster.awaitUntil('[n2] is removed', () => cluster.statusOf('n2', 'n1') === 'Removed', 20000)
    cluster.network.advance(3000)
    expect(cluster.network.eventsOf('ActorFailed', 'n1').map(event => event.label)).toEqual(['MemberRemoved'])
    expect(cluster.network.node('n1').running).toBe(true)
    expect(cluster.count('n1')).toBe(0)
  })

  test('accepts a lone surrogate as a topic without a failure', () => {
    const cluster = nodes(2)
    const reader = cluster.subscribe('n1', '\ud83d', 'reader')
    cluster.network.advance(3000)
    cluster.tell('n2', { type: 'Publish', topic: '\ud83d', message: 'one' })
    reader.probe.expectMessage('one')
    expect(cluster.topics('n2')).toEqual(['\ud83d'])
    expect(cluster.network.eventsOf('ActorFailed')).toEqual([])
  })

  test('still stops when its node leaves', () => {
    const cluster = nodes(2)
    fail(cluster, 'n1', mediator)
    cluster.leave('n1')
    cluster.awaitUntil('[n1] has ended', () => !cluster.network.node('n1').running, 15000)
    expect(cluster.network.node('n1').ended).toBe('left')
  })
})

describe('a restarted topic', () => {
  test.each([`${mediator}/news`, `${mediator}/news/g`])('keeps its subscribers, %s', path => {
    const cluster = nodes(2)
    const direct = cluster.subscribe('n1', 'news', 'direct')
    const grouped = cluster.subscribe('n1', 'news', 'grouped', 'g')
    cluster.awaitCount(2)
    fail(cluster, 'n1', path)
    cluster.tell('n2', { type: 'Publish', topic: 'news', message: 'one' })
    direct.probe.expectMessage('one')
    cluster.tell('n2', { type: 'Publish', topic: 'news', message: 'two', sendOneMessageToEachGroup: true })
    grouped.probe.expectMessage('two')
    cluster.subscribe('n1', 'news', 'later', 'g')
    expect(cluster.subscriberCount('n1', 'news')).toBe(1)
  })

  test('is in trace and log with its path below /system', () => {
    const cluster = nodes(1)
    cluster.subscribe('n1', 'news', 'reader')
    fail(cluster, 'n1', `${mediator}/news`)
    const [failed] = cluster.network.eventsOf('ActorFailed', 'n1')
    expect(failed).toMatchObject({ decision: 'restart', label: 'Nothing', error: { name: 'Boom' } })
    const logged = cluster.network.eventsOf('Logged', 'n1').find(event => event.actor === failed!.actor)
    expect(logged).toMatchObject({ level: 'error', actor: expect.stringContaining(`${mediator}/news#`) })
  })
})

describe('after the restart of a receptionist, tunnel or client', () => {
  const connected = () => {
    const cluster = nodes(1)
    const n1 = cluster.network.node('n1').system
    const service = n1.spawn(
      Behaviors.receiveMessage<{ readonly n: number; readonly replyTo: ActorRef<number> }>(
        ({ n, replyTo }) => {
          replyTo.tell(n)
          return Behaviors.same
        },
      ),
      'service',
    )
    const { underlying } = ClusterClientReceptionist.get(n1)
    ClusterClientReceptionist.get(n1).registerService(service)
    const refs: { client?: ReturnType<typeof spawnClient> } = {}
    const initialContacts = [`${cluster.network.addressOf('n1')}/system/receptionist`]
    const spawnClient = (system: typeof n1) =>
      system.spawn(ClusterClient.create({ initialContacts }), 'client')
    cluster.network.addNode('client', {
      kind: 'client',
      setup: system => {
        refs.client = spawnClient(system)
      },
    })
    cluster.network.advance(5000)
    const probe = cluster.probe<number>('client')
    let n = 0
    const ask = () => {
      refs.client!.tell({
        type: 'Send',
        path: '/user/service',
        message: { n: ++n, replyTo: probe.ref },
        localAffinity: true,
      })
      expect(probe.receiveMessage(10000)).toBe(n)
    }
    ask()
    return { cluster, ask, underlying, client: refs.client! }
  }

  test('the receptionist keeps its clients and their subscribers', () => {
    const { cluster, ask, underlying } = connected()
    const events = cluster.probe<ClusterClientsEvent>('n1')
    underlying.tell({ type: 'SubscribeClusterClients', subscriber: events.ref })
    expect(events.receiveMessage()).toMatchObject({ type: 'ClusterClients', clients: [{}] })
    fail(cluster, 'n1', '/system/receptionist')
    ask()
    expect(cluster.network.eventsOf('ClientDisconnected', 'client')).toEqual([])
    cluster.kill('client')
    expect(events.receiveMessage(30000)).toMatchObject({ type: 'ClusterClientUnreachable' })
  })

  test('the tunnel still forwards replies', () => {
    const { cluster, ask } = connected()
    const tunnels = cluster.network.node('n1').system.findCell('/system/receptionist')!.children!
    const [tunnel] = [...tunnels.values()]
    cluster.network.command('n1', {
      type: 'FailNext',
      participant: 'n1',
      actor: tunnel!.plainPath,
      fault: 'error',
      error: 'Boom',
      times: 1,
      during: 'message',
    })
    cluster.network.node('n1').system.resolve<unknown>(tunnel!.plainPath).tell({ type: 'Lost' })
    cluster.network.advance(10)
    expect(cluster.network.eventsOf('ActorRestarted', 'n1')).toHaveLength(1)
    ask()
  })

  test('the client reconnects and keeps the subscribers of its contact points', () => {
    const { cluster, ask, client } = connected()
    const points = cluster.probe<ContactPointsMessage>('client')
    client.tell({ type: 'SubscribeContactPoints', subscriber: points.ref })
    expect(points.receiveMessage()).toMatchObject({ type: 'ContactPoints' })
    fail(cluster, 'client', '/user/client')
    ask()
    cluster.start('n2', { setup: system => ClusterClientReceptionist.get(system) })
    expect(points.receiveMessage(90000)).toMatchObject({ type: 'ContactPointAdded' })
  })
})

describe('after the restart of a singleton’s manager or proxy', () => {
  test('the manager has stopped its instance and started another one, which proxies find', () => {
    const cluster = workers(3)
    expect(cluster.ask('n3')).toBe('n1')
    fail(cluster, 'n1', '/user/master')
    expect(cluster.ask('n3', 10000)).toBe('n1')
    expect(cluster.maxConcurrentInstances()).toBe(1)
    cluster.leave('n1')
    cluster.awaitUntil('the instance is on [n2]', () => cluster.live().join() === 'n2', 20000)
    expect(cluster.ask('n3', 10000)).toBe('n2')
  })

  test('a younger manager still takes over later', () => {
    const cluster = workers(2)
    fail(cluster, 'n2', '/user/master')
    cluster.leave('n1')
    cluster.awaitUntil('the instance is on [n2]', () => cluster.live().join() === 'n2', 20000)
    expect(cluster.maxConcurrentInstances()).toBe(1)
  })

  test('the proxy keeps its buffered messages and finds the instance', () => {
    const cluster = workers(3)
    cluster.kill('n1')
    cluster.network.advance(100)
    const probe = cluster.probe<Pong>('n3')
    for (let n = 1; n <= 3; n++)
      cluster.tell('n3', '/user/masterProxy', { type: 'Ping', n, replyTo: probe.ref })
    cluster.awaitUntil('[n1] is removed', () => cluster.statusOf('n1', 'n3') === 'Removed', 20000)
    for (let n = 4; n <= 6; n++)
      cluster.tell('n3', '/user/masterProxy', { type: 'Ping', n, replyTo: probe.ref })
    cluster.network.advance(1)
    fail(cluster, 'n3', '/user/masterProxy')
    expect(probe.receiveMessages(3, 20000).map(pong => pong.n)).toEqual([4, 5, 6])
  })
})

describe('after the failure of a cluster actor', () => {
  const daemon = '/system/cluster/core/daemon'

  test.each(['/system/cluster/heartbeatReceiver', `${daemon}/heartbeatSender`])(
    'its node stays reachable, and crashes are still detected, %s',
    path => {
      const cluster = nodes(3)
      for (const id of ['n1', 'n2', 'n3']) fail(cluster, id, path)
      cluster.network.advance(30000)
      expect(cluster.network.eventsOf('MemberUnreachable')).toEqual([])
      cluster.kill('n3')
      cluster.awaitUntil('[n3] is removed', () => cluster.statusOf('n3', 'n1') === 'Removed', 30000)
    },
  )

  test('the restarted downing provider downs a node that crashes later', () => {
    const cluster = nodes(3)
    for (const id of ['n1', 'n2', 'n3']) fail(cluster, id, `${daemon}/downingProvider`)
    cluster.kill('n3')
    cluster.awaitUntil('[n3] is removed', () => cluster.statusOf('n3', 'n1') === 'Removed', 30000)
  })

  test('the node of a failed daemon shuts down, without a restart [DO-7]', () => {
    const cluster = nodes(3)
    const error = { fault: 'error', error: 'Boom', times: 1, during: 'message' } as const
    cluster.network.command('n3', { type: 'FailNext', participant: 'n3', actor: daemon, ...error })
    cluster.awaitUntil('[n3] has ended', () => !cluster.network.node('n3').running, 10000)
    expect(cluster.network.eventsOf('ActorFailed', 'n3')).toMatchObject([{ decision: 'stop' }])
    expect(cluster.network.node('n3').ended).toBe('downed')
  })
})
