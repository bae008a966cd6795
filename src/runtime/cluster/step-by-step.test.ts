import { expect, test } from 'vitest'
import { TestCluster } from '../testkit/test-cluster.ts'
import type { DowningSettings } from './cluster-settings.ts'

/** The leader tick is so rare that each gossip round between two leader actions can be observed. */
const rarely = { leaderActionsIntervalMs: 5000, periodicTasksInitialDelayMs: 300 }

const status = (cluster: TestCluster, id: string, by: string) =>
  cluster.at(by).state.members.find(member => member.uniqueAddress.address.includes(`@${id}:`))?.status

test('a joining node is Joining on both nodes until the leader acts, and Up on the other after one gossip [C-162]', () => {
  const cluster = new TestCluster({ seeds: ['a'], settings: rarely })
  cluster.form('a')
  cluster.network.advance(400)
  cluster.start('b')
  cluster.network.advance(2000)
  for (const id of ['a', 'b']) {
    expect(cluster.view(id)).toBe('a Up, b Joining')
    expect(cluster.at(id).state.seenBy).toHaveLength(2)
  }
  cluster.awaitUntil('the leader made it Up', () => status(cluster, 'b', 'a') === 'Up')
  expect(status(cluster, 'b', 'b')).toBe('Joining')
  cluster.network.advance(2 * 200)
  expect(status(cluster, 'b', 'b')).toBe('Up')
})

test('a node that joins another node than the leader becomes Up when gossip has reached all members [C-163]', () => {
  const cluster = new TestCluster({ seeds: ['a'], settings: rarely })
  cluster.form('a', 'b')
  cluster.start('c', { join: false })
  cluster.at('c').join('pekko://test@b:1')
  cluster.awaitUntil('b knows it', () => status(cluster, 'c', 'b') === 'Joining')
  expect(status(cluster, 'c', 'a')).toBeUndefined()
  cluster.awaitUntil('a knows it by gossip', () => status(cluster, 'c', 'a') === 'Joining', 1000)
  cluster.awaitUntil('the leader made it Up', () => status(cluster, 'c', 'a') === 'Up')
  expect(status(cluster, 'c', 'c')).toBe('Joining')
  cluster.awaitAgreement(['a', 'b', 'c'], 1000)
})

test('a node that cannot reach a second one has seen this alone, the third learns it by gossip, and a downed node shuts down [C-164]', () => {
  const cluster = new TestCluster({ seeds: ['a'], settings: { downing: { strategy: 'none' } } })
  cluster.form('a', 'b', 'c')
  cluster.network.cut('a', 'b')
  cluster.awaitUntil('a misses b', () => cluster.view('a').includes('b Up unreachable'))
  expect(cluster.at('a').state.seenBy).toEqual(['pekko://test@a:1'])
  expect(cluster.view('c')).toBe('a Up, b Up, c Up')
  cluster.awaitUntil('c knows it', () => cluster.view('c').includes('b Up unreachable'), 1000)
  cluster.awaitUntil('a knows that c knows', () => cluster.at('a').state.seenBy.length === 2, 1000)
  cluster.network.heal('a', 'b')
  cluster.at('c').down('pekko://test@b:1')
  cluster.network.advance(10)
  expect(cluster.network.node('b').ended).toBe('downed')
})

test('a node that restarts with other roles each time is a member with the new roles only [C-193]', () => {
  const cluster = new TestCluster({ seeds: ['a'] })
  const roles: string[] = []
  cluster.form('a', 'b')
  cluster.start('c', { roles })
  for (const round of [1, 2, 3]) {
    roles.splice(0, roles.length, `round-${round}`)
    cluster.network.restart('c')
    cluster.awaitAgreement(undefined, 40_000)
    for (const id of ['a', 'b', 'c']) {
      const seen = cluster.at(id).state.members.flatMap(member => member.roles)
      expect(seen).toEqual([`round-${round}`])
    }
  }
})

test.each([
  ['2 | 1', ['c', 'd'], ['e'], 'first'],
  ['1 | 2', ['c'], ['d', 'e'], 'second'],
  ['4 | 5', ['a', 'b', 'c', 'd'], ['e', 'f', 'g', 'h', 'i'], 'second'],
  ['4 | 4', ['b', 'c', 'd', 'e'], ['a', 'f', 'g', 'h'], 'second'],
] as const)(
  'a cluster split %s keeps the larger side, or the one with the lowest address [C-268]',
  (_, one, other, lives) => {
    const cluster = new TestCluster({ seeds: [one[0]!] })
    cluster.startAll(...one, ...other)
    cluster.awaitAgreement()
    cluster.partition(one, other)
    const [living, going] = lives === 'first' ? [one, other] : [other, one]
    cluster.awaitUntil('the other side ends', () => going.every(id => !cluster.network.node(id).running))
    cluster.awaitAgreement(living, 20_000)
  },
)

const resolver = { stableAfterMs: 3000, downAllWhenUnstableMs: null }
const staticQuorum = { ...resolver, strategy: 'static-quorum', quorumSize: 5, role: '' } as const
const keepOldest = { ...resolver, strategy: 'keep-oldest', downIfAlone: true, role: '' } as const
const downAll = { ...resolver, strategy: 'down-all' } as const

/** The outcome of a cut between clusters of these sizes; the first side has the oldest member. */
function sideThatSurvives(downing: DowningSettings, first: number, second: number): string {
  const ids = [...'abcdefghi'].slice(0, first + second)
  const sides = [ids.slice(0, first), ids.slice(first)]
  const cluster = new TestCluster({ seeds: ['a'], settings: { downing } })
  cluster.form(...ids)
  cluster.partition(sides[0]!, sides[1]!)
  const runs = (side: readonly string[]) => side.filter(id => cluster.network.node(id).running).length
  cluster.awaitUntil('each side is whole or gone, and one is gone', () => {
    const running = sides.map(runs)
    return running.every((count, i) => count === 0 || count === sides[i]!.length) && running.includes(0)
  })
  cluster.network.advance(10_000)
  const living = sides.findIndex(side => runs(side) > 0)
  if (living === -1) return 'none'
  cluster.awaitAgreement(sides[living])
  return ['first', 'second'][living]!
}

test.each([
  [1, 2, 'none'],
  [4, 4, 'none'],
  [5, 4, 'first'],
  [1, 5, 'second'],
  [4, 5, 'second'],
] as const)('with a static quorum of 5 a cluster split %i | %i keeps %s [C-267]', (first, second, lives) =>
  expect(sideThatSurvives(staticQuorum, first, second)).toBe(lives),
)

test.each([
  [3, 3, 'first'],
  [1, 1, 'first'],
  [1, 2, 'second'],
] as const)('with keep-oldest a cluster split %i | %i keeps %s [C-269]', (first, second, lives) =>
  expect(sideThatSurvives(keepOldest, first, second)).toBe(lives),
)

test('with down-all a cluster split 1 | 2 keeps none', () =>
  expect(sideThatSurvives(downAll, 1, 2)).toBe('none'))
