import { describe, expect, test } from 'vitest'
import {
  type ClockOrdering,
  compareClocks,
  emptyClock,
  increment,
  mergeClocks,
  pruneClock,
  type VectorClock,
} from './vector-clock.ts'

const opposite: { readonly [ordering in ClockOrdering]: ClockOrdering } = {
  same: 'same',
  before: 'after',
  after: 'before',
  concurrent: 'concurrent',
}

function expectOrder(a: VectorClock, b: VectorClock, ordering: ClockOrdering) {
  expect(compareClocks(a, b)).toBe(ordering)
  expect(compareClocks(b, a)).toBe(opposite[ordering])
}

describe('vector clocks', () => {
  test('[C-001] empty clocks are the same', () => {
    expect(Object.keys(emptyClock)).toEqual([])
    expectOrder({}, {}, 'same')
  })

  test('[C-002] equal clocks are the same, whatever the order of their entries', () => {
    expectOrder({ n1: 2, n2: 1 }, { n2: 1, n1: 2 }, 'same')
  })

  test('[C-003] one more entry comes later', () =>
    expectOrder({ n1: 2, n2: 1 }, { n1: 2, n2: 1, n3: 1 }, 'before'))

  test('[C-004] single entries of different nodes are concurrent', () =>
    expectOrder({ n1: 1 }, { n2: 1 }, 'concurrent'))

  test('[C-005] each with an entry the other lacks is concurrent', () =>
    expectOrder({ n1: 2, n2: 1 }, { n1: 2, n3: 1 }, 'concurrent'))

  test('[C-006] a clock contained in another is before it', () =>
    expectOrder({ n2: 2 }, { n1: 1, n2: 2, n3: 1 }, 'before'))

  test('[C-007] ahead in one, behind in another is concurrent', () =>
    expectOrder({ n1: 1, n2: 1 }, { n1: 2 }, 'concurrent'))

  test('[C-008] more entries do not outweigh a higher one', () =>
    expectOrder({ n1: 1, n2: 2, n3: 1 }, { n1: 1, n2: 4 }, 'concurrent'))

  test('[C-009] a missing entry counts as 0', () =>
    expectOrder({ n1: 1, n3: 2 }, { n1: 1, n2: 1, n3: 1 }, 'concurrent'))

  test('[C-010] a merge has every entry at its highest and comes after both', () => {
    const pairs: [VectorClock, VectorClock, VectorClock][] = [
      [
        { n1: 1, n2: 4 },
        { n1: 1, n2: 2, n3: 1 },
        { n1: 1, n2: 4, n3: 1 },
      ],
      [
        { n1: 1, n2: 4 },
        { n3: 2, n4: 1 },
        { n1: 1, n2: 4, n3: 2, n4: 1 },
      ],
    ]
    for (const [a, b, merged] of pairs) {
      expect(mergeClocks(a, b)).toEqual(merged)
      expect(mergeClocks(b, a)).toEqual(merged)
      expectOrder(a, merged, 'before')
      expectOrder(b, merged, 'before')
    }
  })

  test('[C-011] an incremented clock comes later; increments at two nodes are not ordered', () => {
    expectOrder(increment(emptyClock, 'n1'), emptyClock, 'after')
    expectOrder(increment(emptyClock, 'n1'), increment(emptyClock, 'n2'), 'concurrent')
  })

  test('[C-012] a merged and then incremented clock is after both inputs', () => {
    const a = { n1: 1, n2: 3 }
    const b = { n1: 2, n3: 1 }
    const next = increment(mergeClocks(a, b), 'n3')
    expectOrder(next, a, 'after')
    expectOrder(next, b, 'after')
  })

  test('pruning drops one entry', () => expect(pruneClock({ n1: 1, n2: 2 }, 'n1')).toEqual({ n2: 2 }))
})
