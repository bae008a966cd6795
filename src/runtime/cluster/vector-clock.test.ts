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
  test('are the same when both are empty [C-001]', () => {
    expect(Object.keys(emptyClock)).toEqual([])
    expectOrder({}, {}, 'same')
  })

  test('are the same when their entries are equal in any order [C-002]', () => {
    expectOrder({ n1: 2, n2: 1 }, { n2: 1, n1: 2 }, 'same')
  })

  test('are later with one more entry [C-003]', () =>
    expectOrder({ n1: 2, n2: 1 }, { n1: 2, n2: 1, n3: 1 }, 'before'))

  test('are concurrent with single entries of different nodes [C-004]', () =>
    expectOrder({ n1: 1 }, { n2: 1 }, 'concurrent'))

  test('are concurrent when each has an entry that the other lacks [C-005]', () =>
    expectOrder({ n1: 2, n2: 1 }, { n1: 2, n3: 1 }, 'concurrent'))

  test('are before a clock that contains them [C-006]', () =>
    expectOrder({ n2: 2 }, { n1: 1, n2: 2, n3: 1 }, 'before'))

  test('are concurrent when one entry is higher and another lower [C-007]', () =>
    expectOrder({ n1: 1, n2: 1 }, { n1: 2 }, 'concurrent'))

  test('are concurrent when one has more entries and the other a higher one [C-008]', () =>
    expectOrder({ n1: 1, n2: 2, n3: 1 }, { n1: 1, n2: 4 }, 'concurrent'))

  test('count a missing entry as 0 [C-009]', () =>
    expectOrder({ n1: 1, n3: 2 }, { n1: 1, n2: 1, n3: 1 }, 'concurrent'))

  test('merge to the highest entries, which is after both [C-010]', () => {
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

  test('are later after an increment, and concurrent after increments at two nodes [C-011]', () => {
    expectOrder(increment(emptyClock, 'n1'), emptyClock, 'after')
    expectOrder(increment(emptyClock, 'n1'), increment(emptyClock, 'n2'), 'concurrent')
  })

  test('are after both inputs when merged and then incremented [C-012]', () => {
    const a = { n1: 1, n2: 3 }
    const b = { n1: 2, n3: 1 }
    const next = increment(mergeClocks(a, b), 'n3')
    expectOrder(next, a, 'after')
    expectOrder(next, b, 'after')
  })

  test('lose one entry when it is pruned', () =>
    expect(pruneClock({ n1: 1, n2: 2 }, 'n1')).toEqual({ n2: 2 }))
})
