import { describe, expect, test } from 'vitest'
import { hostOf } from '../../../trace/actor-path.ts'
import type { ActorRef } from '../../actor/api/actor-ref.ts'
import { Behaviors } from '../../actor/authoring/behaviors.ts'
import { fastProfile } from '../../cluster/cluster-settings.ts'
import { CoordinatedShutdown } from '../../cluster/coordinated-shutdown.ts'
import { echo, type Message, type Pong, SingletonCluster, workers } from '../testkit/singleton-cluster.ts'
import { ClusterSingleton } from './cluster-singleton.ts'
import { ClusterSingletonManager } from './cluster-singleton-manager.ts'
import { SingletonActor } from './singleton-actor.ts'
import { singletonProtocol } from './singleton-messages.ts'

describe('the singleton on the oldest node of its role', () => {
  test('stays on the first of six workers that join one by one, reached by every proxy [C-273]', () => {
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

  test('does not run on an older node without the role', () => {
    const cluster = new SingletonCluster()
    cluster.startOther('n1')
    cluster.awaitAgreement(['n1'])
    cluster.startWorker('n2')
    cluster.awaitAgreement(['n1', 'n2'])
    expect(cluster.ask('n1')).toBe('n2')
  })

  test('has one instance, reached by all proxies, when three nodes join at once [C-277]', () => {
    const cluster = new SingletonCluster()
    for (const id of ['n1', 'n2', 'n3']) cluster.startWorker(id)
    cluster.awaitAgreement(['n1', 'n2', 'n3'], 7000)
    const answers = ['n1', 'n2', 'n3'].map(id => cluster.ask(id, 3000))
    expect(new Set(answers).size).toBe(1)
    expect(cluster.maxConcurrentInstances()).toBe(1)
  })

  test('is identified and reached by the proxies of four nodes [C-288]', () => {
    const cluster = workers(4)
    for (const id of ['n1', 'n2', 'n3', 'n4']) expect(cluster.ask(id)).toBe('n1')
    const known = cluster.network.eventsOf('SingletonIdentified').filter(event => event.singleton !== null)
    expect(new Set(known.map(event => event.node)).size).toBe(4)
  })

  test('leaves the phases of its manager in the trace and Pekko’s texts in the log', () => {
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

  test('fails to start its manager on a node without the role (SG-1)', () => {
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

describe('at a graceful leave', () => {
  test('the instance stops before the next one starts, and the node is removed after that [C-279]', () => {
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

  test('the third node waits for the second one, although the first one is back and confirms its own end [C-279] [C-286]', () => {
    const cluster = workers(3, { settings: { downRemovalMarginMs: 20_000 } })
    cluster.leave('n1')
    cluster.awaitUntil('[n1] has ended', () => !cluster.network.node('n1').running, 10_000)
    cluster.restart('n1')
    cluster.awaitAgreement(['n1', 'n2', 'n3'])
    cluster.leave('n2')
    cluster.awaitUntil('the instance is on [n3]', () => cluster.live().join() === 'n3', 10_000)
    expect(cluster.logged('n2', ['stop', 'postStop'])).toEqual(['stop', 'postStop'])
    expect(cluster.maxConcurrentInstances()).toBe(1)
  })

  test('an instance that ignores its stop message delays the hand-over until it stops [C-280]', () => {
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

  test('the instance of the oldest of four moves within 5 s, and the node leaves all member lists [C-285]', () => {
    const cluster = workers(4)
    const before = cluster.network.now
    cluster.leave('n1')
    cluster.awaitUntil('the instance is on [n2]', () => cluster.live().join() === 'n2', 10000)
    expect(cluster.network.now - before).toBeLessThan(5000)
    cluster.awaitUntil(
      '[n1] is removed from all member lists',
      () => ['n2', 'n3', 'n4'].every(id => cluster.statusOf('n1', id) === 'Removed'),
      15000,
    )
  })

  test('a proxy loses no message after the old oldest is Exiting', () => {
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

describe('after a crash of the oldest', () => {
  test('the next instance starts when the node is removed and the margin is over (SG-8)', () => {
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

  test('and of the two next oldest of six nodes, the instance starts on the fourth [C-276]', () => {
    const cluster = workers(6, {
      settings: { downing: { strategy: 'auto-down', afterMs: 500 }, downRemovalMarginMs: null },
    })
    for (const id of ['n1', 'n2', 'n3']) cluster.kill(id)
    cluster.awaitUntil('the instance is on [n4]', () => cluster.live().join() === 'n4', 20000)
    for (const id of ['n4', 'n5', 'n6']) expect(cluster.ask(id, 3000)).toBe('n4')
  })

  test('and its restart at the same address, the other node hosts the instance and later hands it back [C-286]', () => {
    const cluster = workers(2)
    cluster.restart('n1')
    cluster.awaitAgreement(['n1', 'n2'])
    cluster.awaitUntil('the instance is on [n2]', () => cluster.live().join() === 'n2', 5000)
    expect(cluster.ask('n2', 5000)).toBe('n2')
    cluster.leave('n2')
    cluster.awaitUntil('the instance is on [n1]', () => cluster.live().join() === 'n1', 10000)
    expect(cluster.maxConcurrentInstances()).toBe(1)
  })

  test('a proxy buffers messages and delivers them in order to the next instance (SP-3)', () => {
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

  test('an oldest node that is cut off and downs itself stops its instance within 3 s [C-278]', () => {
    const cluster = workers(3, { settings: { downing: { strategy: 'none' } } })
    cluster.network.cut('n3', 'n1')
    cluster.network.cut('n3', 'n2')
    cluster.network.advance(6000)
    cluster.network.cut('n1', 'n2')
    const { network } = cluster
    for (const id of ['n2', 'n1']) cluster.at('n1').down(network.addressOf(id))
    cluster.awaitUntil('no instance is left', () => cluster.live().length === 0, 3000)
  })
})

describe('a leave during a crash', () => {
  test.each([0, 300, 600, 1000])(
    'moves the instance to the only other worker, restarted %i ms into the leave [C-287]',
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

describe('an instance that stops by itself', () => {
  test('is not started again before a hand-over, while proxies buffer messages (SP-5)', () => {
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

describe('a proxy', () => {
  test('ignores a late reply of the previous oldest (SP-2)', () => {
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

  test('drops its oldest message when its buffer is full (SP-4)', () => {
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
    const dropped = cluster.network.eventsOf('MessageDropped', 'n1')
    expect(dropped.map(({ label, why }) => `${label}: ${why}`)).toEqual([
      'Ping: the buffer is full at [3]',
      'Ping: the buffer is full at [3]',
    ])
  })

  test('stops when its node leaves the cluster (SP-1)', () => {
    const cluster = workers(2)
    cluster.leave('n1')
    cluster.awaitUntil('[n1] has ended', () => !cluster.network.node('n1').running, 15000)
    const stopped = cluster.network.eventsOf('ActorStopped', 'n1').map(event => event.actor)
    expect(stopped.filter(actor => actor.startsWith('/user/masterProxy#'))).toHaveLength(1)
  })
})

describe('a manager without a reply', () => {
  test('fails as stuck, restarts, and takes over from another one that failed too', () => {
    const cluster = workers(3, {
      settings: {
        downRemovalMarginMs: 2000,
        // At a probability of 1 the leader would gossip only to nodes that have not seen its state, here the one cut off.
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
  test('starts managers on nodes with the role, and returns the same proxy at each call (SG-15)', () => {
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

  test('runs a SingletonActor on nodes with its role and hands it over by its stop message (SG-15)', () => {
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
    const host = (): string => {
      proxies.get('n1')!.tell({ type: 'Ping', n: 1, replyTo: probe.ref })
      return hostOf(probe.receiveMessage(10_000).at)
    }
    expect(host()).toBe('n2')
    cluster.leave('n2')
    cluster.awaitUntil('n2 has left', () => !cluster.running.includes('n2'), 30_000)
    expect(host()).toBe('n3')
    expect(cluster.network.eventsOf('Logged').filter(event => event.text === 'stop')).toHaveLength(1)
  })

  test('accepts a SingletonActor with only a name and a behavior', () => {
    const behavior = echo('Stop')
    expect({ ...SingletonActor.of(behavior, 'echo') }).toEqual({ name: 'echo', behavior })
    expect({ ...SingletonActor.of(behavior, 'echo').withSpawnOptions({ handlingMs: 5 }) }).toEqual({
      name: 'echo',
      behavior,
      spawnOptions: { handlingMs: 5 },
    })
  })
})

describe('a singleton without a stop message', () => {
  test('handles the messages in its mailbox before it stops at a hand-over (SG-7)', () => {
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

test('a removed incarnation does not get the singleton by a request', () => {
  const cluster = workers(2)
  const oldest = cluster.network.node('n1').system
  const ref = cluster.probe<unknown>('n2').ref
  for (const type of ['HandOverToMe', 'TakeOverFromMe'] as const) {
    const from = { address: cluster.network.addressOf('n2'), uid: 1 }
    oldest.resolve<unknown>('/user/master').tell(singletonProtocol.message({ type, from, replyTo: ref }))
  }
  cluster.network.advance(5000)
  expect(cluster.live()).toEqual(['n1'])
  expect(cluster.ask('n2')).toBe('n1')
  expect(cluster.instances()).toHaveLength(1)
})

describe('a node with a manager that was never Up', () => {
  test('shuts down within 100 ms when it never joined', () => {
    const cluster = new SingletonCluster({ seeds: ['nowhere'] })
    cluster.startWorker('n1')
    cluster.network.advance(1000)
    CoordinatedShutdown.get(cluster.network.node('n1').system).run('user-initiated')
    cluster.network.advance(100)
    expect(cluster.network.node('n1').ended).toBe('left')
    expect(cluster.network.eventsOf('Logged').filter(event => event.text.includes('timed out'))).toEqual([])
  })

  test('does not wait for a hand-over when it leaves while Joining', () => {
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
