import { describe, expect, test } from 'vitest'
import type { ActorRef } from '../../actor/api/actor-ref.ts'
import { Behaviors } from '../../actor/authoring/behaviors.ts'
import { type ClusterSettings, pekkoDefaults } from '../../cluster/cluster-settings.ts'
import { TestCluster } from '../../testkit/test-cluster.ts'
import type { TestProbe } from '../../testkit/test-probe.ts'
import { numberedIds, seeds } from '../testkit/numbered-ids.ts'
import type { ClusterClientCommand, ClusterClientsEvent, ContactPointsMessage } from './client-messages.ts'
import { ClusterClient } from './cluster-client.ts'
import { ClusterClientReceptionist } from './cluster-client-receptionist.ts'

interface Reply {
  readonly at: string
  readonly n: number
}
interface Request {
  readonly type: 'Ask'
  readonly n: number
  readonly replyTo: ActorRef<Reply>
}

class ClientCluster extends TestCluster {
  client: ActorRef<ClusterClientCommand> | null = null
  private requestCount = 0

  /** Starts a node with a registered `/user/service`, which replies with the id of its node. */
  startService(id: string, roles: readonly string[] = []): void {
    this.start(id, {
      roles,
      setup: system => {
        const service = system.spawn(
          Behaviors.receiveMessage<Request>(request => {
            request.replyTo.tell({ at: id, n: request.n })
            return Behaviors.same
          }),
          'service',
        )
        ClusterClientReceptionist.get(system).registerService(service)
      },
    })
  }

  connect(contacts: readonly string[], settings: Partial<ClusterSettings['client']> = {}): void {
    this.network.addNode('client', {
      kind: 'client',
      setup: system => {
        this.client = system.spawn(
          ClusterClient.create({
            initialContacts: contacts.map(id => this.receptionist(id)),
            settings: { ...pekkoDefaults.client, ...settings },
          }),
          'client',
        )
      },
    })
  }

  receptionist(id: string): string {
    return `${this.network.addressOf(id)}/system/receptionist`
  }

  tell(command: ClusterClientCommand): void {
    this.client?.tell(command)
  }

  send(replyTo: ActorRef<Reply>, localAffinity = true): number {
    const n = ++this.requestCount
    this.tell({ type: 'Send', path: '/user/service', message: { type: 'Ask', n, replyTo }, localAffinity })
    return n
  }

  /** Sends a request and returns the id of the node that replied. */
  ask(withinMs = 3000): string {
    const probe = this.probe<Reply>('client')
    const n = this.send(probe.ref)
    const reply = probe.receiveMessage(withinMs)
    expect(reply.n).toBe(n)
    return reply.at
  }

  get contact(): string | null {
    const connected = this.network.eventsOf('ClientConnected', 'client').at(-1)?.receptionist
    return connected === undefined ? null : connected.slice('pekko://test@'.length).split(':')[0]!
  }

  awaitConnected(withinMs = 10000): string {
    this.awaitUntil('the client is connected', () => this.contact !== null, withinMs)
    return this.contact!
  }
}

const nodes = (count: number, settings: Partial<ClusterSettings> = {}) => {
  const cluster = new ClientCluster({ seeds, settings })
  for (const id of numberedIds(count)) cluster.startService(id)
  cluster.awaitAgreement()
  cluster.network.advance(3000)
  return cluster
}

