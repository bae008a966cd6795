import { describe, expect, test } from 'vitest'
import { hostOf } from '../../trace/actor-path.ts'
import { eventId } from '../../trace/identifiers.ts'
import type { TraceEvent } from '../../trace/trace-event.ts'
import { seededRandom } from '../random.ts'
import { TestCluster } from '../testkit/test-cluster.ts'
import { Cluster } from './cluster.ts'

const oldestFirst = (cluster: TestCluster, id: string) =>
  [...cluster.at(id).state.members]
    .sort((a, b) => a.upNumber - b.upNumber)
    .map(member => hostOf(member.uniqueAddress.address))

describe('joining', () => {
  test('makes the founder Up at once, alone and converged [C-126]', () => {
    const cluster = new TestCluster()
    cluster.start('a')
    expect(cluster.network.now).toBe(0)
    expect(cluster.view('a')).toBe('a Up')
    expect(cluster.leader('a')).toBe('a')
    const changes = cluster.network.eventsOf('MemberChanged', 'a')
    expect(changes.map(event => [event.status, event.upNumber])).toEqual([['Up', 1]])
    expect(cluster.network.eventsOf('ConvergenceChanged', 'a').at(-1)!.converged).toBe(true)
  })

  test('of five nodes ends in agreement on members, leader and oldest', () => {
    const cluster = new TestCluster({ seeds: ['b'] })
    cluster.startAll('b', 'a', 'c', 'd', 'e')
    cluster.awaitAgreement()
    for (const id of cluster.running) {
      expect(cluster.leader(id)).toBe('a')
      // All but the founder are promoted in one step, so their up-numbers follow their addresses.
      expect(oldestFirst(cluster, id)).toEqual(['b', 'a', 'c', 'd', 'e'])
    }
  })

  test('is refused by a node that is not a member, and accepted by a member [C-125]', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.start('a', { join: false })
    cluster.start('b')
    cluster.network.advance(8000)
    expect(cluster.view('b')).toBe('')
    expect(cluster.at('b').selfMember.status).toBe('Removed')
    const replies = cluster.network
      .eventsOf('MessageSent', 'a')
      .filter(event => event.label.startsWith('InitJoin'))
    expect(new Set(replies.map(event => event.label))).toEqual(new Set(['InitJoinNack']))
    cluster.at('a').join('pekko://test@a:1')
    cluster.awaitAgreement()
    expect(cluster.network.eventsOf('MessageSent', 'a').some(event => event.label === 'InitJoinAck')).toBe(
      true,
    )
  })

  test('with a local address uses the own address [C-130]', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.start('a', { join: false })
    cluster.at('a').join('pekko://test')
    cluster.network.advance(10)
    expect(cluster.view('a')).toBe('a Up')
    cluster.at('a').leave('pekko://test')
    cluster.awaitUntil('it has left', () => !cluster.network.node('a').running)
    expect(cluster.network.node('a').ended).toBe('left')
  })

  test('of seeds, of single nodes, and of several nodes to one node or to the seeds, ends in agreement in time [C-149]', () => {
    const withinOneMs = (members: number) => 5000 + 2000 * members
    const withinSeveralMs = (members: number) => 10_000 + 3000 * members
    const cluster = new TestCluster({ seeds: ['a', 'b', 'c'] })
    const awaitAll = (withinMs: (members: number) => number) => {
      cluster.awaitAgreement(undefined, withinMs(cluster.running.length))
      expect(new Set(cluster.running.map(id => cluster.leader(id)))).toEqual(new Set(['a']))
    }
    const joinTo = (id: string, member: string) => {
      cluster.start(id, { join: false })
      cluster.at(id).join(cluster.network.addressOf(member))
    }
    cluster.startAll('a', 'b', 'c')
    awaitAll(withinSeveralMs)
    for (const id of ['d', 'e']) {
      cluster.start(id)
      awaitAll(withinOneMs)
    }
    for (const id of ['f', 'g', 'h']) joinTo(id, 'd')
    awaitAll(withinSeveralMs)
    cluster.startAll('i', 'j', 'k')
    awaitAll(withinSeveralMs)
    for (const id of ['l', 'm']) {
      joinTo(id, 'k')
      awaitAll(withinOneMs)
    }
  })

  test('is followed by no membership change while there are no faults [C-148]', () => {
    const cluster = new TestCluster({ seeds: ['a'], links: { default: { minMs: 2, maxMs: 6 } } })
    cluster.startAll('a', 'b', 'c', 'd', 'e')
    cluster.awaitAgreement()
    const before = cluster.network.eventsOf('MemberChanged').length
    for (let second = 0; second < 30; second++) {
      cluster.network.advance(1000)
      expect(cluster.agreed()).toBe(true)
      expect(new Set(cluster.running.map(id => cluster.leader(id)))).toEqual(new Set(['a']))
    }
    expect(cluster.network.eventsOf('MemberChanged')).toHaveLength(before)
    expect(cluster.network.eventsOf('MemberUnreachable')).toEqual([])
  })

  test('is followed by gossip of status messages only [C-150]', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.startAll('a', 'b', 'c')
    cluster.awaitAgreement()
    cluster.network.advance(2000)
    const from = cluster.network.trace.length
    cluster.network.advance(10000)
    const labels = cluster.network.trace
      .slice(from)
      .flatMap(event => (event.type === 'MessageSent' ? [event.label] : []))
    expect(labels).toContain('GossipStatus')
    expect(labels).not.toContain('GossipEnvelope')
  })

  test('of three seeds at one instant forms one cluster, which later nodes join through the seed list [C-152]', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const cluster = new TestCluster({
        seed,
        seeds: ['b', 'a', 'c'],
        links: { default: { minMs: 1, maxMs: 30 } },
      })
      cluster.startAll('c', 'a', 'd', 'b')
      cluster.awaitAgreement()
      expect(oldestFirst(cluster, 'd')[0]).toBe('b')
      cluster.start('e')
      cluster.awaitAgreement()
    }
  })

  test('as first seed founds a cluster at once when all others send a nack, otherwise after the time-out', () => {
    const cluster = new TestCluster({ seeds: ['a', 'b'] })
    cluster.startAll('b', 'a')
    cluster.network.advance(100)
    expect(cluster.view('a')).toContain('a Up')
    const alone = new TestCluster({ seeds: ['a', 'b'] })
    alone.start('a')
    alone.network.advance(4999)
    expect(alone.view('a')).toBe('')
    alone.network.advance(10)
    expect(alone.view('a')).toBe('a Up')
  })

  test('never ends when the contact crashes before it told anyone and is replaced, until a restart (GP-7, JN-8)', () => {
    const cluster = new TestCluster()
    for (const id of ['a', 'b', 'c', 'd']) {
      cluster.start(id, { join: false })
      cluster.at(id).join(cluster.network.addressOf('a'))
      if (id !== 'd') cluster.awaitAgreement()
    }
    cluster.awaitUntil('[d] is welcomed', () => cluster.statusOf('d', 'd') === 'Joining')
    cluster.restart('a')
    cluster.at('a').join(cluster.network.addressOf('d'))
    cluster.awaitUntil('[a] is removed', () => cluster.view('b') === 'b Up, c Up')
    cluster.network.advance(60_000)
    expect(['b', 'c', 'd'].map(id => cluster.view(id))).toEqual([
      'b Up, c Up',
      'b Up, c Up',
      'a Down unreachable, b Up, c Up, d Joining',
    ])
    cluster.restart('d')
    for (const id of ['a', 'd']) cluster.at(id).join(cluster.network.addressOf('b'))
    cluster.awaitAgreement(['a', 'b', 'c', 'd'])
  })

  test('again as a member changes nothing [C-158]', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b')
    const before = cluster.network.eventsOf('MemberChanged').length
    cluster.at('b').join('pekko://test@a:1')
    cluster.network.advance(3000)
    expect(cluster.network.eventsOf('MemberChanged')).toHaveLength(before)
  })

  test('a second cluster is ignored by a member [C-204]', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b')
    cluster.start('x', { join: false })
    cluster.at('x').join('pekko://test@x:1')
    cluster.network.advance(1000)
    cluster.at('a').join('pekko://test@x:1')
    cluster.at('x').joinSeedNodes(['pekko://test@a:1'])
    cluster.network.advance(5000)
    expect(cluster.view('x')).toBe('x Up')
    expect(cluster.view('a')).toBe('a Up, b Up')
  })

  test('promotes no member before the minimum number is reached [C-165, C-166]', () => {
    const cluster = new TestCluster({
      seeds: ['a'],
      settings: { minNrOfMembers: 3, allowWeaklyUpMembersMs: 1000 },
    })
    const up: string[] = []
    for (const id of ['a', 'b']) {
      cluster.start(id)
      cluster.at(id).registerOnMemberUp(() => up.push(id))
    }
    cluster.network.advance(5000)
    expect(cluster.view('a')).toBe('a Joining, b Joining')
    expect(cluster.view('b')).toBe('a Joining, b Joining')
    expect(up).toEqual([])
    cluster.start('c')
    cluster.awaitAgreement()
    expect([...up].sort()).toEqual(['a', 'b'])
  })

  test('promotes no member before each role has its minimum [C-167]', () => {
    const cluster = new TestCluster({
      seeds: ['a'],
      settings: { roleMinNrOfMembers: { backend: 2 }, allowWeaklyUpMembersMs: 1000 },
    })
    cluster.start('a', { roles: ['backend'] })
    cluster.start('b', { roles: ['frontend'] })
    cluster.network.advance(5000)
    expect(cluster.view('a')).toBe('a Joining, b Joining')
    cluster.start('c', { roles: ['backend'] })
    cluster.awaitAgreement()
  })

  test('ends the node when no seed node answers within the limit, and only then [C-142]', () => {
    const ended = (limitMs: number | null) => {
      const cluster = new TestCluster({ seeds: ['a'] })
      cluster.start('b', { settings: { shutdownAfterUnsuccessfulJoinSeedNodesMs: limitMs } })
      cluster.network.advance(11_999)
      expect(cluster.network.node('b').running).toBe(true)
      cluster.network.advance(1000)
      return cluster.network.node('b').ended
    }
    expect([ended(12_000), ended(null)]).toEqual(['failed', null])
    const joined = new TestCluster({ seeds: ['a'] })
    joined.start('a')
    joined.start('b', { settings: { shutdownAfterUnsuccessfulJoinSeedNodesMs: 3000 } })
    joined.network.advance(10_000)
    expect(joined.agreed()).toBe(true)
  })

  test('makes the founding seed the oldest member, even with the highest address [C-169]', () => {
    const cluster = new TestCluster({ seeds: ['z', 'y', 'x'] })
    cluster.start('z')
    cluster.network.advance(6000)
    cluster.startAll('x', 'y')
    cluster.awaitAgreement()
    for (const id of cluster.running) expect(oldestFirst(cluster, id)[0]).toBe('z')
    expect(cluster.leader('z')).toBe('x')
  })

  test('with another downing strategy is refused, and the node shuts down [C-139]', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.start('a')
    cluster.start('b', { settings: { downing: { strategy: 'none' } } })
    cluster.awaitUntil('b ends', () => !cluster.network.node('b').running)
    expect(cluster.network.node('b').ended).toBe('failed')
    expect(cluster.view('a')).toBe('a Up')
  })
})

