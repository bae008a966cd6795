import { describe, expect, test } from 'vitest'
import type { ActorRef } from '../../actor/actor-ref.ts'
import { Behaviors } from '../../actor/behaviors.ts'
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
  private asked = 0

  /** `/user/service` on every node, registered, answers with where it lives. */
  serve(id: string): void {
    this.start(id, {
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
    const n = ++this.asked
    this.tell({ type: 'Send', path: '/user/service', message: { type: 'Ask', n, replyTo }, localAffinity })
    return n
  }

  /** Asks and answers which node replied. */
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

  untilConnected(withinMs = 10000): string {
    this.awaitUntil('the client is connected', () => this.contact !== null, withinMs)
    return this.contact!
  }
}

const nodes = (count: number) => {
  const cluster = new ClientCluster({ seeds })
  for (const id of numberedIds(count)) cluster.serve(id)
  cluster.awaitAgreement()
  cluster.network.advance(3000)
  return cluster
}

describe('A client', () => {
  test('connects to a receptionist, says so in Pekko’s words, and gets its answers', () => {
    const cluster = nodes(3)
    cluster.connect(['n1', 'n2'])
    const contact = cluster.untilConnected()
    expect(cluster.network.eventsOf('Logged', 'client').map(event => event.text)).toContain(
      `Connected to [${cluster.receptionist(contact)}]`,
    )
    expect(cluster.ask()).toBe(contact)
  })

  test('keeps what it gets before it is connected, and sends it in order (CC-3, CC-4)', () => {
    const cluster = nodes(1)
    cluster.connect(['n1'])
    const probe = cluster.probe<Reply>('client')
    for (let i = 0; i < 30; i++) cluster.send(probe.ref)
    expect(cluster.contact).toBe(null)
    expect(probe.receiveMessages(30).map(reply => reply.n)).toEqual(
      Array.from({ length: 30 }, (_, i) => i + 1),
    )
  })

  test('asks its initial contacts again until one is there (CC-2)', () => {
    const cluster = new ClientCluster({ seeds })
    cluster.connect(['n1'])
    const probe = cluster.probe<Reply>('client')
    cluster.network.advance(20000)
    cluster.send(probe.ref)
    cluster.serve('n1')
    cluster.awaitAgreement(['n1'])
    expect(probe.receiveMessage(6000).at).toBe('n1')
  })

  test('[C-306] SendToAll reaches all instances, Send exactly one', () => {
    const cluster = nodes(2)
    cluster.connect(['n1', 'n2'])
    cluster.untilConnected()
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

  test('publishes to subscribers anywhere in the cluster', () => {
    const cluster = nodes(2)
    cluster.connect(['n1'])
    cluster.untilConnected()
    const probes = ['n1', 'n2'].map(id => {
      const probe = cluster.probe<unknown>(id)
      ClusterClientReceptionist.get(cluster.network.node(id).system).registerSubscriber('news', probe.ref)
      return probe
    })
    cluster.network.advance(5000)
    cluster.tell({ type: 'Publish', topic: 'news', message: { type: 'News' } })
    for (const probe of probes) expect(probe.receiveMessage()).toEqual({ type: 'News' })
  })

  test('replies come back through a tunnel, which ends when idle; a later one is a dead letter (CC-10)', () => {
    const cluster = nodes(1)
    const keeps: ActorRef<string>[] = []
    const { system } = cluster.network.node('n1')
    const keeper = system.spawn(
      Behaviors.receiveMessage<{ readonly replyTo: ActorRef<string> }>(message => {
        keeps.push(message.replyTo)
        return Behaviors.same
      }),
      'keeper',
    )
    ClusterClientReceptionist.get(system).registerService(keeper)
    cluster.connect(['n1'])
    cluster.untilConnected()
    const probe = cluster.probe<string>('client')
    const ask = () => {
      cluster.tell({ type: 'Send', path: '/user/keeper', message: { type: 'Ask', replyTo: probe.ref } })
      cluster.network.advance(10)
    }
    ask()
    cluster.network.advance(20000)
    ask()
    expect(keeps.map(ref => ref.path)).toEqual([keeps[0]!.path, keeps[0]!.path])
    expect(keeps[0]!.path).toMatch(/^\/system\/receptionist\/\$/)
    keeps[0]!.tell('one')
    keeps[0]!.tell('two')
    probe.expectMessage('one')
    probe.expectMessage('two')
    cluster.network.advance(30100)
    keeps[0]!.tell('late')
    probe.expectNoMessage()
    expect(cluster.network.eventsOf('DeadLetter', 'n1').map(event => event.to)).toContain(keeps[0]!.path)
  })

  test('an ask’s tunnel ends with the first reply (CC-10)', () => {
    const cluster = nodes(1)
    const got: unknown[] = []
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
              got.push(message)
              return Behaviors.same
            })
          }),
          'asker',
        )
      },
    })
    cluster.network.advance(1000)
    expect(got).toEqual([{ at: 'n1', n: 1 }])
    const tunnel = '/system/receptionist/$a'
    expect(cluster.network.eventsOf('MessageSent', 'n1').map(event => event.to.split('#')[0])).toContain(
      tunnel,
    )
    expect(cluster.network.node('n1').system.find(tunnel)).toBe(null)
  })

  test('needs an initial contact', () => {
    const cluster = new ClientCluster({ seeds })
    cluster.connect([])
    cluster.network.advance(1)
    expect(cluster.network.eventsOf('ActorFailed', 'client')).toHaveLength(1)
  })
})

