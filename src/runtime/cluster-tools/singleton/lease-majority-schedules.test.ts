import { expect, test } from 'vitest'
import { Leases } from '../../coordination/index.ts'
import { type Random, seededRandom } from '../../random.ts'
import { LeaseDatabase } from '../../testkit/lease-database.ts'
import { numberedIds } from '../testkit/numbered-ids.ts'
import { SingletonCluster } from '../testkit/singleton-cluster.ts'

const downing = {
  strategy: 'lease-majority',
  stableAfterMs: 3000,
  downAllWhenUnstableMs: 4000,
  acquireLeaseDelayForMinorityMs: 2000,
  releaseAfterMs: 40_000,
  leaseName: '',
  role: '',
} as const

function leaseWorkers(size: number, seed: number): SingletonCluster {
  const cluster = new SingletonCluster({
    seed,
    settings: { downing },
    setup: system => Leases.get(system).useDatabase(database.path),
  })
  const database = new LeaseDatabase(cluster.network)
  for (const id of numberedIds(size)) cluster.startWorker(id)
  cluster.awaitAgreement()
  cluster.network.advance(2000)
  return cluster
}

const pauseMs = (random: Random) => 2000 + random.below(12_001)

/** Cuts the nodes into two random sides, and heals the cut in half of the runs. */
function cleanSplit(cluster: SingletonCluster, random: Random): void {
  const ids = [...cluster.running]
  const sideSize = 1 + random.below(ids.length - 1)
  const side: string[] = []
  while (side.length < sideSize) side.push(...ids.splice(random.below(ids.length), 1))
  cluster.partition(side, ids)
  cluster.network.advance(pauseMs(random))
  if (random.below(2) === 0) cluster.heal(side, ids)
}

/** Cuts and heals links of one node, again and again. */
function flakyNode(cluster: SingletonCluster, random: Random): void {
  const id = random.pick(cluster.running)
  for (let i = 0; i < 4; i++) {
    const others = cluster.running.filter(other => other !== id && random.below(2) === 0)
    cluster.partition([id], others)
    cluster.network.advance(pauseMs(random))
    if (random.below(3) > 0) cluster.heal([id], others)
  }
}

test.each(
  [3, 5, 9].flatMap(size => Array.from({ length: size === 9 ? 4 : 10 }, (_, i) => [size, i + 1] as const)),
)(
  'with lease-majority %i nodes never run two singletons in random trouble, seed %i [C-272]',
  (size, seed) => {
    const cluster = leaseWorkers(size, seed)
    const random = seededRandom(`lease/${size}/${seed}`)
    if (random.below(2) === 0) cleanSplit(cluster, random)
    else flakyNode(cluster, random)
    cluster.network.advance(120_000)
    expect(cluster.maxConcurrentInstances()).toBe(1)
    for (const id of cluster.running) expect(cluster.view(id)).not.toContain('unreachable')
    const [host] = cluster.live().filter(id => cluster.running.includes(id))
    for (const id of cluster.running) expect(cluster.ask(id, 30_000)).toBe(host)
  },
)
