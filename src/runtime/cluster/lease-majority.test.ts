import { describe, expect, test } from 'vitest'
import { Behaviors } from '../actor/index.ts'
import { type LeaseOutcome, type LeaseRequest, Leases, leaseProtocol } from '../coordination/index.ts'
import { type Situation, survivors as survivorsOf, viewOf } from '../testkit/downing-situation.ts'
import { LeaseDatabase } from '../testkit/lease-database.ts'
import { TestCluster } from '../testkit/test-cluster.ts'
import type { DowningSettings } from './cluster-settings.ts'
import { acquireDelayMs, decideLeaseMajority, withoutLease } from './lease-majority.ts'

const decide = (situation: Situation) => decideLeaseMajority(viewOf(situation))
const delayMs = (thisSide: string, otherSide: string, role = '') => {
  const view = viewOf({ thisSide, otherSide })
  return acquireDelayMs(view, decideLeaseMajority(view), role, 2000)
}
const survivorsWithLease = (situation: Situation) => survivorsOf(situation, decideLeaseMajority)
const survivorsWithout = (situation: Situation) =>
  survivorsOf(situation, view => withoutLease(decideLeaseMajority(view)))

describe('lease-majority', () => {
  test('the larger side asks for the lease at once, the smaller one after a delay [C-247]', () => {
    expect([delayMs('A C E', 'B D'), delayMs('B D', 'A C E')]).toEqual([0, 2000])
    expect([delayMs('A', 'B C'), delayMs('B C', 'A')]).toEqual([2000, 0])
  })

  test('of equal sides the one with the lowest address asks at once [C-247]', () => {
    expect([delayMs('A B', 'C D'), delayMs('C D', 'A B')]).toEqual([0, 2000])
    expect([delayMs('A B* C', 'D E* F', 'role3'), delayMs('D E* F', 'A B* C', 'role3')]).toEqual([0, 2000])
    expect([delayMs('A B', 'C* D', 'role3'), delayMs('C* D', 'A B', 'role3')]).toEqual([2000, 0])
    expect([delayMs('A B', 'C D', 'role3'), delayMs('C D', 'A B', 'role3')]).toEqual([2000, 2000])
  })

  test('the side with the lease survives, and one that is refused goes down [C-247]', () => {
    expect(decide({ thisSide: 'A C E', otherSide: 'B D' })).toBe('AcquireLeaseAndDownUnreachable')
    expect(survivorsWithLease({ thisSide: 'A C E', otherSide: 'B D' })).toBe('ACE')
    expect(survivorsWithout({ thisSide: 'A C E', otherSide: 'B D' })).toBe('BD')
    expect(withoutLease('AcquireLeaseAndDownUnreachable')).toBe('DownReachable')
  })

  test('indirectly connected members go down with the lease, and all reachable ones without [C-248]', () => {
    expect(decide({ thisSide: '(A B) C' })).toBe('AcquireLeaseAndDownIndirectlyConnected')
    expect(survivorsWithLease({ thisSide: '(A B) C' })).toBe('C')
    expect(survivorsWithout({ thisSide: '(A B) C' })).toBe('')
    expect(survivorsWithLease({ thisSide: 'A (B C)', otherSide: 'D E' })).toBe('A')
    expect(survivorsWithout({ thisSide: 'A (B C)', otherSide: 'D E' })).toBe('DE')
  })

  test('the request about indirectly connected members is not delayed', () => {
    const view = viewOf({ thisSide: 'A (B C)', otherSide: 'D E F G' })
    expect(acquireDelayMs(view, decideLeaseMajority(view), '', 2000)).toBe(0)
  })

  test('indirectly connected members that are Down or Leaving already take nobody else down [C-249]', () => {
    for (const gone of ['(Ed Fd)', '(El Fl)', '(Ed Fl)', '(Ee Fd)']) {
      const situation = { thisSide: `A B C D ${gone}`, otherSide: 'G' }
      expect(survivorsWithLease(situation).replace(/[EF]/g, ''), gone).toBe('ABCD')
    }
    expect(survivorsWithLease({ thisSide: 'A B C D', otherSide: '(Ed Fd) G' }).replace(/[EF]/g, '')).toBe(
      'ABCD',
    )
  })
})

type LeaseMajority = Extract<DowningSettings, { readonly strategy: 'lease-majority' }>

const downing: LeaseMajority = {
  strategy: 'lease-majority',
  stableAfterMs: 3000,
  downAllWhenUnstableMs: null,
  acquireLeaseDelayForMinorityMs: 2000,
  releaseAfterMs: 5000,
  leaseName: '',
  role: '',
}

/** A cluster whose nodes all find the same lease database. */
function leaseCluster(ids: readonly string[], changed: Partial<LeaseMajority> = {}, seed = 1) {
  const cluster = new TestCluster({
    seeds: [ids[0]!],
    seed,
    settings: { downing: { ...downing, ...changed } },
    setup: system => Leases.get(system).useDatabase(database.path),
  })
  const database = new LeaseDatabase(cluster.network)
  cluster.form(...ids)
  return { cluster, database }
}

const five = ['a', 'b', 'c', 'd', 'e']
const decisions = (cluster: TestCluster) =>
  cluster.network
    .eventsOf('DowningDecided')
    .map(({ node, decision, lease }) => [node, decision, lease?.owner ?? null])

