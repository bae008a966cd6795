import { expect, test } from 'vitest'
import { type ActorRef, Behaviors, type Dropped, SupervisorStrategy } from '../../actor/index.ts'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { TestCluster } from '../../testkit/test-cluster.ts'
import { Receptionist } from '../receptionist/receptionist.ts'
import { ServiceKey } from '../receptionist/service-key.ts'
import { Routers } from './routers.ts'
import { type Routing, routingLogic } from './routing-logic.ts'

const workers = ServiceKey.create<string>('worker')

/** A kit, and a worker that reports its number of the start and each message. */
function setUp() {
  const kit = ActorTestKit.create()
  const probe = kit.createTestProbe<string>()
  let started = 0
  const worker = Behaviors.setup<string>(() => {
    const number = ++started
    return Behaviors.receiveMessage(message => {
      if (message === 'stop') return Behaviors.stopped
      if (message === 'fail') throw new Error('on request')
      probe.ref.tell(`${number}: ${message}`)
      return Behaviors.same
    })
  })
  return { kit, probe, worker, starts: () => started }
}

test('a pool starts n children and gives each message to the next one [C-318]', () => {
  const { kit, probe, worker, starts } = setUp()
  const pool = kit.spawn(Routers.pool({ size: 3, behavior: worker }), 'pool')
  for (const message of ['a', 'b', 'c', 'd']) pool.tell(message)
  expect(probe.receiveMessages(4).sort()).toEqual(['1: a', '1: d', '2: b', '3: c'])
  expect(starts()).toBe(3)
})

test('a pool goes on with the rest of its children and stops after the last one [C-318]', () => {
  const { kit, probe, worker, starts } = setUp()
  const pool = kit.spawn(Routers.pool({ size: 3, behavior: worker }), 'pool')
  probe.watch(pool)
  pool.tell('stop')
  pool.tell('fail')
  kit.advance(1)
  for (const message of ['a', 'b']) pool.tell(message)
  expect(probe.receiveMessages(2)).toEqual(['3: a', '3: b'])
  expect(starts()).toBe(3)
  pool.tell('stop')
  probe.expectTerminated(pool)
})

test('a supervised child of a pool restarts and keeps its place [C-318]', () => {
  const { kit, probe, worker } = setUp()
  const behavior = Behaviors.supervise(worker).onFailure(SupervisorStrategy.restart)
  const pool = kit.spawn(Routers.pool({ size: 1, behavior }), 'pool')
  pool.tell('fail')
  pool.tell('a')
  expect(probe.receiveMessage()).toBe('2: a')
})

test('a message of the broadcast predicate reaches every child of a pool [C-318]', () => {
  const { kit, probe, worker } = setUp()
  const pool = kit.spawn(
    Routers.pool({ size: 3, behavior: worker, broadcast: message => message === 'all' }),
    'pool',
  )
  pool.tell('all')
  expect(probe.receiveMessages(3).sort()).toEqual(['1: all', '2: all', '3: all'])
  pool.tell('one')
  probe.receiveMessage()
  probe.expectNoMessage()
})

test('a pool size below 1 is refused', () => {
  const { worker } = setUp()
  for (const size of [0, -1, 1.5])
    expect(() => Routers.pool({ size, behavior: worker })).toThrow(
      `Routers.pool: give a size of 1 or more instead of [${size}].`,
    )
})

test('a group router uses the services of its key as they come and go', () => {
  const { kit, probe, worker } = setUp()
  const receptionist = Receptionist.get(kit.system)
  const group = kit.spawn(Routers.group({ key: workers, routing: 'round-robin' }), 'group')
  const spawned = ['one', 'two'].map(name => kit.spawn(worker, name))
  for (const ref of spawned) receptionist.tell(Receptionist.register(workers, ref))
  kit.advance(1)
  for (const message of ['a', 'b', 'c']) group.tell(message)
  expect(probe.receiveMessages(3).sort()).toEqual(['1: a', '1: c', '2: b'])
  spawned[0]!.tell('stop')
  kit.advance(1)
  for (const message of ['d', 'e']) group.tell(message)
  expect(probe.receiveMessages(2)).toEqual(['2: d', '2: e'])
})

