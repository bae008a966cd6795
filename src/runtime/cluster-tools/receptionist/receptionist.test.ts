import { expect, test } from 'vitest'
import { type ActorRef, type ActorSystem, Behaviors } from '../../actor/index.ts'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { TestCluster } from '../../testkit/test-cluster.ts'
import type { TestProbe } from '../../testkit/test-probe.ts'
import { Receptionist } from './receptionist.ts'
import type { Deregistered, Listing, Registered, ServiceCommand } from './receptionist-messages.ts'
import { ServiceKey } from './service-key.ts'

interface Ping {
  readonly type: 'Ping' | 'End'
}

const pings = ServiceKey.create<Ping>('ping')
const others = ServiceKey.create<Ping>('other')

const service = Behaviors.receiveMessage<Ping>(({ type }) =>
  type === 'End' ? Behaviors.stopped : Behaviors.same,
)

const hostsOf = (refs: readonly ActorRef<never>[]) =>
  refs.map(({ path }) => /@([^:]+):/.exec(path)?.[1] ?? 'here').join(' ')
const shown = ({ serviceInstances, allServiceInstances, servicesWereAddedOrRemoved }: Listing) =>
  `${hostsOf(serviceInstances)} of ${hostsOf(allServiceInstances)}${servicesWereAddedOrRemoved ? '' : ', same services'}`

function cluster(...ids: readonly string[]) {
  const settings = { downing: { strategy: 'none' } } as const
  const test = new TestCluster({
    seeds: [ids[0]!],
    settings,
    setup: system => void Receptionist.get(system),
  })
  test.form(...ids)
  const tell = (id: string, command: ServiceCommand) => {
    Receptionist.get(test.network.node(id).system).tell(command)
    test.network.runUntilIdle()
  }
  const spawn = (id: string, name = 'service') => test.network.node(id).system.spawn(service, name)
  return {
    test,
    tell,
    spawn,
    register(id: string, key = pings, name = 'service') {
      const ref = spawn(id, name)
      tell(id, Receptionist.register(key, ref))
      return ref
    },
    subscribe(id: string, key = pings): TestProbe<Listing> {
      const probe = test.probe<Listing>(id)
      tell(id, Receptionist.subscribe(key, probe.ref))
      return probe
    },
    find(id: string, key = pings): Listing {
      const probe = test.probe<Listing>(id)
      tell(id, Receptionist.find(key, probe.ref))
      return probe.receiveMessage()
    },
  }
}

/** The refs of another node have its address, those of the own node have none. */
test('a service that registers on one node is listed on all, to a subscriber first as it is and then at each change', () => {
  const { test, register, subscribe } = cluster('a', 'b')
  const onB = subscribe('b')
  expect(shown(onB.receiveMessage())).toBe(' of ')
  const ref = register('a')
  expect(shown(onB.receiveMessage(5000))).toBe('a of a')
  register('b')
  expect(shown(onB.receiveMessage(5000))).toBe('a here of a here')
  ref.tell({ type: 'End' })
  expect(shown(onB.receiveMessage(5000))).toBe('here of here')
  test.network.advance(20_000)
  onB.expectNoMessage()
})

test('Registered acknowledges at once, and even the own node lists the service up to 500 ms later', () => {
  const { test, tell, spawn, find } = cluster('a')
  const acks = test.probe<Registered>('a')
  tell('a', Receptionist.register(pings, spawn('a'), acks.ref))
  expect(acks.receiveMessage(10)).toMatchObject({ type: 'Registered', key: pings })
  expect(shown(find('a'))).toBe(' of ')
  test.network.advance(500)
  expect(shown(find('a'))).toBe('here of here')
})

