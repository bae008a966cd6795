import { describe, expect, test } from 'vitest'
import type { ActorRef } from '../../actor/actor-ref.ts'
import { Behaviors } from '../../actor/behaviors.ts'
import { toolkitMessage } from '../../actor/toolkit-message.ts'
import { Cluster } from '../../cluster/cluster.ts'
import { fastProfile } from '../../cluster/cluster-settings.ts'
import { CoordinatedShutdown } from '../../cluster/coordinated-shutdown.ts'
import { hostOf } from '../../testkit/test-cluster.ts'
import { echo, type Message, type Pong, SingletonCluster, workers } from '../testkit/singleton-cluster.ts'
import { ClusterSingleton } from './cluster-singleton.ts'
import { ClusterSingletonManager } from './cluster-singleton-manager.ts'
import { SingletonActor } from './singleton-actor.ts'

describe('One instance, on the oldest node of the role', () => {
  test('[C-273] six workers join one by one: it stays on the first, and every proxy reaches it', () => {
    const cluster = new SingletonCluster()
    const up: string[] = []
    for (const id of ['n1', 'n2', 'n3', 'n4', 'n5', 'n6']) {
      cluster.startWorker(id)
      up.push(id)
      cluster.awaitAgreement(up)
      for (const asker of up) expect(cluster.ask(asker)).toBe('n1')
    }
    cluster.startOther('x')
    cluster.awaitAgreement([...up, 'x'])
    expect(cluster.ask('x')).toBe('n1')
    expect(cluster.live()).toEqual(['n1'])
    expect(cluster.maxConcurrentInstances()).toBe(1)
  })

  test('a node without the role is older, and does not run it', () => {
    const cluster = new SingletonCluster()
    cluster.startOther('n1')
    cluster.awaitAgreement(['n1'])
    cluster.startWorker('n2')
    cluster.awaitAgreement(['n1', 'n2'])
    expect(cluster.ask('n1')).toBe('n2')
  })

  test('[C-277] three nodes that join in one go have one instance, and all proxies find it', () => {
    const cluster = new SingletonCluster()
    for (const id of ['n1', 'n2', 'n3']) cluster.startWorker(id)
    cluster.awaitAgreement(['n1', 'n2', 'n3'], 7000)
    const answers = ['n1', 'n2', 'n3'].map(id => cluster.ask(id, 3000))
    expect(new Set(answers).size).toBe(1)
    expect(cluster.maxConcurrentInstances()).toBe(1)
  })

  test('[C-288] proxies on four nodes identify and reach the one instance', () => {
    const cluster = workers(4)
    for (const id of ['n1', 'n2', 'n3', 'n4']) expect(cluster.ask(id)).toBe('n1')
    const known = cluster.network.eventsOf('SingletonIdentified').filter(event => event.singleton !== null)
    expect(new Set(known.map(event => event.node)).size).toBe(4)
  })

  test('the manager tells its way, and the log speaks Pekko’s words', () => {
    const cluster = workers(1)
    expect(cluster.network.eventsOf('SingletonManagerChanged')).toMatchObject([
      { from: 'Start', to: 'Oldest' },
    ])
    const logged = cluster.network.eventsOf('Logged', 'n1').map(event => event.text)
    expect(logged).toContain('ClusterSingletonManager state change [Start -> Oldest]')
    expect(logged).toContain(
      'Singleton manager starting singleton actor [pekko://test@n1:1/user/master/singleton]',
    )
    expect(logged.some(text => text.startsWith('Singleton identified at [/user/master/singleton]'))).toBe(
      true,
    )
  })

  test('a manager on a node without its role is an error (SG-1)', () => {
    const cluster = new SingletonCluster()
    cluster.start('n1', {
      roles: ['other'],
      setup: system => {
        system.spawn(ClusterSingletonManager.create({ singleton: echo('Stop'), role: 'worker' }), 'master')
      },
    })
    cluster.network.advance(10)
    expect(cluster.network.eventsOf('ActorFailed', 'n1').map(event => event.decision)).toEqual(['stop'])
  })
})

