import { describe, expect, test } from 'vitest'
import { TestCluster } from '../testkit/test-cluster.ts'

const manual = { downing: { strategy: 'none' } } as const
const autoDown = (afterMs: number) => ({ downing: { strategy: 'auto-down', afterMs } }) as const

describe('a crashed node', () => {
  test('is unreachable for all others and blocks convergence until it is downed [C-160, C-186]', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: manual })
    cluster.form('a', 'b', 'c')
    const killed = cluster.network.now
    cluster.network.kill('c')
    cluster.awaitUntil('both see it', () =>
      ['a', 'b'].every(id => cluster.view(id) === 'a Up, b Up, c Up unreachable'),
    )
    expect(cluster.network.now - killed).toBeLessThan(7000)
    cluster.network.advance(20000)
    expect(cluster.view('a')).toBe('a Up, b Up, c Up unreachable')
    expect(cluster.network.eventsOf('ConvergenceChanged', 'a').at(-1)!.converged).toBe(false)

    cluster.at('b').down('pekko://test@c:1')
    cluster.awaitAgreement(['a', 'b'])
    const removed = cluster.network.eventsOf('MemberChanged', 'a').at(-1)!
    expect([removed.status, removed.previous]).toEqual(['Removed', 'Down'])
    expect(cluster.network.eventsOf('ConvergenceChanged', 'a').at(-1)!.converged).toBe(true)
  })

  test('becomes unreachable, then Down, then Removed with keep-majority', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b', 'c', 'd', 'e')
    const killed = cluster.network.now
    cluster.network.kill('a')
    cluster.awaitAgreement(['b', 'c', 'd', 'e'])
    expect(cluster.network.now - killed).toBeLessThan(15000)
    for (const id of ['b', 'c', 'd', 'e']) expect(cluster.leader(id)).toBe('b')
    const decided = cluster.network.eventsOf('DowningDecided')
    expect(decided.map(({ node, decision, down }) => [node, decision, down])).toEqual([
      ['b', 'DownUnreachable', ['pekko://test@a:1']],
    ])
  })

  test('is removed after another node than the leader downs it, for the middle and the last address [C-183, C-180]', () => {
    for (const victim of ['b', 'c']) {
      const cluster = new TestCluster({ seeds: ['a'], settings: manual })
      cluster.form('a', 'b', 'c')
      const others = ['a', 'b', 'c'].filter(id => id !== victim)
      cluster.network.kill(victim)
      cluster.awaitUntil('it is seen', () => others.every(id => cluster.view(id).includes('unreachable')))
      cluster.at(others[1]!).down(`pekko://test@${victim}:1`)
      cluster.awaitAgreement(others)
    }
  })

  test('that was leader is replaced by the next leader once it is downed, twice in a row [C-173]', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: manual })
    cluster.form('a', 'b', 'c', 'd')
    const left = ['a', 'b', 'c', 'd']
    for (const victim of ['a', 'b']) {
      left.shift()
      cluster.network.kill(victim)
      cluster.awaitUntil('it is seen', () => left.every(id => cluster.view(id).includes('unreachable')))
      cluster.at('d').down(`pekko://test@${victim}:1`)
      cluster.awaitAgreement([...left])
      for (const id of left) expect(cluster.leader(id)).toBe(left[0])
    }
  })
})

test('a node that is cut off right after it joined becomes unreachable [C-154]', () => {
  const cluster = new TestCluster({ seeds: ['a'], settings: manual })
  cluster.start('a')
  cluster.network.advance(2000)
  cluster.start('b')
  cluster.awaitUntil('a knows b', () => cluster.view('a').includes('b '))
  cluster.partition(['a'], ['b'])
  cluster.awaitUntil('a notices', () => cluster.view('a').includes('unreachable'), 15000)
})