describe('When its receptionist goes', () => {
  test('[C-309] gracefully: the next request is answered by another node within 3 s', () => {
    const cluster = nodes(3)
    cluster.connect(['n1', 'n2', 'n3'])
    const contact = cluster.untilConnected()
    cluster.ask()
    cluster.leave(contact)
    cluster.awaitUntil('the node has ended', () => !cluster.network.node(contact).running, 15000)
    expect(cluster.ask(3000)).not.toBe(contact)
  })

  test('by a crash: noticed after 15 s of silence, then another one serves (CC-6)', () => {
    const cluster = nodes(3)
    cluster.connect(['n1', 'n2', 'n3'])
    const contact = cluster.untilConnected()
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

  test('what it sends after it noticed is kept for the next one', () => {
    const cluster = nodes(2)
    cluster.connect(['n1', 'n2'])
    const contact = cluster.untilConnected()
    cluster.network.freeze(contact === 'n1' ? 'n2' : 'n1')
    cluster.kill(contact)
    cluster.awaitUntil('it noticed', () => cluster.network.eventsOf('ClientDisconnected').length > 0, 20000)
    const probe = cluster.probe<Reply>('client')
    cluster.send(probe.ref)
    probe.expectNoMessage(100)
    cluster.network.thaw(contact === 'n1' ? 'n2' : 'n1')
    expect(probe.receiveMessage(6000).at).not.toBe(contact)
  })

  test('[C-310] and all others with it: the client stops after the reconnect time-out', () => {
    const cluster = nodes(2)
    cluster.connect(['n1', 'n2'], { reconnectTimeoutMs: 3000 })
    cluster.untilConnected()
    const probe = cluster.probe<unknown>('client')
    probe.watch(cluster.client!)
    cluster.leave('n1')
    cluster.leave('n2')
    cluster.awaitUntil('all nodes have ended', () => cluster.running.length === 0, 20000)
    probe.expectTerminated(cluster.client!, 10000)
  })
})

describe('Contact points', () => {
  test('[C-308] one that is no receptionist is reported as removed, the others as added (CC-7)', () => {
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

describe('A receptionist', () => {
  const listen = (cluster: ClientCluster, id: string): TestProbe<ClusterClientsEvent> => {
    const probe = cluster.probe<ClusterClientsEvent>(id)
    ClusterClientReceptionist.get(cluster.network.node(id).system).underlying.tell({
      type: 'SubscribeClusterClients',
      subscriber: probe.ref,
    })
    return probe
  }

  test('tells of the clients it has, of new ones, and of silent ones (CC-11)', () => {
    const cluster = nodes(1)
    const early = listen(cluster, 'n1')
    expect(early.receiveMessage()).toEqual({ type: 'ClusterClients', clients: [] })
    cluster.connect(['n1'])
    const up = early.receiveMessage()
    expect(up.type).toBe('ClusterClientUp')
    const late = listen(cluster, 'n1').receiveMessage()
    expect(late.type === 'ClusterClients' && late.clients.map(client => client.path)).toEqual([
      `${cluster.network.addressOf('client')}${cluster.client!.path}`,
    ])
    cluster.network.advance(60000)
    expect(early.pending).toEqual([])
    cluster.network.kill('client')
    expect(early.receiveMessage(20000).type).toBe('ClusterClientUnreachable')
    expect(cluster.network.eventsOf('ClientsChanged').map(event => event.clients.length)).toEqual([1, 0])
  })

  test('names at most three nodes to a client, itself among many (CC-9)', () => {
    const cluster = nodes(5)
    cluster.connect(['n1'])
    cluster.untilConnected()
    const probe = cluster.probe<ContactPointsMessage>('client')
    cluster.tell({ type: 'GetContactPoints', replyTo: probe.ref })
    const now = probe.receiveMessage()
    expect(now.type === 'ContactPoints' && now.contactPoints.length).toBe(3)
  })
})