describe('A graceful leave hands over', () => {
  test('[C-279] stop, postStop, then removed; the next one starts only then and answers', () => {
    const cluster = workers(3)
    for (const [leaver, next] of [
      ['n1', 'n2'],
      ['n2', 'n3'],
    ] as const) {
      cluster.leave(leaver, 'n3')
      cluster.awaitUntil(`the instance is on [${next}]`, () => cluster.live().join() === next, 10000)
      expect(cluster.logged(leaver, ['stop', 'postStop'])).toEqual(['stop', 'postStop'])
      cluster.awaitUntil(`[${leaver}] has ended`, () => !cluster.network.node(leaver).running, 10000)
      expect(cluster.network.node(leaver).ended).toBe('left')
      expect(cluster.ask('n3')).toBe(next)
    }
    cluster.leave('n3')
    cluster.awaitUntil('the last one has ended', () => !cluster.network.node('n3').running, 10000)
    expect(cluster.logged('n3', ['stop', 'postStop'])).toEqual(['stop', 'postStop'])
    expect(cluster.maxConcurrentInstances()).toBe(1)
  })

  test('[C-280] an instance that ignores its stop message holds everything up until it ends', () => {
    const cluster = workers(4, { stopsAt: 'ReallyStop' })
    cluster.leave('n1')
    cluster.leave('n2')
    cluster.leave('n4')
    cluster.network.advance(3000)
    expect(cluster.live()).toEqual(['n1'])
    cluster.tell('n1', '/user/master/singleton', { type: 'ReallyStop' })
    cluster.awaitUntil('the instance is on [n3]', () => cluster.live().join() === 'n3', 10000)
    expect(cluster.maxConcurrentInstances()).toBe(1)
  })

  test('[C-285] the oldest of four: stopped and started soon, then gone from all members', () => {
    const cluster = workers(4)
    const before = cluster.network.now
    cluster.leave('n1')
    cluster.awaitUntil('the instance is on [n2]', () => cluster.live().join() === 'n2', 10000)
    expect(cluster.network.now - before).toBeLessThan(5000)
    cluster.awaitUntil(
      '[n1] is gone from all members',
      () => ['n2', 'n3', 'n4'].every(id => cluster.statusOf('n1', id) === 'Removed'),
      15000,
    )
  })

  test('nothing sent through a proxy meanwhile is lost once the old oldest is off the list', () => {
    const cluster = workers(3)
    const probe = cluster.probe<Pong>('n3')
    cluster.leave('n1')
    cluster.awaitUntil('[n1] is Exiting', () => cluster.statusOf('n1', 'n3') === 'Exiting', 10000)
    cluster.network.advance(1)
    for (let n = 1; n <= 20; n++) {
      cluster.tell('n3', '/user/masterProxy', { type: 'Ping', n, replyTo: probe.ref })
    }
    expect(probe.receiveMessages(20, 5000).map(pong => [pong.n, hostOf(pong.at)])).toEqual(
      Array.from({ length: 20 }, (_, i) => [i + 1, 'n2']),
    )
  })
})

