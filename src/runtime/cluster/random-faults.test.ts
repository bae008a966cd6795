import { expect, test } from 'vitest'
import { seededRandom } from '../random.ts'
import { TestCluster } from '../testkit/test-cluster.ts'

const ids = ['a', 'b', 'c', 'd', 'e']

const isMember = (cluster: TestCluster) => (id: string) => cluster.at(id).selfMember.status !== 'Removed'

/** Kills, leaves, restarts, partitions and pauses nodes at random, then ends all faults. */
function storm(seed: number): TestCluster {
  const random = seededRandom(`storm ${seed}`)
  const cluster = new TestCluster({ seed, seeds: ids, links: { default: { minMs: 1, maxMs: 20 } } })
  cluster.startAll(...ids)
  cluster.network.advance(8000)
  for (let fault = 0; fault < 8; fault++) {
    const id = random.pick(ids)
    const running = cluster.network.node(id).running
    const others = ids.filter(other => other !== id)
    const kind = random.below(6)
    if (!running) cluster.network.restart(id)
    else if (kind === 0) cluster.network.kill(id)
    else if (kind === 1) cluster.network.restart(id)
    else if (kind === 2) cluster.at(random.pick(cluster.running)).leave(cluster.network.addressOf(id))
    else if (kind === 3) cluster.at(random.pick(cluster.running)).down(cluster.network.addressOf(id))
    else {
      // During a cut a restarted first seed would found a second cluster, as in Pekko. So the cut waits until
      // no node is joining.
      cluster.awaitUntil(
        'all or none are members',
        () => new Set(cluster.running.map(isMember(cluster))).size < 2,
        90000,
      )
      const island = kind === 4 ? [id] : ids.filter(() => random.below(2) === 0)
      const rest = kind === 4 ? others : ids.filter(other => !island.includes(other))
      cluster.partition(island, rest)
      cluster.network.advance(random.below(15000))
      cluster.heal(island, rest)
    }
    cluster.network.advance(random.below(8000))
  }
  cluster.network.advance(20000)
  // A node also restarts when it joined through a member that died before it gossiped, because no other
  // member knows it.
  const isUp = (id: string) => cluster.network.node(id).running && cluster.at(id).selfMember.status === 'Up'
  for (const id of ids) if (!isUp(id)) cluster.network.restart(id)
  return cluster
}

test('all running nodes agree after random faults have ended', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const cluster = storm(seed)
    try {
      cluster.awaitAgreement(ids, 90000)
    } catch (thrown) {
      throw new Error(`Seed [${seed}]: ${(thrown as Error).message}`)
    }
    for (const id of ids) expect(cluster.leader(id)).toBe('a')
  }
}, 120000)

const large = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']

const ends: Readonly<Record<string, (cluster: TestCluster, gone: readonly string[]) => void>> = {
  crash: (cluster, gone) => {
    for (const id of gone) cluster.kill(id)
  },
  leave: (cluster, gone) => {
    for (const id of gone) cluster.leave(id, 'a')
  },
  partition: (cluster, gone) => {
    cluster.partition(
      gone,
      cluster.running.filter(id => !gone.includes(id)),
    )
  },
}

/** Each with all members and those that go. */
const departures: readonly (readonly [all: readonly string[], gone: readonly string[]])[] = [
  [ids, ['e']],
  [ids, ['d', 'e']],
  [large, ['j']],
  [large, ['g', 'h', 'i', 'j']],
]

test.each(Object.keys(ends))(
  'after the %s of one or several nodes of a small or large cluster the survivors agree in time [C-151]',
  kind => {
    for (const [all, gone] of departures) {
      const cluster = new TestCluster({ seeds: ['a'] })
      cluster.startAll(...all)
      cluster.awaitAgreement()
      ends[kind]!(cluster, gone)
      const survivors = all.filter(id => !gone.includes(id))
      const perMemberMs = gone.length === 1 ? 3000 : 5000
      cluster.awaitAgreement(survivors, 25_000 + perMemberMs * all.length)
      expect(new Set(survivors.map(id => cluster.leader(id)))).toEqual(new Set(['a']))
    }
  },
)
