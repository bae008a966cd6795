import { describe, expect, test } from 'vitest'
import { TestCluster } from '../testkit/test-cluster.ts'
import type { Member } from './member.ts'
import { compareForLeadership, highestPriorityOf } from './member-order.ts'
import { IllegalStatusChange, withStatus } from './member-status.ts'

const ready = (ids: readonly string[]) => ids.map(id => `${id} ReadyForShutdown`).join(', ')

/** Three Up members; all are ReadyForShutdown after the command on one of them. */
function prepared(by = 'b'): TestCluster {
  const cluster = new TestCluster({ seeds: ['a'] })
  cluster.form('a', 'b', 'c')
  cluster.at(by).prepareForFullClusterShutdown()
  cluster.awaitUntil(
    'all are ready',
    () => ['a', 'b', 'c'].every(id => cluster.view(id) === ready(['a', 'b', 'c'])),
    10_000,
  )
  return cluster
}

const awaitEnd = (cluster: TestCluster, id: string) =>
  cluster.awaitUntil(`${id} has stopped`, () => !cluster.network.node(id).running, 10_000)

describe('the preparation of a full shutdown', () => {
  test('on one node makes all members Preparing and then Ready; no node joins; members leave alone and together [C-210]', () => {
    const cluster = prepared()
    for (const id of ['a', 'b', 'c']) {
      const seen = cluster.network
        .eventsOf('MemberChanged', id)
        .filter(({ member }) => member === 'pekko://test@c:1')
      expect(seen.slice(-2).map(({ status }) => status)).toEqual(['PreparingForShutdown', 'ReadyForShutdown'])
    }
    cluster.start('d')
    cluster.network.advance(3000)
    expect(cluster.statusOf('d', 'a')).toBe('Removed')
    expect(cluster.view('d')).toBe('')
    cluster.leave('b')
    awaitEnd(cluster, 'b')
    expect(cluster.network.node('b').ended).toBe('left')
    cluster.awaitUntil('a and c see each other', () => cluster.view('a') === ready(['a', 'c']), 10_000)
    cluster.leave('a')
    cluster.leave('c')
    awaitEnd(cluster, 'a')
    awaitEnd(cluster, 'c')
  })

  test('leaves a member that is WeaklyUp as it is, and the leader promotes nobody (CS-9, LA-3)', () => {
    const cluster = new TestCluster({
      seeds: ['a'],
      settings: { downing: { strategy: 'none' }, allowWeaklyUpMembersMs: 1000 },
    })
    cluster.form('a', 'b', 'c')
    cluster.partition(['a', 'b'], ['c'])
    cluster.awaitUntil('c is unreachable', () => cluster.view('a').includes('c Up unreachable'))
    cluster.start('d')
    cluster.network.cut('c', 'd')
    cluster.awaitUntil('d is WeaklyUp', () => cluster.statusOf('d', 'a') === 'WeaklyUp')
    cluster.at('a').prepareForFullClusterShutdown()
    cluster.heal(['a', 'b', 'd'], ['c'])
    cluster.awaitUntil('the others are ready', () => cluster.statusOf('c', 'a') === 'ReadyForShutdown')
    cluster.network.advance(3000)
    expect(cluster.view('a')).toBe('a ReadyForShutdown, b ReadyForShutdown, c ReadyForShutdown, d WeaklyUp')
  })

  test('includes a member that becomes Up at the same time, which joins when it sees the others (LA-8)', () => {
    const joining = () => {
      const cluster = new TestCluster({ seeds: ['a'] })
      cluster.form('a', 'b', 'c')
      cluster.start('d')
      return cluster
    }
    const before = joining()
    before.awaitUntil('a has promoted d', () => before.statusOf('d', 'a') === 'Up')
    // The same run again: b does not know yet that d is Up when it begins.
    const cluster = joining()
    cluster.network.advanceTo(before.network.now)
    expect(cluster.statusOf('d', 'b')).toBe('Joining')
    cluster.at('b').prepareForFullClusterShutdown()
    const all = ['a', 'b', 'c', 'd']
    cluster.awaitUntil('all are ready', () => all.every(id => cluster.view(id) === ready(all)), 10_000)
  })

  test('reaches a member on the other side of a cut when it heals (CS-9)', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: { downing: { strategy: 'none' } } })
    cluster.form('a', 'b', 'c')
    cluster.partition(['a', 'b'], ['c'])
    cluster.at('a').prepareForFullClusterShutdown()
    cluster.network.advance(8000)
    expect(cluster.view('c')).toContain('c Up')
    cluster.heal(['a', 'b'], ['c'])
    cluster.awaitUntil('c is ready, too', () => cluster.view('c') === ready(['a', 'b', 'c']))
  })

  test('waits for convergence before a member is Ready (LA-5)', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: { downing: { strategy: 'none' } } })
    cluster.form('a', 'b', 'c')
    cluster.kill('c')
    cluster.awaitUntil('c is unreachable', () => cluster.view('a').includes('unreachable'))
    cluster.at('a').prepareForFullClusterShutdown()
    cluster.network.advance(5000)
    expect(cluster.view('b')).toBe(
      'a PreparingForShutdown, b PreparingForShutdown, c PreparingForShutdown unreachable',
    )
    cluster.at('a').down('pekko://test@c:1')
    cluster.awaitUntil('the others are ready', () => cluster.view('b') === ready(['a', 'b']))
  })

  test('ends with the last member: a first seed node that starts again founds a new cluster', () => {
    const cluster = prepared('a')
    for (const id of ['a', 'b', 'c']) cluster.leave(id)
    for (const id of ['a', 'b', 'c']) awaitEnd(cluster, id)
    cluster.network.restart('a')
    cluster.awaitUntil('a is Up', () => cluster.view('a') === 'a Up')
  })
})

describe('a member in preparation', () => {
  const member = (status: Member['status'], address = 'pekko://test@a:1'): Member => ({
    uniqueAddress: { address, uid: 1 },
    status,
    upNumber: 1,
    roles: [],
  })

  test('has the allowed next statuses of Pekko (1.2)', () => {
    expect(withStatus(member('Up'), 'PreparingForShutdown').status).toBe('PreparingForShutdown')
    expect(withStatus(member('PreparingForShutdown'), 'Leaving').status).toBe('Leaving')
    for (const from of ['Joining', 'WeaklyUp', 'Leaving', 'Exiting', 'Down'] as const)
      expect(() => withStatus(member(from), 'PreparingForShutdown'), from).toThrow(IllegalStatusChange)
    expect(() => withStatus(member('Up'), 'ReadyForShutdown')).toThrow(IllegalStatusChange)
  })

  test('takes the later of two statuses in a merge', () => {
    const order = [
      'Removed',
      'Down',
      'Exiting',
      'Leaving',
      'ReadyForShutdown',
      'PreparingForShutdown',
      'Up',
      'WeaklyUp',
      'Joining',
    ] as const
    order.forEach((higher, i) => {
      for (const lower of order.slice(i + 1))
        expect(highestPriorityOf(member(lower), member(higher)).status).toBe(higher)
    })
  })

  test('leads before a member that is not Up, by address (LD-2)', () => {
    const [a, b] = ['pekko://test@a:1', 'pekko://test@b:1']
    expect(compareForLeadership(member('Up', b), member('ReadyForShutdown', a))).toBeGreaterThan(0)
    expect(compareForLeadership(member('PreparingForShutdown', b), member('Leaving', a))).toBeGreaterThan(0)
    expect(compareForLeadership(member('ReadyForShutdown', b), member('WeaklyUp', a))).toBeLessThan(0)
  })
})
