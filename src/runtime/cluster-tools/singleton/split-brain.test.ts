import { expect, test } from 'vitest'
import { SingletonCluster, workers } from '../testkit/singleton-cluster.ts'

test.each([
  [['n1'], ['n2', 'n3']],
  [
    ['n1', 'n2'],
    ['n3', 'n4', 'n5'],
  ],
  [
    ['n3', 'n4'],
    ['n1', 'n2', 'n5'],
  ],
] as const)(
  'in a split of %j from %j the majority runs exactly one singleton and the minority ends [C-271]',
  (minority, majority) => {
    const cluster = workers(minority.length + majority.length)
    for (const a of minority) for (const b of majority) cluster.network.cut(a, b)
    cluster.awaitUntil(
      'the smaller side ends',
      () => minority.every(id => !cluster.network.node(id).running),
      40_000,
    )
    cluster.network.advance(10_000)
    const live = cluster.live().filter(id => cluster.running.includes(id))
    expect(live).toHaveLength(1)
    expect(majority).toContain(live[0])
    expect(cluster.running).toEqual([...majority].sort())
    for (const id of majority) expect(cluster.ask(id)).toBe(live[0])
    for (const id of minority) expect(cluster.network.node(id).ended).toBe('downed')
  },
)

const resolver = { stableAfterMs: 3000, downAllWhenUnstableMs: null, role: '' }

test.each([
  [{ ...resolver, strategy: 'static-quorum', quorumSize: 3 }, ['n1', 'n2'], ['n3', 'n4', 'n5']],
  [{ ...resolver, strategy: 'keep-oldest', downIfAlone: true }, ['n3', 'n4', 'n5'], ['n1', 'n2']],
  [{ ...resolver, strategy: 'keep-oldest', downIfAlone: true }, ['n1'], ['n2', 'n3', 'n4', 'n5']],
] as const)(
  'with %j the split-off nodes %j end before %j run a second singleton [C-271]',
  (downing, ending, living) => {
    const cluster = workers(5, { settings: { downing } })
    for (const a of ending) for (const b of living) cluster.network.cut(a, b)
    cluster.awaitUntil(
      'one side ends',
      () => {
        expect(cluster.live().length).toBeLessThanOrEqual(1)
        return ending.every(id => !cluster.network.node(id).running)
      },
      40_000,
    )
    cluster.network.advance(10_000)
    const live = cluster.live().filter(id => cluster.running.includes(id))
    expect(live).toHaveLength(1)
    expect(cluster.running).toEqual([...living])
    for (const id of living) expect(cluster.ask(id)).toBe(live[0])
  },
)

test.each([
  [3000, 2],
  [7000, 1],
])(
  'with a stable-after of %i ms, a partition that the cut-off oldest detects 5 s late has %i instances at once (SB-15)',
  (stableAfterMs, instances) => {
    const downing = {
      strategy: 'keep-majority',
      stableAfterMs,
      role: '',
      downAllWhenUnstableMs: null,
    } as const
    const cluster = new SingletonCluster({ settings: { downing, downRemovalMarginMs: stableAfterMs } })
    const { failureDetector } = cluster.settings
    cluster.startWorker('n1', { failureDetector: { ...failureDetector, acceptableHeartbeatPauseMs: 8000 } })
    cluster.awaitAgreement()
    for (const id of ['n2', 'n3', 'n4', 'n5']) cluster.startWorker(id)
    cluster.awaitAgreement()
    cluster.partition(['n1'], ['n2', 'n3', 'n4', 'n5'])
    cluster.awaitUntil('[n1] ends', () => !cluster.network.node('n1').running, 40_000)
    cluster.network.advance(10_000)
    expect(cluster.maxConcurrentInstances()).toBe(instances)
    expect(cluster.live()).toHaveLength(1)
  },
)
