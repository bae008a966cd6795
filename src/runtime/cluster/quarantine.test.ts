import { describe, expect, test } from 'vitest'
import { withAddress } from '../../trace/actor-path.ts'
import { Behaviors } from '../actor/authoring/behaviors.ts'
import { maxUnacknowledged } from '../actor/remote/notice-delivery.ts'
import { TestCluster } from '../testkit/test-cluster.ts'
import type { ClusterSettings } from './cluster-settings.ts'

const manual = { downing: { strategy: 'none' } } as const

/**
 * Four nodes, each with an actor `/user/echo` that answers; the second half is cut off, downed and removed.
 */
function removedHalf() {
  const cluster = new TestCluster({
    seeds: ['a'],
    settings: manual,
    setup: system =>
      void system.spawn(
        Behaviors.receive<{ readonly replyTo: { tell(text: string): void } }>((context, { replyTo }) => {
          replyTo.tell(`from ${context.system.address}`)
          return Behaviors.same
        }),
        'echo',
      ),
  })
  cluster.form('a', 'b', 'c', 'd')
  const at = (id: string) => cluster.network.node(id)
  const echo = (from: string, on: string) =>
    at(from).system.resolve<{ readonly replyTo: unknown }>(
      withAddress(at(on).system.find('/user/echo')!.path, at(on).address),
    )
  const remove = () => {
    cluster.partition(['a', 'b'], ['c', 'd'])
    cluster.awaitUntil('the cut is seen', () => cluster.at('a').state.unreachable.length === 2)
    for (const id of ['c', 'd']) cluster.at('a').down(cluster.network.addressOf(id))
    cluster.awaitAgreement(['a', 'b'])
  }
  const heal = () => cluster.heal(['a', 'b'], ['c', 'd'])
  return { cluster, at, echo, remove, heal }
}

describe('a removed half that still runs', () => {
  test('exchanges no message with the other half, also after the cut heals [C-200]', () => {
    const { cluster, at, echo, remove, heal } = removedHalf()
    remove()
    heal()
    cluster.network.advance(5000)
    const [inA, inC] = [at('a').createTestProbe('in-a'), at('c').createTestProbe('in-c')]
    echo('a', 'c').tell({ replyTo: inA.ref })
    at('a')
      .system.resolve(`${at('c').address}/user/echo`)
      .tell({ replyTo: inA.ref })
    echo('c', 'a').tell({ replyTo: inC.ref })
    at('c')
      .system.resolve(`${at('a').address}/user/echo`)
      .tell({ replyTo: inC.ref })
    inA.expectNoMessage()
    inC.expectNoMessage()
    const lost = cluster.network.eventsOf('DeadLetter').filter(event => event.why.startsWith('quarantined'))
    expect(lost.map(event => `${event.node} ${event.to.replace(/#.*/, '')}`).sort()).toEqual([
      'a /user/echo',
      'a /user/echo',
      'a pekko://test@c:1/user/echo',
      'c /user/echo',
    ])
  })

  test('has actors that are Terminated for earlier and later watchers, although they still send [C-206, C-207]', () => {
    const { cluster, at, echo, remove, heal } = removedHalf()
    const early = at('b').createTestProbe('early')
    early.watch(echo('b', 'd'))
    cluster.network.advance(100)
    remove()
    expect(early.terminated).toEqual([echo('b', 'd').path])
    heal()
    echo('d', 'b').tell({ replyTo: at('d').createTestProbe().ref })
    cluster.network.advance(5000)
    const late = at('b').createTestProbe('late')
    late.watch(echo('b', 'd'))
    late.expectTerminated(echo('b', 'd'))
    expect(at('d').running).toBe(true)
  })

  test('delivers no Terminated to its own watchers of nodes that it still has as members [C-200]', () => {
    const { cluster, at, echo, remove, heal } = removedHalf()
    const probe = at('c').createTestProbe('in-c')
    probe.watch(echo('c', 'a'))
    cluster.network.advance(100)
    remove()
    heal()
    cluster.network.advance(20_000)
    expect(probe.terminated).toEqual([])
    for (const id of ['a', 'b']) cluster.at('c').down(cluster.network.addressOf(id))
    probe.expectTerminated(echo('c', 'a'), 20_000)
  })
})

test('a quarantined node is marked Terminated, keeps its status, and is removed after it is downed [C-198]', () => {
  const { cluster, at, echo } = removedHalf()
  const watched = echo('a', 'd')
  at('a').system.spawn(
    Behaviors.setup<never>(context => {
      for (let i = 0; i <= maxUnacknowledged; i += 2) {
        context.watch(watched)
        context.unwatch(watched)
      }
      return Behaviors.ignore
    }),
    'restless',
  )
  cluster.network.advance(10_000)
  for (const id of ['a', 'b', 'c']) expect(cluster.view(id)).toContain('d Up unreachable')
  expect(
    cluster.network.eventsOf('Logged', 'a').filter(event => event.text.includes('due to quarantine')),
  ).toHaveLength(1)
  cluster.at('b').down(cluster.network.addressOf('d'))
  cluster.awaitAgreement(['a', 'b', 'c'])
})

describe('with keep-majority', () => {
  test('a node that the others downed behind a cut downs itself at its next message after the heal [C-203]', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b', 'c')
    const downing = { ...cluster.settings.downing, stableAfterMs: 60_000 } as ClusterSettings['downing']
    cluster.start('d', { settings: { downing } })
    cluster.awaitAgreement()
    const others = ['a', 'b', 'c']
    cluster.partition(['d'], others)
    cluster.awaitUntil('[d] is removed', () => cluster.view('a') === 'a Up, b Up, c Up')
    expect(cluster.view('d')).toBe('a Up unreachable, b Up unreachable, c Up unreachable, d Up')

    cluster.heal(['d'], others)
    // It sends only heartbeats to members that it cannot reach.
    cluster.network.advance(5000)
    expect(cluster.network.node('d').running).toBe(true)
    const d = cluster.network.node('d').system
    d.scheduleOnce(1, d.resolve<string>(`${cluster.network.addressOf('a')}/user/any`), 'still here')
    cluster.awaitUntil('[d] ends', () => !cluster.network.node('d').running, 5000)
    const [decided, ...more] = cluster.network.eventsOf('DowningDecided', 'd')
    expect(decided).toMatchObject({
      decision: 'DownSelfQuarantinedByRemote',
      down: [cluster.network.addressOf('d')],
    })
    expect(more).toEqual([])
    expect(cluster.agreed(others)).toBe(true)
  })

  test('the end of a node that leaves makes no other node down itself [C-203]', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b', 'c')
    cluster.leave('c')
    cluster.network.advance(30_000)
    expect(cluster.running).toEqual(['a', 'b'])
    expect(cluster.network.eventsOf('DowningDecided')).toEqual([])
  })
})