test('a node that is downed, and one that leaves, takes its services out of all listings [C-312]', () => {
  for (const end of ['kill', 'leave'] as const) {
    const { test, register, subscribe } = cluster('a', 'b', 'c')
    register('c')
    register('a')
    const onB = subscribe('b')
    test.awaitUntil('both are listed', () => shown(onB.receiveMessage(5000)) === 'a c of a c')
    if (end === 'kill') {
      test.kill('c')
      test.awaitUntil('c is unreachable', () => test.view('b').includes('unreachable'))
      expect(shown(onB.receiveMessage())).toBe('a of a c, same services')
      test.at('a').down(test.network.addressOf('c'))
    } else test.leave('c')
    expect(shown(onB.receiveMessage(10_000))).toBe('a of a')
  }
})

test('the mere end of a node changes no listing elsewhere for 3 s [C-312]', () => {
  const { test, register, subscribe } = cluster('a', 'b')
  register('b')
  const onA = subscribe('a')
  test.awaitUntil('b is listed', () => shown(onA.receiveMessage(5000)) === 'b of b')
  test.kill('b')
  onA.expectNoMessage(3000)
})

test('of a node that restarts at its address only the new service is listed [C-313]', () => {
  const { test, register, subscribe } = cluster('a', 'b')
  const before = register('b')
  const onA = subscribe('a')
  test.awaitUntil('b is listed', () => shown(onA.receiveMessage(5000)) === 'b of b')
  test.restart('b')
  test.awaitAgreement()
  const after = register('b')
  test.network.advance(5000)
  let last: Listing | null = null
  test.awaitUntil('the new service is listed', () => {
    last = onA.receiveMessage(10_000)
    return last.allServiceInstances.some(({ path }) =>
      path.endsWith(after.path.slice(after.path.lastIndexOf('#'))),
    )
  })
  expect(last!.allServiceInstances).toHaveLength(1)
  expect(after.path).not.toBe(before.path)
})

test('a restarted node that forms its own cluster neither sees the services of the old one nor shows its own [C-313]', () => {
  const { test, register, find } = cluster('a', 'b')
  register('a')
  register('b')
  test.awaitUntil('both are listed', () => shown(find('a')).startsWith('here b'))
  test.partition(['a'], ['b'])
  test.restart('b')
  test.at('b').join(test.network.addressOf('b'))
  test.awaitUntil('b is alone', () => test.view('b') === 'b Up')
  register('b')
  test.heal(['a'], ['b'])
  test.network.advance(10_000)
  expect(find('b').allServiceInstances).toHaveLength(1)
  expect(hostsOf(find('b').allServiceInstances)).toBe('here')
  expect(find('a').serviceInstances.filter(({ path }) => path.includes('@b:'))).toEqual([])
})

test('a registration and a removal on two nodes at the same time both last [C-314]', () => {
  const { test, tell, register, find } = cluster('a', 'b', 'c')
  const first = register('a')
  test.awaitUntil('all list it', () => ['a', 'b', 'c'].every(id => find(id).serviceInstances.length === 1))
  test.partition(['a'], ['b'])
  tell('a', Receptionist.deregister(pings, first))
  register('b')
  test.heal(['a'], ['b'])
  test.awaitUntil('all list the new one only', () =>
    ['a', 'b', 'c'].every(id => hostsOf(find(id).allServiceInstances) === (id === 'b' ? 'here' : 'b')),
  )
})

test('an actor deregisters from one key, keeps the other, and registers again [C-315]', () => {
  const { test, tell, register, find } = cluster('a', 'b')
  const ref = register('a')
  tell('a', Receptionist.register(others, ref))
  test.awaitUntil('b lists both', () =>
    [pings, others].every(key => find('b', key).serviceInstances.length === 1),
  )
  const acks = test.probe<Deregistered>('a')
  tell('a', Receptionist.deregister(pings, ref, acks.ref))
  expect(acks.receiveMessage(10)).toMatchObject({ type: 'Deregistered', key: pings })
  expect(find('a').allServiceInstances).toEqual([])
  test.awaitUntil('b follows', () => find('b').serviceInstances.length === 0, 5000)
  expect(find('b', others).serviceInstances).toHaveLength(1)
  tell('a', Receptionist.register(pings, ref))
  test.awaitUntil('b lists it again', () => find('b').serviceInstances.length === 1, 5000)
})