describe('A crash', () => {
  test('the next one starts when the node is downed, removed, and the margin is over (SG-8)', () => {
    const cluster = workers(3)
    cluster.kill('n1')
    cluster.awaitUntil('[n1] is removed', () => cluster.statusOf('n1', 'n2') === 'Removed', 20000)
    const removedAt = cluster.network.now
    expect(cluster.live()).toEqual([])
    cluster.awaitUntil('the instance is on [n2]', () => cluster.live().join() === 'n2', 10000)
    const margin = cluster.settings.downRemovalMarginMs ?? 0
    const started = cluster.instances().at(-1)!.at
    expect(started).toBeGreaterThan(removedAt + margin - 20)
    expect(started).toBeLessThan(removedAt + margin + 20)
    expect(cluster.ask('n3')).toBe('n2')
  })

  test('[C-276] of the three oldest of six at once: it starts on the fourth and answers there', () => {
    const cluster = workers(6, {
      settings: { downing: { strategy: 'auto-down', afterMs: 500 }, downRemovalMarginMs: null },
    })
    for (const id of ['n1', 'n2', 'n3']) cluster.kill(id)
    cluster.awaitUntil('the instance is on [n4]', () => cluster.live().join() === 'n4', 20000)
    for (const id of ['n4', 'n5', 'n6']) expect(cluster.ask(id, 3000)).toBe('n4')
  })

  test('[C-286] the oldest crashes and restarts at its address: the other answers soon, and hands back later', () => {
    const cluster = workers(2)
    cluster.restart('n1')
    cluster.awaitAgreement(['n1', 'n2'])
    cluster.awaitUntil('the instance is on [n2]', () => cluster.live().join() === 'n2', 5000)
    expect(cluster.ask('n2', 5000)).toBe('n2')
    cluster.leave('n2')
    cluster.awaitUntil('the instance is on [n1]', () => cluster.live().join() === 'n1', 10000)
    expect(cluster.maxConcurrentInstances()).toBe(1)
  })

  test('a proxy keeps what it gets meanwhile and delivers it in order (SP-3)', () => {
    const cluster = workers(3)
    const probe = cluster.probe<Pong>('n3')
    cluster.kill('n1')
    cluster.awaitUntil('[n1] is removed', () => cluster.statusOf('n1', 'n3') === 'Removed', 20000)
    for (let n = 1; n <= 50; n++) {
      cluster.tell('n3', '/user/masterProxy', { type: 'Ping', n, replyTo: probe.ref })
    }
    expect(cluster.live()).toEqual([])
    expect(probe.receiveMessages(50, 10000).map(pong => pong.n)).toEqual(
      Array.from({ length: 50 }, (_, i) => i + 1),
    )
  })

  test('[C-278] the oldest, cut off, downs itself: its instance stops within 3 s', () => {
    const cluster = workers(3, { settings: { downing: { strategy: 'none' } } })
    cluster.network.cut('n3', 'n1')
    cluster.network.cut('n3', 'n2')
    cluster.network.advance(6000)
    cluster.network.cut('n1', 'n2')
    const door = Cluster.get(cluster.network.node('n1').system)
    door.down(cluster.network.addressOf('n2'))
    door.down(cluster.network.addressOf('n1'))
    cluster.awaitUntil('no instance is left', () => cluster.live().length === 0, 3000)
  })
})

describe('A leave and a crash at once', () => {
  test.each([0, 300, 600, 1000])(
    '[C-287] the only other worker restarts %i ms into the oldest’s leave',
    wait => {
      const cluster = new SingletonCluster()
      cluster.startWorker('n1')
      cluster.awaitAgreement(['n1'])
      cluster.startWorker('n2')
      cluster.startOther('n3')
      cluster.awaitAgreement(['n1', 'n2', 'n3'])
      cluster.leave('n1')
      cluster.network.advance(wait)
      cluster.restart('n2')
      cluster.awaitUntil('the instance is on [n2]', () => cluster.live().join() === 'n2', 60000)
      expect(cluster.ask('n3')).toBe('n2')
      expect(cluster.maxConcurrentInstances()).toBe(1)
    },
  )
})

describe('An instance that ends by itself', () => {
  test('is gone until a hand-over, and proxies keep what they get (SP-5)', () => {
    const cluster = workers(2)
    expect(cluster.ask('n2')).toBe('n1')
    cluster.tell('n1', '/user/master/singleton', { type: 'ReallyStop' })
    const probe = cluster.probe<Pong>('n2')
    cluster.network.advance(100)
    cluster.tell('n2', '/user/masterProxy', { type: 'Ping', n: 1, replyTo: probe.ref })
    probe.expectNoMessage(10000)
    cluster.leave('n1')
    expect(hostOf(probe.receiveMessage(10000).at)).toBe('n2')
  })
})

describe('A proxy', () => {
  test('does not take a late answer of the oldest before for one of the present (SP-2)', () => {
    const cluster = workers(3)
    cluster.kill('n1')
    cluster.awaitUntil('[n1] is removed', () => cluster.statusOf('n1', 'n2') === 'Removed', 20000)
    const late = cluster.probe<unknown>('n2')
    const { system } = cluster.network.node('n2')
    system
      .resolve<unknown>('/user/masterProxy/$$a-adapter')
      .tell({ type: 'ActorIdentity', correlationId: 1, ref: late.ref })
    expect(cluster.ask('n2', 10000)).toBe('n2')
    expect(late.pending).toEqual([])
  })

  test('drops the oldest of what it keeps when that is too much (SP-4)', () => {
    const cluster = new SingletonCluster({
      settings: { singleton: { ...fastProfile.singleton, bufferSize: 3 } },
    })
    cluster.startOther('n1')
    cluster.awaitAgreement(['n1'])
    const probe = cluster.probe<Pong>('n1')
    for (let n = 1; n <= 5; n++)
      cluster.tell('n1', '/user/masterProxy', { type: 'Ping', n, replyTo: probe.ref })
    cluster.startWorker('n2')
    expect(probe.receiveMessages(3, 10000).map(pong => pong.n)).toEqual([3, 4, 5])
  })

  test('ends with its node’s membership (SP-1)', () => {
    const cluster = workers(2)
    cluster.leave('n1')
    cluster.awaitUntil('[n1] has ended', () => !cluster.network.node('n1').running, 15000)
    const stopped = cluster.network.eventsOf('ActorStopped', 'n1').map(event => event.actor)
    expect(stopped.filter(actor => actor.startsWith('/user/masterProxy#'))).toHaveLength(1)
  })
})

