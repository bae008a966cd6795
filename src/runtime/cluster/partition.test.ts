import { describe, expect, test } from 'vitest'
import { TestCluster } from '../testkit/test-cluster.ts'

const manual = { downing: { strategy: 'none' } } as const

describe('a partition', () => {
  test('is observed on both sides, and leaves no record after the heal [C-185, C-187]', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: manual })
    cluster.form('a', 'b', 'c')
    cluster.partition(['b'], ['a', 'c'])
    cluster.awaitUntil(
      'all see it',
      () =>
        ['a', 'c'].every(id => cluster.view(id) === 'a Up, b Up unreachable, c Up') &&
        cluster.view('b') === 'a Up unreachable, b Up, c Up unreachable',
    )
    expect(cluster.leader('b')).toBe('b')
    cluster.heal(['b'], ['a', 'c'])
    cluster.awaitAgreement()
    expect(cluster.network.eventsOf('MemberReachable', 'b')).toHaveLength(2)
  })

  test('into two halves heals into one cluster [C-196]', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: manual })
    cluster.form('a', 'b', 'c', 'd', 'e')
    cluster.partition(['a', 'b'], ['c', 'd', 'e'])
    cluster.network.advance(15000)
    expect(cluster.view('a')).toBe('a Up, b Up, c Up unreachable, d Up unreachable, e Up unreachable')
    cluster.heal(['a', 'b'], ['c', 'd', 'e'])
    cluster.awaitAgreement()
  })

  test('with keep-majority keeps the larger side, and the smaller one shuts down [C-224]', () => {
    for (const [minority, majority] of [
      [
        ['a', 'b'],
        ['c', 'd', 'e'],
      ],
      [['e'], ['a', 'b', 'c', 'd']],
    ] as const) {
      const cluster = new TestCluster({ seeds: ['a'] })
      cluster.form('a', 'b', 'c', 'd', 'e')
      cluster.partition(minority, majority)
      cluster.awaitAgreement(majority, 40000)
      cluster.awaitUntil('the minority ends', () => minority.every(id => !cluster.network.node(id).running))
      for (const id of minority) expect(cluster.network.node(id).ended).toBe('downed')
    }
  })

  test('into equal sides keeps the one with the lowest address [C-225]', () => {
    const cluster = new TestCluster({ seeds: ['d'] })
    cluster.form('d', 'c', 'b', 'a')
    cluster.partition(['a', 'd'], ['b', 'c'])
    cluster.awaitAgreement(['a', 'd'], 40000)
    cluster.awaitUntil('the others end', () => ['b', 'c'].every(id => !cluster.network.node(id).running))
  })

  test('into three parts without a majority shuts all of them down [C-228]', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b', 'c', 'd', 'e')
    cluster.partition(['a', 'b'], ['c', 'd', 'e'])
    cluster.partition(['c', 'd'], ['e'])
    cluster.awaitUntil('all end', () => cluster.running.length === 0, 60000)
  })

  test('of two nodes that a third still reaches downs the two and keeps the third [C-263, C-265]', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b', 'c')
    cluster.partition(['b'], ['c'])
    cluster.awaitUntil('b and c end', () => cluster.running.length === 1, 60000)
    cluster.awaitAgreement(['a'], 30000)
    expect(cluster.network.eventsOf('DowningDecided').map(event => event.decision)).toContain(
      'DownIndirectlyConnected',
    )
  })

  test('lets Joining members on both sides become WeaklyUp, and Up after the heal [C-170, C-171, C-172]', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: { ...manual, allowWeaklyUpMembersMs: 3000 } })
    cluster.form('a', 'c', 'd')
    cluster.partition(['a', 'b'], ['c', 'd', 'e'])
    cluster.awaitUntil(
      'both sides see it',
      () =>
        cluster.view('a') === 'a Up, c Up unreachable, d Up unreachable' &&
        ['c', 'd'].every(id => cluster.view(id) === 'a Up unreachable, c Up, d Up'),
    )
    cluster.start('b', { join: false })
    cluster.at('b').join('pekko://test@a:1')
    cluster.start('e', { join: false })
    cluster.at('e').join('pekko://test@d:1')
    cluster.awaitUntil(
      'both are WeaklyUp',
      () =>
        ['a', 'b'].every(id => cluster.view(id).includes('b WeaklyUp')) &&
        ['c', 'd', 'e'].every(id => cluster.view(id).includes('e WeaklyUp')),
    )
    expect(cluster.at('b').state.members).toHaveLength(4)
    cluster.heal(['a', 'b'], ['c', 'd', 'e'])
    cluster.awaitAgreement(undefined, 20000)
  })

  test('lets one side admit members, which are all Up after the heal [C-197]', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: { ...manual, allowWeaklyUpMembersMs: null } })
    cluster.form('a', 'b', 'c', 'd', 'e')
    cluster.partition(['a'], ['b', 'c', 'd', 'e'])
    cluster.network.advance(10000)
    cluster.partition(['f', 'g'], ['b', 'c', 'd', 'e'])
    cluster.startAll('f', 'g')
    cluster.network.advance(8000)
    expect(cluster.view('a')).toContain('f Joining, g Joining')
    expect(cluster.view('b')).not.toContain('f ')
    cluster.heal(['a', 'f', 'g'], ['b', 'c', 'd', 'e'])
    cluster.awaitAgreement(undefined, 30000)
  })

  test('keeps a node Joining while another is unreachable [C-161]', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: { ...manual, allowWeaklyUpMembersMs: null } })
    cluster.form('a', 'b', 'c')
    cluster.network.kill('c')
    cluster.awaitUntil('it is seen', () => cluster.view('a').includes('unreachable'))
    cluster.start('d')
    cluster.network.advance(5000)
    for (const id of ['a', 'b', 'd']) {
      expect(cluster.view(id)).toBe('a Up, b Up, c Up unreachable, d Joining')
      expect(cluster.at(id).state.seenBy).toHaveLength(3)
    }
  })

  test('keeps a downed half out after the heal [C-200]', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: manual })
    cluster.form('a', 'b', 'c', 'd')
    cluster.partition(['a', 'b'], ['c', 'd'])
    cluster.awaitUntil(
      'it is seen',
      () => cluster.view('a') === 'a Up, b Up, c Up unreachable, d Up unreachable',
    )
    for (const id of ['c', 'd']) cluster.at('a').down(`pekko://test@${id}:1`)
    cluster.awaitAgreement(['a', 'b'])
    cluster.heal(['a', 'b'], ['c', 'd'])
    cluster.network.advance(20000)
    expect(cluster.agreed(['a', 'b'])).toBe(true)
    for (const id of ['c', 'd'])
      expect(cluster.view(id)).toBe('a Up unreachable, b Up unreachable, c Up, d Up')
  })

  test('whose halves down each other leaves two clusters, also after the heal [C-202]', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: manual })
    cluster.form('a', 'b', 'c', 'd')
    cluster.partition(['a', 'b'], ['c', 'd'])
    cluster.awaitUntil('all see it', () =>
      cluster.running.every(id => cluster.at(id).state.unreachable.length === 2),
    )
    for (const id of ['c', 'd']) cluster.at('a').down(`pekko://test@${id}:1`)
    for (const id of ['a', 'b']) cluster.at('d').down(`pekko://test@${id}:1`)
    cluster.awaitAgreement(['a', 'b'])
    cluster.awaitAgreement(['c', 'd'])
    cluster.heal(['a', 'b'], ['c', 'd'])
    cluster.network.advance(20000)
    expect(cluster.running).toHaveLength(4)
    expect(cluster.agreed(['a', 'b']) && cluster.agreed(['c', 'd'])).toBe(true)
  })

  test('keeps a node Joining until the other half is downed [C-199]', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: { ...manual, allowWeaklyUpMembersMs: null } })
    cluster.form('a', 'b', 'c', 'd')
    cluster.partition(['a', 'b', 'e'], ['c', 'd'])
    cluster.awaitUntil('it is seen', () => cluster.at('a').state.unreachable.length === 2)
    cluster.start('e')
    cluster.network.advance(8000)
    expect(cluster.at('e').selfMember.status).toBe('Joining')
    for (const id of ['c', 'd']) cluster.at('b').down(`pekko://test@${id}:1`)
    cluster.awaitAgreement(['a', 'b', 'e'])
  })

  test('that heals before the time-outs downs no member [C-258]', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b', 'c')
    for (let round = 0; round < 4; round++) {
      cluster.partition(['c'], ['a', 'b'])
      cluster.awaitUntil('it is seen', () => cluster.view('a').includes('unreachable'))
      cluster.heal(['c'], ['a', 'b'])
      cluster.awaitAgreement()
    }
    cluster.network.advance(10000)
    expect(cluster.agreed()).toBe(true)
    expect(cluster.network.eventsOf('DowningDecided')).toEqual([])
  })

  test('that never becomes stable makes every node go down before the leader may decide', () => {
    const unstable = {
      strategy: 'keep-majority',
      stableAfterMs: 8000,
      role: '',
      downAllWhenUnstableMs: 4000,
    } as const
    const cluster = new TestCluster({ seeds: ['a'], settings: { downing: unstable } })
    cluster.form('a', 'b', 'c', 'd', 'e')
    // While d stays unreachable, e goes and returns more often than every 8 s.
    cluster.partition(['d'], ['a', 'b', 'c', 'e'])
    const firstUnreachable = () => cluster.network.eventsOf('MemberUnreachable', 'a')[0]!.at
    for (let round = 0; round < 4; round++) {
      cluster.partition(['e'], ['a', 'b', 'c', 'd'])
      cluster.network.advance(5000)
      cluster.heal(['e'], ['a', 'b', 'c'])
      cluster.network.advance(2000)
    }
    const decided = cluster.network.eventsOf('DowningDecided').filter(({ node }) => 'abc'.includes(node))
    // The leader a and, at the same tick, b.
    expect(decided.map(({ node }) => node)).toEqual(['a', 'b'])
    for (const { decision, rule, at } of decided) {
      expect([decision, rule]).toEqual(['DownAll', 'down-all-when-unstable'])
      expect(at - firstUnreachable()).toBeGreaterThan(12_000)
    }
    cluster.network.advance(10_000)
    expect(cluster.running).toEqual([])
    for (const id of ['a', 'b', 'c', 'd', 'e']) expect(cluster.network.node(id).ended).toBe('downed')
  })

  test('that never becomes stable makes each node decide to down all without the leader [C-257]', () => {
    const downing = {
      strategy: 'keep-majority',
      stableAfterMs: 8000,
      role: '',
      downAllWhenUnstableMs: 4000,
    } as const
    const cluster = new TestCluster({ seeds: ['a'], settings: { downing } })
    const all = ['a', 'b', 'c', 'd', 'e']
    cluster.form(...all)
    cluster.partition(['d'], ['a', 'b', 'c', 'e'])
    for (let round = 0; round < 2; round++) {
      cluster.partition(['e'], ['a', 'b', 'c', 'd'])
      cluster.network.advance(5000)
      cluster.heal(['e'], ['a', 'b', 'c'])
      cluster.network.advance(2000)
    }
    // Only d sees no change any more, so it decides as a minority.
    expect(cluster.network.eventsOf('DowningDecided').map(({ node }) => node)).toEqual(['d'])
    // No node can hear the decision of another one.
    for (const id of all)
      cluster.partition(
        [id],
        all.filter(other => other !== id),
      )
    cluster.network.advance(8000)
    const decided = cluster.network.eventsOf('DowningDecided').filter(({ node }) => 'abce'.includes(node))
    expect(decided.map(({ node }) => node).sort()).toEqual(['a', 'b', 'c', 'e'])
    expect(new Set(decided.map(({ rule }) => rule))).toEqual(new Set(['down-all-when-unstable']))
    expect(new Set(decided.map(({ decision }) => decision))).toEqual(new Set(['DownAll']))
  })
})