describe('downing', () => {
  test('of a healthy node makes it shut down and removes it [C-133, C-179, C-181]', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: manual })
    cluster.form('a', 'b', 'c')
    cluster.at('b').down('pekko://test@c:1')
    cluster.awaitUntil('c ends', () => !cluster.network.node('c').running, 5000)
    expect(cluster.network.node('c').ended).toBe('downed')
    cluster.awaitAgreement(['a', 'b'], 30000)
  })

  test('reaches the downed node at once, without a gossip round [C-164]', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: { ...manual, gossipIntervalMs: 600000 } })
    cluster.start('a')
    cluster.start('b')
    cluster.awaitUntil('b is Up for a', () => cluster.view('a') === 'a Up, b Up')
    cluster.at('a').down('pekko://test@b:1')
    cluster.network.advance(10)
    expect(cluster.network.node('b').ended).toBe('downed')
  })

  test('of the own node ends its membership', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: manual })
    cluster.form('a', 'b', 'c')
    cluster.at('c').down('pekko://test@c:1')
    cluster.awaitUntil('c ends', () => !cluster.network.node('c').running, 5000)
    expect(cluster.network.node('c').ended).toBe('downed')
    cluster.awaitAgreement(['a', 'b'], 30000)
  })

  test('of an unknown address is ignored', () => {
    const cluster = new TestCluster({ seeds: ['a'] })
    cluster.form('a', 'b')
    cluster.at('a').down('pekko://test@nobody:1')
    cluster.network.advance(2000)
    expect(cluster.agreed()).toBe(true)
  })
})

describe('auto-down', () => {
  test('downs all crashed nodes on the leader [C-145, C-182]', () => {
    for (const afterMs of [0, 1000]) {
      const cluster = new TestCluster({ seeds: ['a'], settings: autoDown(afterMs) })
      cluster.form('a', 'b', 'c', 'd')
      for (const id of ['b', 'c', 'd']) cluster.network.kill(id)
      cluster.awaitAgreement(['a'], 30000)
      expect(cluster.network.eventsOf('DowningDecided').every(event => event.node === 'a')).toBe(true)
      const seen = cluster.network.eventsOf('MemberUnreachable', 'a')[0]!
      const downed = cluster.network.eventsOf('DowningDecided', 'a')[0]!
      expect(downed.at - seen.at).toBe(afterMs)
    }
  })

  test('waits on any other node and downs once that node becomes the leader [C-146]', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: autoDown(500) })
    cluster.form('a', 'b', 'c')
    cluster.network.kill('a')
    cluster.awaitAgreement(['b', 'c'], 30000)
    const decided = cluster.network.eventsOf('DowningDecided')
    expect(decided.map(event => event.node)).toEqual(['b'])
  })

  test('downs no node that becomes reachable before the time-out [C-147]', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: autoDown(10000) })
    cluster.form('a', 'b', 'c')
    cluster.partition(['c'], ['a', 'b'])
    cluster.awaitUntil('it is seen', () => ['a', 'b'].every(id => cluster.view(id).includes('unreachable')))
    cluster.network.advance(3000)
    cluster.heal(['c'], ['a', 'b'])
    cluster.awaitAgreement()
    cluster.network.advance(20000)
    expect(cluster.agreed()).toBe(true)
    expect(cluster.network.eventsOf('DowningDecided')).toEqual([])
  })

  test('splits a partitioned cluster in two, which stay separate after the heal [C-201]', () => {
    const cluster = new TestCluster({ seeds: ['a'], settings: autoDown(1000) })
    cluster.form('a', 'b', 'c', 'd', 'e')
    cluster.partition(['a', 'b'], ['c', 'd', 'e'])
    cluster.awaitAgreement(['a', 'b'], 30000)
    cluster.awaitAgreement(['c', 'd', 'e'], 30000)
    expect([cluster.leader('a'), cluster.leader('e')]).toEqual(['a', 'c'])
    cluster.heal(['a', 'b'], ['c', 'd', 'e'])
    cluster.network.advance(20000)
    expect(cluster.agreed(['a', 'b'])).toBe(true)
    expect(cluster.agreed(['c', 'd', 'e'])).toBe(true)
  })
})