describe('A manager that gets no answer', () => {
  test('fails as stuck, begins again, and takes over from one that gave up as well', () => {
    const cluster = workers(3, {
      settings: {
        downRemovalMarginMs: 2000,
        // Else the leader, cut off from one who has not seen its state, asks nobody else.
        gossipDifferentViewProbability: 0.8,
        singleton: { ...fastProfile.singleton, handOverRetryIntervalMs: 100, minNumberOfHandOverRetries: 1 },
      },
    })
    cluster.network.cut('n1', 'n2')
    cluster.leave('n1')
    cluster.awaitUntil(
      'the manager is stuck',
      () =>
        cluster.network
          .eventsOf('ActorFailed', 'n2')
          .some(event => event.error.name === 'ClusterSingletonManagerIsStuck'),
      10000,
    )
    cluster.awaitUntil('the instance is on [n2]', () => cluster.live().join() === 'n2', 30000)
    expect(cluster.ask('n3')).toBe('n2')
    cluster.leave('n2')
    cluster.awaitUntil('the instance is on [n3]', () => cluster.live().join() === 'n3', 10000)
    expect(cluster.maxConcurrentInstances()).toBe(1)
  })
})

describe('ClusterSingleton.init', () => {
  test('starts managers where the role is, and gives everybody the same proxy each time (SG-15)', () => {
    const cluster = new SingletonCluster()
    const proxies = new Map<string, ActorRef<Message>>()
    const init = (id: string, roles: readonly string[]) =>
      cluster.start(id, {
        roles,
        setup: system => {
          const options = {
            name: 'echo',
            behavior: echo('Stop'),
            stopMessage: { type: 'Stop' },
            role: 'worker',
          } as const
          proxies.set(id, ClusterSingleton.get(system).init<Message>(options))
          expect(ClusterSingleton.get(system).init<Message>(options)).toBe(proxies.get(id))
        },
      })
    init('n1', ['other'])
    init('n2', ['worker'])
    cluster.awaitAgreement(['n1', 'n2'])
    const probe = cluster.probe<Pong>('n1')
    proxies.get('n1')!.tell({ type: 'Ping', n: 1, replyTo: probe.ref })
    expect(hostOf(probe.receiveMessage().at)).toBe('n2')
    expect(cluster.network.node('n2').system.find('/system/singletonManager-echo/echo')).not.toBe(null)
    expect(cluster.network.node('n1').system.find('/system/singletonManager-echo')).toBe(null)
  })

  test('takes a SingletonActor, hands it over by its stop message and keeps it to its role (SG-15)', () => {
    const cluster = new SingletonCluster()
    const proxies = new Map<string, ActorRef<Message>>()
    const echoActor = SingletonActor.of(echo('Stop'), 'echo')
      .withStopMessage({ type: 'Stop' })
      .withRole('worker')
    for (const [id, role] of [
      ['n1', 'other'],
      ['n2', 'worker'],
      ['n3', 'worker'],
    ] as const) {
      cluster.start(id, {
        roles: [role],
        setup: system => {
          proxies.set(id, ClusterSingleton.get(system).init(echoActor))
        },
      })
    }
    cluster.awaitAgreement(['n1', 'n2', 'n3'])
    const probe = cluster.probe<Pong>('n1')
    const hostedBy = (): string => {
      proxies.get('n1')!.tell({ type: 'Ping', n: 1, replyTo: probe.ref })
      return hostOf(probe.receiveMessage(10_000).at)
    }
    expect(hostedBy()).toBe('n2')
    cluster.leave('n2')
    cluster.awaitUntil('n2 has left', () => !cluster.running.includes('n2'), 30_000)
    expect(hostedBy()).toBe('n3')
    expect(cluster.network.eventsOf('Logged').filter(event => event.text === 'stop')).toHaveLength(1)
  })

  test('a SingletonActor without options names its behavior alone', () => {
    const behavior = echo('Stop')
    expect({ ...SingletonActor.of(behavior, 'echo') }).toEqual({ name: 'echo', behavior })
    expect({ ...SingletonActor.of(behavior, 'echo').withSpawnOptions({ handlingMs: 5 }) }).toEqual({
      name: 'echo',
      behavior,
      spawnOptions: { handlingMs: 5 },
    })
  })
})

