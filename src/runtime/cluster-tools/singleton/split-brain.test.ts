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