describe('a cluster client', () => {
  test('connects to a receptionist with Pekko’s log text and receives replies', () => {
    const cluster = nodes(3)
    cluster.connect(['n1', 'n2'])
    const contact = cluster.awaitConnected()
    expect(cluster.network.eventsOf('Logged', 'client').map(event => event.text)).toContain(
      `Connected to [${cluster.receptionist(contact)}]`,
    )
    expect(cluster.ask()).toBe(contact)
  })

  test('buffers messages until it is connected and sends them in order (CC-3, CC-4)', () => {
    const cluster = nodes(1)
    cluster.connect(['n1'])
    const probe = cluster.probe<Reply>('client')
    for (let i = 0; i < 30; i++) cluster.send(probe.ref)
    expect(cluster.contact).toBe(null)
    expect(probe.receiveMessages(30).map(reply => reply.n)).toEqual(
      Array.from({ length: 30 }, (_, i) => i + 1),
    )
  })

  test('finds receptionists on the members with their role only, and reaches services of the others (CC-8)', () => {
    const cluster = new ClientCluster({
      seeds,
      settings: { client: { ...pekkoDefaults.client, receptionistRole: 'front' } },
    })
    cluster.startService('n1')
    cluster.startService('n2', ['front'])
    cluster.startService('n3', ['front'])
    cluster.awaitAgreement()
    cluster.network.advance(3000)
    expect(cluster.network.node('n1').system.find('/system/receptionist')).toBeNull()
    cluster.connect(['n1', 'n2'])
    expect(['n2', 'n3']).toContain(cluster.awaitConnected())
    const contacts = cluster.network.eventsOf('MessageSent').filter(({ label }) => label === 'Contacts')
    expect(contacts.length).toBeGreaterThan(0)
    for (const { body = '' } of contacts) expect(body).not.toContain(cluster.receptionist('n1'))
    const probe = cluster.probe<Reply>('client')
    for (let i = 0; i < 30; i++) cluster.send(probe.ref, false)
    expect(new Set(probe.receiveMessages(30).map(({ at }) => at))).toContain('n1')
  })

  test('traces the message that a full buffer drops', () => {
    const cluster = new ClientCluster({ seeds })
    cluster.connect(['n1'], { bufferSize: 1 })
    const probe = cluster.probe<Reply>('client')
    for (let i = 0; i < 3; i++) cluster.send(probe.ref)
    cluster.network.advance(10)
    expect(cluster.network.eventsOf('MessageDropped', 'client').map(({ label }) => label)).toEqual([
      'Ask',
      'Ask',
    ])
  })

  test('requests contacts until an initial contact replies (CC-2)', () => {
    const cluster = new ClientCluster({ seeds })
    cluster.connect(['n1'])
    const probe = cluster.probe<Reply>('client')
    cluster.network.advance(20000)
    cluster.send(probe.ref)
    cluster.startService('n1')
    cluster.awaitAgreement(['n1'])
    expect(probe.receiveMessage(6000).at).toBe('n1')
  })

  test('reaches all services with SendToAll and exactly one with Send [C-306]', () => {
    const cluster = nodes(2)
    cluster.connect(['n1', 'n2'])
    cluster.awaitConnected()
    const probe = cluster.probe<Reply>('client')
    cluster.tell({
      type: 'SendToAll',
      path: '/user/service',
      message: { type: 'Ask', n: 7, replyTo: probe.ref },
    })
    cluster.network.advance(100)
    expect(probe.pending.map(reply => reply.at).sort()).toEqual(['n1', 'n2'])
    const one = cluster.probe<Reply>('client')
    cluster.send(one.ref, false)
    cluster.network.advance(100)
    expect(one.pending).toHaveLength(1)
  })

  test('publishes to subscribers on all nodes', () => {
    const cluster = nodes(2)
    cluster.connect(['n1'])
    cluster.awaitConnected()
    const probes = ['n1', 'n2'].map(id => {
      const probe = cluster.probe<unknown>(id)
      ClusterClientReceptionist.get(cluster.network.node(id).system).registerSubscriber('news', probe.ref)
      return probe
    })
    cluster.network.advance(5000)
    cluster.tell({ type: 'Publish', topic: 'news', message: { type: 'News' } })
    for (const probe of probes) expect(probe.receiveMessage()).toEqual({ type: 'News' })
  })

  test('receives replies through a tunnel until that is idle; later replies are dead letters (CC-10)', () => {
    const cluster = nodes(1)
    const replyTos: ActorRef<string>[] = []
    const { system } = cluster.network.node('n1')
    const keeper = system.spawn(
      Behaviors.receiveMessage<{ readonly replyTo: ActorRef<string> }>(message => {
        replyTos.push(message.replyTo)
        return Behaviors.same
      }),
      'keeper',
    )
    ClusterClientReceptionist.get(system).registerService(keeper)
    cluster.connect(['n1'])
    cluster.awaitConnected()
    const probe = cluster.probe<string>('client')
    const ask = () => {
      cluster.tell({ type: 'Send', path: '/user/keeper', message: { type: 'Ask', replyTo: probe.ref } })
      cluster.network.advance(10)
    }
    ask()
    cluster.network.advance(20000)
    ask()
    expect(replyTos.map(ref => ref.path)).toEqual([replyTos[0]!.path, replyTos[0]!.path])
    expect(replyTos[0]!.path).toMatch(/^\/system\/receptionist\/\$/)
    replyTos[0]!.tell('one')
    replyTos[0]!.tell('two')
    probe.expectMessage('one')
    probe.expectMessage('two')
    cluster.network.advance(30100)
    replyTos[0]!.tell('late')
    probe.expectNoMessage()
    expect(cluster.network.eventsOf('DeadLetter', 'n1').map(event => event.to)).toContain(replyTos[0]!.path)
  })

  test('receives the reply to an ask through a tunnel that stops with it (CC-10)', () => {
    const cluster = nodes(1)
    const replies: unknown[] = []
    cluster.network.addNode('client', {
      kind: 'client',
      setup: system => {
        system.spawn(
          Behaviors.setup<unknown>(context => {
            const client = context.spawn(
              ClusterClient.create({ initialContacts: [cluster.receptionist('n1')] }),
              'client',
            )
            context.ask(
              client,
              (replyTo: ActorRef<Reply>) => ({
                type: 'Send' as const,
                path: '/user/service',
                message: { type: 'Ask', n: 1, replyTo },
                localAffinity: true,
              }),
              5000,
              reply => reply,
            )
            return Behaviors.receiveMessage(message => {
              replies.push(message)
              return Behaviors.same
            })
          }),
          'asker',
        )
      },
    })
    cluster.network.advance(1000)
    expect(replies).toEqual([{ at: 'n1', n: 1 }])
    const tunnel = '/system/receptionist/$a'
    expect(cluster.network.eventsOf('MessageSent', 'n1').map(event => event.to.split('#')[0])).toContain(
      tunnel,
    )
    expect(cluster.network.node('n1').system.find(tunnel)).toBe(null)
    const { path } = cluster.network.node('client').system.find('/user/asker')!
    const asker = cluster.network.addressOf('client') + path
    const replied = cluster.network.eventsOf('MessageSent', 'n1').filter(event => event.reply && event.asker)
    expect(replied.map(event => [event.from?.split('#')[0], event.asker, event.protocol])).toEqual([
      ['/user/service', asker, 'user'],
      [tunnel, asker, 'user'],
    ])
    const outgoing = cluster.network.eventsOf('MessageSent', 'client').filter(event => event.toNode === 'n1')
    expect(outgoing.find(event => event.label === 'Send')?.protocol).toBe('client')
    expect(outgoing.find(event => event.label === 'Heartbeat')).toMatchObject({
      protocol: 'client',
      periodic: true,
    })
  })

  test('without initial contacts fails', () => {
    const cluster = new ClientCluster({ seeds })
    cluster.connect([])
    cluster.network.advance(1)
    expect(cluster.network.eventsOf('ActorFailed', 'client')).toHaveLength(1)
  })
})