describe('A singleton without a stop message', () => {
  test('handles what it was sent before it ends at a hand-over (SG-7)', () => {
    const cluster = new SingletonCluster()
    const slow = Behaviors.receive<Message>((context, message) => {
      if (message.type === 'Ping') message.replyTo.tell({ at: context.system.address, n: message.n })
      return Behaviors.same
    })
    for (const id of ['n1', 'n2']) {
      cluster.start(id, {
        roles: ['worker'],
        setup: system => {
          const options = { singleton: slow, role: 'worker', spawnOptions: { handlingMs: 200 } }
          system.spawn(ClusterSingletonManager.create(options), 'master')
        },
      })
    }
    cluster.awaitAgreement(['n1', 'n2'])
    cluster.awaitUntil('the instance runs', () => cluster.live().length === 1, 5000)
    const [oldest] = cluster.live()
    const probe = cluster.probe<Pong>('n2')
    cluster.awaitUntil(
      `[${oldest}] is Exiting`,
      () => {
        if (cluster.statusOf(oldest!, oldest!) === 'Exiting') return true
        if (cluster.statusOf(oldest!, oldest!) === 'Up') cluster.leave(oldest!)
        return false
      },
      10000,
    )
    for (let n = 1; n <= 10; n++) {
      cluster.tell(oldest!, '/user/master/singleton', { type: 'Ping', n, replyTo: probe.ref })
    }
    expect(probe.receiveMessages(10, 5000).map(pong => [pong.n, hostOf(pong.at)])).toEqual(
      Array.from({ length: 10 }, (_, i) => [i + 1, oldest]),
    )
    cluster.awaitUntil(
      'the next one runs',
      () => cluster.live().length === 1 && cluster.live()[0] !== oldest,
      10000,
    )
    expect(cluster.network.eventsOf('DeadLetter').filter(event => event.label === 'Ping')).toEqual([])
    expect(cluster.maxConcurrentInstances()).toBe(1)
  })
})

test('an incarnation that is no member any more cannot take the singleton by asking for it', () => {
  const cluster = workers(2)
  const oldest = cluster.network.node('n1').system
  const ref = cluster.probe<unknown>('n2').ref
  for (const type of ['HandOverToMe', 'TakeOverFromMe'] as const) {
    const from = { address: cluster.network.addressOf('n2'), uid: 1 }
    oldest.resolve<unknown>('/user/master').tell(toolkitMessage({ type, from, replyTo: ref }))
  }
  cluster.network.advance(5000)
  expect(cluster.live()).toEqual(['n1'])
  expect(cluster.ask('n2')).toBe('n1')
  expect(cluster.instances()).toHaveLength(1)
})

describe('A node with a manager that was never Up', () => {
  test('shuts down at once when it never joined', () => {
    const cluster = new SingletonCluster({ seeds: ['nowhere'] })
    cluster.startWorker('n1')
    cluster.network.advance(1000)
    CoordinatedShutdown.get(cluster.network.node('n1').system).run('user-initiated')
    cluster.network.advance(100)
    expect(cluster.network.node('n1').ended).toBe('left')
    expect(cluster.network.eventsOf('Logged').filter(event => event.text.includes('timed out'))).toEqual([])
  })

  test('does not wait for a hand-over when it leaves while it is Joining', () => {
    const cluster = new SingletonCluster()
    cluster.startWorker('n1')
    cluster.awaitAgreement(['n1'])
    cluster.startWorker('n2')
    cluster.awaitUntil('[n2] is Joining', () => cluster.statusOf('n2', 'n2') === 'Joining', 10000)
    CoordinatedShutdown.get(cluster.network.node('n2').system).run('cluster-leaving')
    cluster.awaitUntil('[n2] has ended', () => !cluster.network.node('n2').running, 20000)
    expect(cluster.network.eventsOf('Logged').filter(event => event.text.includes('timed out'))).toEqual([])
    expect(cluster.live()).toEqual(['n1'])
  })
})