test('a group router drops messages while there are no services, with a reason', () => {
  const { kit } = setUp()
  const dropped = kit.createTestProbe<Dropped>()
  kit.system.eventStream.subscribe(dropped.ref, 'Dropped')
  const group = kit.spawn(Routers.group({ key: workers }), 'group')
  group.tell('a')
  expect(dropped.receiveMessage()).toMatchObject({
    message: 'a',
    reason: 'No routees in group router for [worker]',
  })
})

/** A cluster in which each of these nodes has a worker that replies with the node's name. */
function cluster(...hosts: readonly string[]) {
  const settings = { downing: { strategy: 'none' } } as const
  const test = new TestCluster({
    seeds: ['a'],
    settings,
    setup: (system, id) => {
      Receptionist.get(system)
      if (!hosts.includes(id)) return
      const worker = Behaviors.receiveMessage<ActorRef<string>>(replyTo => {
        replyTo.tell(id)
        return Behaviors.same
      })
      Receptionist.get(system).tell(Receptionist.register(asked, system.spawn(worker, 'worker')))
    },
  })
  test.form('a', 'b', 'c')
  test.network.advance(10_000)
  return {
    test,
    /** The nodes whose workers reply to nine messages. */
    replies(options: {
      readonly preferLocalRoutees?: boolean
      readonly routing?: Routing<ActorRef<string>>
    }) {
      const probe = test.probe<string>('a')
      const { system } = test.network.node('a')
      const router = system.spawn(Routers.group({ key: asked, ...options }), `router-${++routers}`)
      for (let i = 0; i < 9; i++) router.tell(probe.ref)
      return probe.receiveMessages(9, 10_000).sort().join('')
    },
  }
}

const address = 'pekko://test@a:1'
const asked = ServiceKey.create<ActorRef<string>>('asked')
let routers = 0

test('a group router uses the services of all nodes, or with preferLocalRoutees its own while it has any [C-320]', () => {
  const { replies } = cluster('a', 'b', 'c')
  expect(replies({ routing: 'round-robin' })).toBe('aaabbbccc')
  expect(new Set(replies({})).size).toBeGreaterThan(1)
  expect(replies({ preferLocalRoutees: true })).toBe('aaaaaaaaa')
})

test('with preferLocalRoutees remote services are used when there is no local one [C-320]', () => {
  const { replies } = cluster('b', 'c')
  expect(replies({ preferLocalRoutees: true, routing: 'round-robin' })).toBe('bbbbbcccc')
})

test('services of unreachable nodes are used only when there are no others', () => {
  const { test, replies } = cluster('b', 'c')
  test.partition(['a'], ['b'])
  test.awaitUntil('a misses b', () => test.view('a').includes('unreachable'))
  expect(replies({})).toBe('ccccccccc')
})

test('consistent hashing gives a key to the same routee, and keeps most keys when the routees change', () => {
  const ref = (name: string): ActorRef<string> => ({ path: `/user/${name}#1`, tell: () => undefined })
  const refs = ['a', 'b', 'c', 'd'].map(ref)
  const routing: Routing<string> = { type: 'consistent-hashing', virtualNodesFactor: 10, keyOf: text => text }
  const keys = Array.from({ length: 200 }, (_, i) => `key-${i}`)
  const choices = (routees: readonly ActorRef<string>[]) => {
    const logic = routingLogic(routing, null as never, address)
    logic.setRoutees(routees)
    return keys.map(key => logic.choose(key).path)
  }
  const before = choices(refs)
  expect(choices([...refs].reverse())).toEqual(before)
  expect(new Set(before).size).toBe(4)
  const after = choices(refs.slice(0, 3))
  const moved = keys.filter((_, i) => after[i] !== before[i])
  expect(moved.length).toBe(before.filter(path => path === refs[3]!.path).length)
  expect(() => routingLogic({ ...routing, virtualNodesFactor: 0 }, null as never, address)).toThrow(
    'virtualNodesFactor',
  )
})