describe('a cluster client whose receptionist', () => {
  test('leaves gracefully gets its next reply from another node within 3 s [C-309]', () => {
    const cluster = nodes(3)
    cluster.connect(['n1', 'n2', 'n3'])
    const contact = cluster.awaitConnected()
    cluster.ask()
    cluster.leave(contact)
    cluster.awaitUntil('the node has ended', () => !cluster.network.node(contact).running, 15000)
    expect(cluster.ask(3000)).not.toBe(contact)
  })

  test('crashes loses contact after 15 s and connects to another one (CC-6)', () => {
    const cluster = nodes(3)
    cluster.connect(['n1', 'n2', 'n3'])
    const contact = cluster.awaitConnected()
    cluster.network.advance(5000)
    cluster.kill(contact)
    const killedAt = cluster.network.now
    cluster.awaitUntil('another one is connected', () => cluster.contact !== contact, 30000)
    const lost = cluster.network.eventsOf('ClientDisconnected').at(-1)!
    expect(lost.at - killedAt).toBeGreaterThan(12900)
    expect(lost.at - killedAt).toBeLessThan(17100)
    expect(lost.why).toBe(`Lost contact with [${cluster.receptionist(contact)}]`)
    expect(cluster.ask()).toBe(cluster.contact)
  })

  test('crashes with the other two that it was told of connects to none of the rest, although they were its initial contacts (CC-2)', () => {
    const cluster = nodes(5, { downing: { strategy: 'none' } })
    cluster.connect(numberedIds(5))
    cluster.awaitConnected()
    const probe = cluster.probe<ContactPointsMessage>('client')
    cluster.tell({ type: 'GetContactPoints', replyTo: probe.ref })
    const known = probe.receiveMessage()
    if (known.type !== 'ContactPoints') throw new Error(`Received [${known.type}].`)
    const told = numberedIds(5).filter(id => known.contactPoints.includes(cluster.receptionist(id)))
    for (const id of told) cluster.kill(id)
    cluster.network.advance(40_000)
    expect(cluster.running).toHaveLength(2)
    expect(cluster.network.eventsOf('ClientDisconnected', 'client')).toHaveLength(1)
    expect(cluster.network.eventsOf('ClientConnected', 'client')).toHaveLength(1)
  })

  test('crashes buffers its messages for the next one', () => {
    const cluster = nodes(2)
    cluster.connect(['n1', 'n2'])
    const contact = cluster.awaitConnected()
    cluster.network.freeze(contact === 'n1' ? 'n2' : 'n1')
    cluster.kill(contact)
    cluster.awaitUntil(
      'the client has lost contact',
      () => cluster.network.eventsOf('ClientDisconnected').length > 0,
      20000,
    )
    const probe = cluster.probe<Reply>('client')
    cluster.send(probe.ref)
    probe.expectNoMessage(100)
    cluster.network.thaw(contact === 'n1' ? 'n2' : 'n1')
    expect(probe.receiveMessage(6000).at).not.toBe(contact)
  })

  test('leaves together with all others stops after the reconnect time-out [C-310]', () => {
    const cluster = nodes(2)
    cluster.connect(['n1', 'n2'], { reconnectTimeoutMs: 3000 })
    cluster.awaitConnected()
    const probe = cluster.probe<unknown>('client')
    probe.watch(cluster.client!)
    cluster.leave('n1')
    cluster.leave('n2')
    cluster.awaitUntil('all nodes have ended', () => cluster.running.length === 0, 20000)
    probe.expectTerminated(cluster.client!, 10000)
  })
})