test('Cluster.get throws for a system that was not started as a node', () => {
  const cluster = new TestCluster()
  const client = cluster.network.addNode('client', { kind: 'client', setup: () => undefined })
  expect(() => Cluster.get(client.system)).toThrow('call Cluster.start')
})

test('a cluster gives the same trace for the same seed at every round width', () => {
  const run = (roundWidth?: (most: number) => number) => {
    const cluster = new TestCluster({
      seed: 5,
      seeds: ['a'],
      links: { default: { minMs: 3, maxMs: 9 } },
      ...(roundWidth === undefined ? {} : { roundWidth }),
    })
    cluster.startAll('a', 'b', 'c')
    cluster.network.advance(5000)
    cluster.network.kill('c')
    cluster.network.advance(15000)
    const order = (a: { at: number; node: string; seq: number }, b: typeof a) =>
      a.at - b.at || (a.node < b.node ? -1 : a.node > b.node ? 1 : a.seq - b.seq)
    return JSON.stringify([...cluster.network.trace].sort(order))
  }
  const wide = run()
  const random = seededRandom('cuts')
  expect(run(() => 1)).toBe(wide)
  expect(run(most => 1 + random.below(most))).toBe(wide)
})

test('every trace event of a cluster has a cause or names a rule', () => {
  const cluster = new TestCluster({ seeds: ['a'] })
  cluster.startAll('a', 'b', 'c')
  cluster.network.advance(10000)
  cluster.network.kill('c')
  cluster.network.advance(15000)
  const causeless = cluster.network.trace.filter(event => event.cause === undefined)
  expect(causeless.filter(event => event.rule === undefined && event.type !== 'ParticipantStarted')).toEqual(
    [],
  )
  const rules = new Set(causeless.map(event => event.rule).filter(rule => rule !== undefined))
  for (const rule of ['gossip tick', 'leader tick', 'heartbeat tick', 'reaper tick']) {
    expect(rules).toContain(rule)
  }
})

test('a downing decision is caused by the unreachable member, and causes the Down of that member', () => {
  const cluster = new TestCluster({ seeds: ['a'] })
  cluster.startAll('a', 'b', 'c')
  cluster.network.advance(10000)
  cluster.network.kill('c')
  cluster.network.advance(15000)
  const { trace } = cluster.network
  const causeOf = (event: TraceEvent) =>
    trace.find(candidate => candidate.node === event.node && eventId(candidate) === event.cause)
  const decided = trace.find(event => event.type === 'DowningDecided')!
  expect(decided.rule).toBe('stable-after')
  expect(causeOf(decided)).toMatchObject({ type: 'MemberUnreachable', rule: 'reaper tick' })
  const down = trace.find(
    event => event.type === 'MemberChanged' && event.status === 'Down' && event.node === decided.node,
  )!
  expect(causeOf(down)).toBe(decided)
})
