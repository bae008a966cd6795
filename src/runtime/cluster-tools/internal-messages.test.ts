import { describe, expect, test } from 'vitest'
import type { ActorRef } from '../actor/api/actor-ref.ts'
import { Behaviors } from '../actor/authoring/behaviors.ts'
import { ClusterClient } from './client/cluster-client.ts'
import { ClusterClientReceptionist } from './client/cluster-client-receptionist.ts'
import { topicMessageTypes } from './pub-sub/topic-messages.ts'
import { nodes } from './testkit/pub-sub-cluster.ts'
import { SingletonCluster } from './testkit/singleton-cluster.ts'

/** Every `type` of the internal messages of cluster tools, and of cluster events. */
const internalTypes = [
  ...topicMessageTypes,
  ...['Topic.Register', 'Topic.Subscribed', 'Topic.Unsubscribed'],
  ...['Status', 'Delta', 'GossipTick', 'PruneTick'],
  ...['HandOverToMe', 'HandOverInProgress', 'HandOverDone', 'TakeOverFromMe'],
  ...['SelfUp', 'PhaseExiting', 'DelayedMemberRemoved', 'HandOverRetry', 'TakeOverRetry', 'Cleanup'],
  ...['LeaseRetry', 'LeaseAcquired', 'LeaseNotAcquired', 'LeaseLost', 'LeaseFreed'],
  ...['ActorIdentity', 'IdentifyTick'],
  ...['GetContacts', 'Heartbeat', 'HeartbeatRsp', 'Contacts', 'ReceptionistShutdown', 'CheckDeadlines'],
  ...['RefreshContactsTick', 'HeartbeatTick', 'ReconnectTimeout'],
  ...['ResponseTunnel.KeepAlive', 'ResponseTunnel.Idle'],
  ...['CurrentClusterState', 'MemberUp', 'MemberWeaklyUp', 'MemberLeft', 'MemberExited', 'MemberDowned'],
  ...['MemberRemoved', 'DeadLetter', 'PoisonPill'],
]

/** A user's message with an internal type and all fields that the internal message would have. */
const forged = (type: string, self: ActorRef<unknown>, address: string) => ({
  type,
  from: address,
  isReply: false,
  versions: {},
  buckets: [],
  members: [],
  member: { uniqueAddress: { address, uid: 1 }, status: 'Removed', upNumber: 1, roles: [] },
  node: { address, uid: 1 },
  topic: 'topic',
  group: self,
  client: self,
  ref: self,
  correlationId: 1,
  contactPoints: [`${address}/user/evil`],
  receptionist: `${address}/system/receptionist`,
  count: 1,
})