describe('the contact points of a client', () => {
  test('report an initial contact without receptionist as removed and the other nodes as added (CC-7) [C-308]', () => {
    const cluster = nodes(2)
    cluster.connect(['n1', 'nobody'])
    const probe = cluster.probe<ContactPointsMessage>('client')
    cluster.tell({ type: 'SubscribeContactPoints', subscriber: probe.ref })
    expect(probe.receiveMessage()).toEqual({
      type: 'ContactPoints',
      contactPoints: [cluster.receptionist('n1'), cluster.receptionist('nobody')],
    })
    expect(probe.receiveMessage()).toEqual({
      type: 'ContactPointAdded',
      contactPoint: cluster.receptionist('n2'),
    })
    expect(probe.receiveMessage()).toEqual({
      type: 'ContactPointRemoved',
      contactPoint: cluster.receptionist('nobody'),
    })
    cluster.tell({ type: 'GetContactPoints', replyTo: probe.ref })
    const now = probe.receiveMessage()
    expect(now.type === 'ContactPoints' && [...now.contactPoints].sort()).toEqual(
      ['n1', 'n2'].map(id => cluster.receptionist(id)),
    )
  })
})

describe('a receptionist', () => {
  const subscribeToClients = (cluster: ClientCluster, id: string): TestProbe<ClusterClientsEvent> => {
    const probe = cluster.probe<ClusterClientsEvent>(id)
    ClusterClientReceptionist.get(cluster.network.node(id).system).underlying.tell({
      type: 'SubscribeClusterClients',
      subscriber: probe.ref,
    })
    return probe
  }

  test('reports its present, new and unreachable clients (CC-11)', () => {
    const cluster = nodes(1)
    const early = subscribeToClients(cluster, 'n1')
    expect(early.receiveMessage()).toEqual({ type: 'ClusterClients', clients: [] })
    cluster.connect(['n1'])
    const up = early.receiveMessage()
    expect(up.type).toBe('ClusterClientUp')
    const late = subscribeToClients(cluster, 'n1').receiveMessage()
    expect(late.type === 'ClusterClients' && late.clients.map(client => client.path)).toEqual([
      `${cluster.network.addressOf('client')}${cluster.client!.path}`,
    ])
    cluster.network.advance(60000)
    expect(early.pending).toEqual([])
    cluster.network.kill('client')
    expect(early.receiveMessage(20000).type).toBe('ClusterClientUnreachable')
    expect(cluster.network.eventsOf('ClientsChanged').map(event => event.clients.length)).toEqual([1, 0])
  })

  test('returns at most three contacts in a cluster of five (CC-9)', () => {
    const cluster = nodes(5)
    cluster.connect(['n1'])
    cluster.awaitConnected()
    const probe = cluster.probe<ContactPointsMessage>('client')
    cluster.tell({ type: 'GetContactPoints', replyTo: probe.ref })
    const now = probe.receiveMessage()
    expect(now.type === 'ContactPoints' && now.contactPoints.length).toBe(3)
  })
})