describe('a partition with lease-majority', () => {
  test('of two and three nodes leaves the three, which hold the lease; twice in a row [C-262, C-270]', () => {
    const { cluster, database } = leaseCluster(five)
    cluster.partition(['a', 'b'], ['c', 'd', 'e'])
    cluster.awaitUntil('the smaller side ends', () => !['a', 'b'].some(id => cluster.running.includes(id)))
    expect(decisions(cluster)).toEqual([
      ['c', 'AcquireLeaseAndDownUnreachable', 'c:1'],
      ['a', 'DownReachable', 'c:1'],
    ])
    cluster.awaitAgreement(['c', 'd', 'e'])
    expect(database.ownerOf('test-pekko-sbr')).toBe('c:1')
    cluster.partition(['c'], ['d', 'e'])
    cluster.awaitUntil('the smaller side ends', () => cluster.running.length === 2, 40_000)
    expect(cluster.running).toEqual(['d', 'e'])
  })

  test('leaves the node that still holds the lease, although it is alone', () => {
    const { cluster, database } = leaseCluster(['a', 'b', 'c', 'd'], { releaseAfterMs: 60_000 })
    cluster.partition(['d'], ['a', 'b', 'c'])
    cluster.awaitAgreement(['a', 'b', 'c'])
    cluster.partition(['a'], ['b', 'c'])
    cluster.awaitUntil('the larger side ends', () => cluster.running.length === 1, 40_000)
    expect(cluster.running).toEqual(['a'])
    expect(database.ownerOf('test-pekko-sbr')).toBe('a:1')
  })

  test('leaves the smaller side when the larger one cannot reach the database [C-262]', () => {
    const { cluster, database } = leaseCluster(five)
    cluster.partition(['a', 'b'], ['c', 'd', 'e'])
    cluster.partition(['c', 'd', 'e'], ['database'])
    cluster.awaitUntil('the larger side ends', () => cluster.running.length === 2, 40_000)
    expect(cluster.running).toEqual(['a', 'b'])
    expect(database.ownerOf('test-pekko-sbr')).toBe('a:1')
    expect(decisions(cluster)).toEqual([
      ['a', 'AcquireLeaseAndDownUnreachable', 'a:1'],
      ['c', 'DownReachable', null],
    ])
    cluster.awaitAgreement(['a', 'b'])
  })

  test('leaves no side when another owner holds the lease [C-259]', () => {
    const { cluster, database } = leaseCluster(['a', 'b', 'c'])
    database.give('test-pekko-sbr', 'z:1', 1_000_000)
    cluster.partition(['a'], ['b', 'c'])
    cluster.awaitUntil('all end', () => cluster.running.length === 0, 40_000)
    expect(decisions(cluster)).toEqual([
      ['b', 'DownReachable', 'z:1'],
      ['a', 'DownReachable', 'z:1'],
    ])
  })

  test('between two nodes takes both down with the lease and all three without [C-259]', () => {
    for (const [owner, living] of [
      [null, ['a']],
      ['z:1', []],
    ] as const) {
      const { cluster, database } = leaseCluster(['a', 'b', 'c'])
      if (owner !== null) database.give('test-pekko-sbr', owner, 1_000_000)
      cluster.network.cut('b', 'c')
      cluster.awaitUntil('nodes end', () => cluster.running.length === living.length, 60_000)
      expect(cluster.running).toEqual(living)
      expect(decisions(cluster)[0]).toEqual(
        owner === null
          ? ['a', 'AcquireLeaseAndDownIndirectlyConnected', 'a:1']
          : ['a', 'ReverseDownIndirectlyConnected', 'z:1'],
      )
    }
  })

  test('releases the lease some time after the removal of the downed members', () => {
    const { cluster, database } = leaseCluster(['a', 'b', 'c'])
    cluster.partition(['c'], ['a', 'b'])
    cluster.awaitAgreement(['a', 'b'])
    const removedAt = cluster.network.now
    expect(database.ownerOf('test-pekko-sbr')).toBe('a:1')
    cluster.awaitUntil('the lease is free', () => database.ownerOf('test-pekko-sbr') === null)
    expect(cluster.network.now - removedAt).toBeGreaterThan(4000)
    expect(cluster.network.now - removedAt).toBeLessThan(7000)
  })

  test('uses the lease of the given name, and the default for a blank one [C-261]', () => {
    for (const [leaseName, expected] of [
      ['', 'test-pekko-sbr'],
      ['  ', 'test-pekko-sbr'],
      ['mine', 'mine'],
    ] as const) {
      const { cluster, database } = leaseCluster(['a', 'b', 'c'], { leaseName })
      cluster.partition(['c'], ['a', 'b'])
      cluster.awaitUntil('c ends', () => !cluster.running.includes('c'))
      expect(database.ownerOf(expected)).toBe('a:1')
    }
  })
})

test('while the request for the lease has no answer, ticks are ignored and events wait [C-259]', () => {
  let pending: LeaseRequest | null = null
  let requests = 0
  const cluster = new TestCluster({
    seeds: ['a'],
    settings: { downing },
    setup: system =>
      Leases.get(system).use(() =>
        Behaviors.receiveMessage<LeaseRequest>(request => {
          requests++
          pending = request
          return Behaviors.same
        }),
      ),
  })
  cluster.form('a', 'b', 'c')
  cluster.kill('c')
  cluster.awaitUntil('the lease is requested', () => pending !== null)
  cluster.network.advance(10_000)
  expect([requests, decisions(cluster)]).toEqual([1, []])
  const outcome: LeaseOutcome = { type: 'LeaseAcquired' }
  pending!.replyTo.tell(leaseProtocol.reply(outcome))
  cluster.awaitAgreement(['a', 'b'])
  expect(decisions(cluster)).toEqual([['a', 'AcquireLeaseAndDownUnreachable', 'a:1']])
})
