import { expect, test } from 'vitest'
import { workers } from '../testkit/singleton-cluster.ts'

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
  'of a cluster split %j from %j the survivors run exactly one singleton, and the others end [C-271]',
  (going, living) => {
    const cluster = workers(going.length + living.length)
    for (const a of going) for (const b of living) cluster.network.cut(a, b)
    cluster.awaitUntil(
      'the smaller side ends',
      () => going.every(id => !cluster.network.node(id).running),
      40_000,
    )
    cluster.network.advance(10_000)
    const live = cluster.live().filter(id => cluster.running.includes(id))
    expect(live).toHaveLength(1)
    expect(living).toContain(live[0])
    expect(cluster.running).toEqual([...living].sort())
    for (const id of living) expect(cluster.ask(id)).toBe(live[0])
    for (const id of going) expect(cluster.network.node(id).ended).toBe('downed')
  },
)
