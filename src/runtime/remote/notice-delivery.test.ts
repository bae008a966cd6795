import { expect, test } from 'vitest'
import { withAddress } from '../../trace/actor-path.ts'
import { Behaviors } from '../actor/authoring/behaviors.ts'
import { giveUpAfterMs } from '../actor/remote/notice-delivery.ts'
import { TestNetwork } from '../testkit/test-network.ts'

function setUp() {
  const network = TestNetwork.create({ links: { default: { minMs: 10, maxMs: 10 } } })
  const a = network.addNode('a', { setup: () => undefined })
  const b = network.addNode('b', {
    setup: system =>
      void system.spawn(
        Behaviors.receiveMessage<'stop'>(() => Behaviors.stopped),
        'target',
      ),
  })
  const target = () => a.system.resolve<'stop'>(withAddress(b.system.find('/user/target')!.path, b.address))
  const stopTarget = () => b.system.find('/user/target')!.tell('stop')
  const notices = (node: string, label: string) =>
    network.eventsOf('MessageSent', node).filter(event => event.label === label)
  return { network, a, b, target, stopTarget, notices }
}

test('a watch lost on a cut link is sent again every second and arrives once the link heals [C-209]', () => {
  const { network, a, target, stopTarget, notices } = setUp()
  const probe = a.createTestProbe()
  const watched = target()
  network.cut('a', 'b')
  probe.watch(watched)
  network.advance(2500)
  network.heal('a', 'b')
  network.advance(1000)
  expect(notices('a', 'Watch').map(event => event.at)).toEqual([0, 1000, 2000, 3000])
  stopTarget()
  probe.expectTerminated(watched)
})

test('a Terminated lost on a cut link arrives once the link heals, and only once [C-209]', () => {
  const { network, a, target, stopTarget } = setUp()
  const probe = a.createTestProbe()
  const watched = target()
  probe.watch(watched)
  network.advance(100)
  network.cut('a', 'b')
  stopTarget()
  network.advance(5000)
  expect(probe.terminated).toEqual([])
  network.heal('a', 'b')
  network.advance(10_000)
  expect(probe.terminated).toEqual([watched.path])
})

test('a notice whose acknowledgement is lost is sent again and handled once', () => {
  const { network, a, target, stopTarget, notices } = setUp()
  const [first, second] = [a.createTestProbe(), a.createTestProbe()]
  const watched = target()
  first.watch(watched)
  second.watch(watched)
  network.advance(100)
  stopTarget()
  network.advance(15)
  // The notices have arrived, their acknowledgements have not.
  network.cut('a', 'b')
  network.advance(100)
  network.heal('a', 'b')
  network.advance(5000)
  expect(notices('b', 'Terminated')).toHaveLength(4)
  expect([first.terminated, second.terminated]).toEqual([[watched.path], [watched.path]])
})

test('an unwatch lost on a cut link arrives once the link heals, behind the watch before it', () => {
  const { network, a, target, stopTarget, notices } = setUp()
  const watched = target()
  const signals: string[] = []
  network.cut('a', 'b')
  a.system.spawn(
    Behaviors.setup<never>(context => {
      context.watch(watched)
      context.unwatch(watched)
      return Behaviors.receiveSignal((_, signal) => {
        signals.push(signal.type)
        return Behaviors.same
      })
    }),
    'watcher',
  )
  network.advance(1500)
  network.heal('a', 'b')
  network.advance(1000)
  stopTarget()
  network.advance(100)
  expect(notices('b', 'Terminated')).toEqual([])
  expect(signals).toEqual([])
})

test('no notice is sent again once all are acknowledged', () => {
  const { network, a, target, notices } = setUp()
  a.createTestProbe().watch(target())
  network.advance(60_000)
  expect(notices('a', 'Watch')).toHaveLength(1)
  expect(network.nextDue).toBe(null)
})

test('a watch of a dead incarnation arrives at the next one, which replies with Terminated', () => {
  const { network, a, target, notices } = setUp()
  const [earlier, later] = [a.createTestProbe(), a.createTestProbe()]
  const watched = target()
  earlier.watch(watched)
  network.advance(100)
  network.kill('b')
  later.watch(watched)
  network.advance(1500)
  network.restart('b')
  later.expectTerminated(watched)
  // The new incarnation does not know the watches that the old one acknowledged; only a removal of the node
  // ends those.
  network.advance(5000)
  expect(earlier.terminated).toEqual([])
  expect(notices('b', 'Terminated')).toHaveLength(1)
})

test('a notice without an acknowledgement for six hours quarantines the incarnation', () => {
  const { network, a, b, target } = setUp()
  const [first, second] = [a.createTestProbe(), a.createTestProbe()]
  const watched = target()
  first.watch(watched)
  network.advance(100)
  network.cut('a', 'b')
  second.watch(watched)
  network.advance(giveUpAfterMs - 1000)
  expect([...first.terminated, ...second.terminated]).toEqual([])
  network.advance(2000)
  expect([first.terminated, second.terminated]).toEqual([[watched.path], [watched.path]])
  network.heal('a', 'b')
  target().tell('stop')
  network.advance(100)
  expect(network.eventsOf('DeadLetter', 'a')).toHaveLength(1)
  expect(b.system.find('/user/target')).not.toBe(null)
})