test('the service of an unreachable node stays among all services and returns with its node [C-316]', () => {
  const { test, register, subscribe } = cluster('a', 'b')
  register('b')
  const onA = subscribe('a')
  test.awaitUntil('b is listed', () => shown(onA.receiveMessage(5000)) === 'b of b')
  test.partition(['a'], ['b'])
  expect(shown(onA.receiveMessage(10_000))).toBe(' of b, same services')
  test.heal(['a'], ['b'])
  expect(shown(onA.receiveMessage(10_000))).toBe('b of b, same services')
})

test('a node that joins later lists the services of the others', () => {
  const { test, register, find } = cluster('a', 'b')
  register('a')
  test.network.advance(5000)
  test.start('c')
  test.awaitAgreement()
  test.awaitUntil('c lists it', () => shown(find('c')) === 'a of a', 10_000)
})

test('only local actors can be registered', () => {
  const { test, tell, find } = cluster('a', 'b')
  const remote = test.network.node('a').system.resolve<Ping>(`${test.network.addressOf('b')}/user/x#1`)
  tell('a', Receptionist.register(pings, remote))
  test.network.advance(1000)
  expect(find('a').allServiceInstances).toEqual([])
  expect(test.network.eventsOf('Logged', 'a').some(({ text }) => text.includes('Only local actors'))).toBe(
    true,
  )
})

const local = () => {
  const kit = ActorTestKit.create()
  const receptionist = Receptionist.get(kit.system as ActorSystem)
  const listings = kit.createTestProbe<Listing>()
  return { kit, receptionist, listings, spawn: (name: string) => kit.spawn(service, name) }
}

test('without a cluster a subscriber gets the present listing and then each change [C-317]', () => {
  const { kit, receptionist, listings, spawn } = local()
  const one = spawn('one')
  receptionist.tell(Receptionist.register(pings, one))
  receptionist.tell(Receptionist.subscribe(pings, listings.ref))
  expect(listings.receiveMessage().serviceInstances).toEqual([one])
  const two = spawn('two')
  receptionist.tell(Receptionist.register(pings, two))
  expect(listings.receiveMessage().serviceInstances).toEqual([one, two])
  receptionist.tell(Receptionist.register(others, two))
  listings.expectNoMessage()
  two.tell({ type: 'End' })
  expect(listings.receiveMessage().serviceInstances).toEqual([one])
  receptionist.tell(Receptionist.find(others, listings.ref))
  expect(listings.receiveMessage().serviceInstances).toEqual([])
  expect(kit.eventsOf('DeadLetter')).toEqual([])
})

test('find works as an ask, and a subscriber that stopped gets no listing [C-317]', () => {
  const { kit, receptionist, spawn } = local()
  const one = spawn('one')
  receptionist.tell(Receptionist.register(pings, one))
  const found = kit.createTestProbe<Listing>()
  kit.spawn(
    Behaviors.setup<Listing>(context => {
      context.ask<ServiceCommand, Listing>(
        receptionist,
        replyTo => Receptionist.find(pings, replyTo),
        1000,
        reply => reply as Listing,
      )
      return Behaviors.receiveMessage(listing => {
        found.ref.tell(listing)
        return Behaviors.same
      })
    }),
    'asker',
  )
  expect(found.receiveMessage().serviceInstances).toEqual([one])
  const gone = kit.createTestProbe<Listing>()
  receptionist.tell(Receptionist.subscribe(pings, gone.ref))
  gone.receiveMessage()
  gone.stop()
  receptionist.tell(Receptionist.register(pings, spawn('two')))
  kit.advance(10)
  expect(kit.eventsOf('DeadLetter')).toEqual([])
})
