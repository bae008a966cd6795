import { describe, expect, test } from 'vitest'
import { hostOf } from '../../trace/actor-path.ts'
import { Behaviors } from '../actor/authoring/behaviors.ts'
import { TestCluster } from '../testkit/test-cluster.ts'
import type { ClusterDomainEvent, CurrentClusterState } from './cluster-event.ts'

type Told = ClusterDomainEvent | CurrentClusterState

const short = (event: Told) =>
  'member' in event ? `${event.type} ${hostOf(event.member.uniqueAddress.address)}` : event.type

function subscribed(
  cluster: TestCluster,
  id: string,
  options?: Parameters<ReturnType<TestCluster['at']>['subscribe']>[1],
) {
  const probe = cluster.network.node(id).createTestProbe<Told>()
  cluster.at(id).subscribe(probe.ref, options)
  cluster.network.advance(1)
  return probe
}

const memberTypes = ['MemberJoined', 'MemberUp', 'MemberLeft', 'MemberExited', 'MemberRemoved'] as const

describe('a subscription', () => {
  test('begins with a snapshot, for the new subscriber only [C-120, C-128]', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b')
    const first = subscribed(cluster, 'a')
    const snapshot = first.receiveMessage()
    expect(snapshot).toMatchObject({
      type: 'CurrentClusterState',
      leader: 'pekko://test@a:1',
      unreachable: [],
    })
    expect(snapshot).toEqual(cluster.at('a').state)
    const second = subscribed(cluster, 'a')
    expect(second.receiveMessage().type).toBe('CurrentClusterState')
    expect(first.pending).toEqual([])
  })

  test("begins with the events from the empty state with `initial: 'events'` [C-113, C-128]", () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b')
    const probe = subscribed(cluster, 'a', { initial: 'events' })
    expect(probe.pending.map(short)).toEqual(['MemberUp a', 'MemberUp b', 'LeaderChanged', 'SeenChanged'])
    cluster.start('c')
    cluster.awaitAgreement()
    const later = probe.pending.map(short).slice(4)
    expect(later.filter(text => text.includes('Member'))).toEqual(['MemberJoined c', 'MemberUp c'])
  })

  test('delivers only the requested events', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b')
    const probe = subscribed(cluster, 'a', { initial: 'events', types: ['LeaderChanged'] })
    cluster.start('c')
    cluster.awaitAgreement()
    expect(probe.pending.map(short)).toEqual(['LeaderChanged'])
  })

  test('ends for one subscriber and continues for the others [C-122]', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.start('a')
    const [one, other] = [1, 2].map(() => subscribed(cluster, 'a', { initial: 'events', types: memberTypes }))
    cluster.at('a').unsubscribe(one!.ref)
    cluster.start('b')
    cluster.awaitAgreement()
    expect(one!.pending.map(short)).toEqual(['MemberUp a'])
    expect(other!.pending.map(short)).toEqual(['MemberUp a', 'MemberJoined b', 'MemberUp b'])
  })

  test('delivers every change of `seen` [C-123]', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b')
    const probe = subscribed(cluster, 'a', { initial: 'events', types: ['SeenChanged'] })
    cluster.start('c')
    cluster.awaitAgreement()
    const seen = probe.pending.flatMap(event => (event.type === 'SeenChanged' ? [event.seenBy.length] : []))
    expect(seen[0]).toBe(2)
    expect(seen).toContain(1)
    expect(seen.at(-1)).toBe(3)
  })

  test('ends with ClusterShuttingDown and the removal of all members [C-124]', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b')
    const published: string[] = []
    const { system } = cluster.network.node('b')
    const listener = system.systemActorOf<Told>(
      Behaviors.receiveMessage(event => {
        published.push(short(event))
        return Behaviors.same
      }),
      'listener',
    )
    cluster.at('b').subscribe(listener)
    cluster.at('b').leave('pekko://test@b:1')
    cluster.awaitUntil('b has stopped', () => !cluster.network.node('b').running)
    const end = published.slice(published.indexOf('ClusterShuttingDown'))
    expect(end.slice(0, 4)).toEqual([
      'ClusterShuttingDown',
      'MemberRemoved a',
      'MemberRemoved b',
      'LeaderChanged',
    ])
  })

  test('ends when its subscriber stops', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.start('a')
    const { system } = cluster.network.node('a')
    const once = system.systemActorOf<Told>(
      Behaviors.receiveMessage(() => Behaviors.stopped),
      'once',
    )
    cluster.at('a').subscribe(once)
    cluster.start('b')
    cluster.awaitAgreement()
    expect(cluster.network.eventsOf('DeadLetter', 'a')).toEqual([])
  })
})

test('a registerOnMemberUp callback runs once, at once when the node is Up', () => {
  const cluster = new TestCluster({ seeds: ['a'] })
  cluster.start('a')
  cluster.start('b')
  let runs = 0
  cluster.at('b').registerOnMemberUp(() => runs++)
  expect(runs).toBe(0)
  cluster.awaitAgreement()
  expect(runs).toBe(1)
  cluster.at('b').registerOnMemberUp(() => runs++)
  expect(runs).toBe(2)
})

test('a throwing member callback is logged, and the node and other callbacks continue [C-131, EV-11]', () => {
  const cluster = new TestCluster({ seeds: ['a'] })
  cluster.start('a')
  const b = cluster.start('b')
  const ran: string[] = []
  const fail = () => {
    throw new Error('not today')
  }
  cluster.at('b').registerOnMemberUp(fail)
  cluster.at('b').registerOnMemberUp(() => ran.push('up'))
  cluster.at('b').registerOnMemberRemoved(fail)
  cluster.at('b').registerOnMemberRemoved(() => ran.push('removed'))
  cluster.awaitAgreement()
  cluster.at('b').registerOnMemberUp(fail)
  expect([b.running, ran]).toEqual([true, ['up']])
  cluster.at('b').leave(b.address)
  cluster.awaitUntil('b left', () => !b.running)
  expect([b.ended, ran]).toEqual(['left', ['up', 'removed']])
  const errors = cluster.network.eventsOf('Logged', 'b').filter(event => event.level === 'error')
  expect(errors.map(event => event.text)).toEqual(
    ['Up', 'Up', 'Removed'].map(
      change =>
        `A callback of registerOnMember${change} failed with [Error: not today]. Catch the error inside it.`,
    ),
  )
})