describe('a user message with an internal type', () => {
  test('is unhandled by mediator and receptionist, from its own node and from another one', () => {
    const cluster = nodes(2)
    for (const id of ['n1', 'n2']) ClusterClientReceptionist.get(cluster.network.node(id).system)
    cluster.network.advance(100)
    const { ref } = cluster.forwarder('n1', 'a')
    for (const path of ['/system/distributedPubSubMediator', '/system/receptionist']) {
      for (const from of ['n1', 'n2']) {
        const before = cluster.network.eventsOf('MessageUnhandled', 'n1').length
        const target = cluster.network
          .node(from)
          .system.resolve<unknown>(cluster.network.addressOf('n1') + path)
        for (const type of internalTypes) target.tell(forged(type, ref, cluster.network.addressOf('n1')))
        cluster.network.advance(1000)
        const unhandled = cluster.network.eventsOf('MessageUnhandled', 'n1').slice(before)
        expect(unhandled.map(event => event.label)).toEqual(internalTypes)
      }
    }
    // Mediator and receptionist still work, without any new entry.
    cluster.subscribe('n1', 'news', 'reader')
    expect(cluster.topics('n1')).toEqual(['news'])
    expect(cluster.count('n1')).toBe(1)
    expect(cluster.network.eventsOf('ActorFailed')).toEqual([])
  })

  test('is forwarded to the subscribers by a topic and by its group', () => {
    const cluster = nodes(2)
    const direct = cluster.subscribe('n1', 'news', 'direct')
    const grouped = cluster.subscribe('n1', 'news', 'grouped', 'g')
    cluster.network.advance(5000)
    for (const type of internalTypes) {
      const message = { type, ref: direct.ref }
      cluster.tell('n2', { type: 'Publish', topic: 'news', message })
      cluster.tell('n2', { type: 'Publish', topic: 'news', message, sendOneMessageToEachGroup: true })
    }
    cluster.network.advance(1000)
    const typesAt = (messages: readonly unknown[]) => messages.map(each => (each as { type: string }).type)
    expect(typesAt(direct.probe.receiveMessages(internalTypes.length))).toEqual(internalTypes)
    expect(typesAt(grouped.probe.receiveMessages(internalTypes.length))).toEqual(internalTypes)
    expect(cluster.subscriberCount('n1', 'news')).toBe(1)
  })

  test('is unhandled by a singleton manager and forwarded to the singleton by a proxy', () => {
    const cluster = new SingletonCluster()
    cluster.startWorker('n1')
    cluster.startOther('n2')
    cluster.awaitAgreement(['n1', 'n2'])
    expect(cluster.ask('n2')).toBe('n1')
    const { system } = cluster.network.node('n2')
    const probe = cluster.probe<unknown>('n2')
    const unhandledBy = (actor: string) =>
      cluster.network
        .eventsOf('MessageUnhandled', 'n1')
        .filter(event => event.actor.split('#')[0] === actor)
        .map(event => event.label)
    const manager = system.resolve<unknown>(`${cluster.network.addressOf('n1')}/user/master`)
    for (const type of internalTypes) manager.tell(forged(type, probe.ref, cluster.network.addressOf('n2')))
    cluster.network.advance(1000)
    expect(unhandledBy('/user/master')).toEqual(internalTypes)
    // No instance was stopped or started, and the present one still replies.
    expect(cluster.ask('n2')).toBe('n1')
    const proxy = system.resolve<unknown>('/user/masterProxy')
    for (const type of internalTypes) proxy.tell(forged(type, probe.ref, cluster.network.addressOf('n2')))
    cluster.network.advance(1000)
    const received = cluster.network
      .eventsOf('MessageDelivered', 'n1')
      .filter(event => event.to.startsWith('/user/master/singleton#'))
      .map(event => event.label)
    expect(received.filter(label => label !== 'Ping')).toEqual(internalTypes)
    expect(cluster.ask('n2')).toBe('n1')
    expect(cluster.maxConcurrentInstances()).toBe(1)
  })

  test('is unhandled by a client and returned as a reply through the tunnel', () => {
    const cluster = nodes(1)
    const n1 = cluster.network.node('n1').system
    const service = n1.spawn(
      Behaviors.receiveMessage<{ readonly replyTo: ActorRef<unknown> }>(({ replyTo }) => {
        for (const type of internalTypes) replyTo.tell({ type })
        return Behaviors.same
      }),
      'service',
    )
    ClusterClientReceptionist.get(n1).registerService(service)
    let client: ActorRef<unknown> | null = null
    cluster.network.addNode('client', {
      kind: 'client',
      setup: system => {
        const initialContacts = [`${cluster.network.addressOf('n1')}/system/receptionist`]
        client = system.spawn(ClusterClient.create({ initialContacts }), 'client') as ActorRef<unknown>
      },
    })
    cluster.network.advance(5000)
    const probe = cluster.probe<unknown>('client')
    for (const type of internalTypes)
      client!.tell(forged(type, probe.ref, cluster.network.addressOf('client')))
    cluster.network.advance(100)
    expect(cluster.network.eventsOf('MessageUnhandled', 'client').map(event => event.label)).toEqual(
      internalTypes,
    )
    for (let round = 1; round <= 2; round++) {
      client!.tell({ type: 'Send', path: '/user/service', message: { replyTo: probe.ref } })
      const replies = probe.receiveMessages(internalTypes.length, 5000)
      expect(replies).toEqual(internalTypes.map(type => ({ type })))
    }
  })
})

test('a user message to a cluster actor is unhandled, whatever its type', () => {
  const types = [
    ...['InitJoin', 'Join', 'Welcome', 'GossipStatus', 'GossipEnvelope', 'ExitingConfirmed'],
    ...['JoinSeedNodes', 'JoinTo', 'IncompatibleConfiguration', 'Leave', 'Down', 'ExitingCompleted'],
    ...['GossipTick', 'GossipSpeedupTick', 'LeaderActionsTick', 'ReapUnreachableTick'],
    ...['Heartbeat', 'HeartbeatRsp', 'HeartbeatTick', 'ExpectedFirstHeartbeat', 'DowningTick'],
    ...['Publish', 'Subscribe', 'Unsubscribe', 'UnreachableTimeout', 'MemberRemoved', 'LeaderChanged'],
    ...['BeginPhase', 'TaskDone', 'PhaseTimedOut'],
  ]
  const cluster = nodes(2)
  const n1 = cluster.network.node('n1').system
  for (const path of [
    '/system/coordinatedShutdown',
    '/system/cluster/heartbeatReceiver',
    '/system/cluster/core/publisher',
    '/system/cluster/core/daemon',
    '/system/cluster/core/daemon/heartbeatSender',
    '/system/cluster/core/daemon/downingProvider',
  ]) {
    const before = cluster.network.eventsOf('MessageUnhandled', 'n1').length
    const target = n1.resolve<unknown>(path)
    for (const type of types) {
      target.tell({
        ...forged(type, n1.deadLetters, cluster.network.addressOf('n2')),
        phase: 'cluster-leave',
      })
    }
    cluster.network.advance(1000)
    const unhandled = cluster.network.eventsOf('MessageUnhandled', 'n1').slice(before)
    expect(unhandled.map(event => event.label)).toEqual(types)
  }
  cluster.network.advance(20000)
  expect(cluster.statusOf('n2', 'n1')).toBe('Up')
  expect(cluster.statusOf('n1', 'n2')).toBe('Up')
})

test('a user message with the wire name of the toolkit’s brand is rejected when it leaves its system', () => {
  const cluster = nodes(2)
  const target = cluster.network
    .node('n2')
    .system.resolve<unknown>(`${cluster.network.addressOf('n1')}/system/distributedPubSubMediator`)
  expect(() => target.tell({ $toolkit: { type: 'Status' } })).toThrow('a reserved field name')
})
