import { describe, expect, test } from 'vitest'
import {
  allObservers,
  allReachable,
  allUnreachable,
  allUnreachableFrom,
  allUnreachableOrTerminated,
  filterRecords,
  ignoringObservers,
  isReachable,
  mergeReachability,
  observe,
  observersGroupedByUnreachable,
  type Reachability,
  type ReachabilityStatus,
  removeNodes,
  statusOf,
  statusSeenBy,
} from './reachability.ts'

type Observation = readonly [observer: string, status: ReachabilityStatus, subject: string]

const table = (...observations: readonly Observation[]): Reachability =>
  observations.reduce(
    (sum, [observer, status, subject]) => observe(sum, observer, subject, status),
    allReachable,
  )

const unreachable = (observer: string, subject: string): Observation => [observer, 'Unreachable', subject]
const reachable = (observer: string, subject: string): Observation => [observer, 'Reachable', subject]
const terminated = (observer: string, subject: string): Observation => [observer, 'Terminated', subject]
const sorted = (nodes: Iterable<string>) => [...nodes].sort()

describe('reachability', () => {
  test('is Reachable without an observation [C-046]', () => {
    expect(isReachable(allReachable, 'A')).toBe(true)
    expect(allUnreachable(allReachable).size).toBe(0)
    expect(sorted(allUnreachable(table(unreachable('B', 'A'))))).toEqual(['A'])
  })

  test('keeps Terminated apart from Unreachable and Reachable [C-047]', () => {
    const found = table(terminated('B', 'A'))
    expect(isReachable(found, 'A')).toBe(false)
    expect(sorted(allUnreachable(found))).toEqual([])
    expect(sorted(allUnreachableOrTerminated(found))).toEqual(['A'])
  })

  test('is unchanged after Terminated, and after a repeated observation [C-048]', () => {
    const ended = table(terminated('B', 'A'))
    expect(observe(ended, 'B', 'A', 'Reachable')).toBe(ended)
    expect(observe(ended, 'B', 'A', 'Unreachable')).toBe(ended)
    const unreachableTable = table(unreachable('B', 'A'))
    expect(observe(unreachableTable, 'B', 'A', 'Unreachable')).toBe(unreachableTable)
    expect(observe(allReachable, 'B', 'A', 'Reachable')).toBe(allReachable)
  })

  test('is Unreachable while any observer records it so [C-049]', () => {
    expect(isReachable(table(unreachable('B', 'A'), unreachable('C', 'A'), reachable('D', 'A')), 'A')).toBe(
      false,
    )
  })

  test('is Reachable once all observers record it so, although other records remain [C-050]', () => {
    const found = table(
      unreachable('B', 'A'),
      unreachable('C', 'A'),
      reachable('C', 'A'),
      unreachable('C', 'D'),
      reachable('B', 'A'),
    )
    expect(isReachable(found, 'A')).toBe(true)
    expect(sorted(allUnreachable(found))).toEqual(['D'])
  })

  test('leaves out the records of an ignored observer [C-051]', () => {
    const found = table(unreachable('C', 'B'), unreachable('B', 'A'), unreachable('B', 'C'))
    expect(sorted(allUnreachable(found))).toEqual(['A', 'B', 'C'])
    expect(sorted(allUnreachable(ignoringObservers(found, new Set(['B']))))).toEqual(['B'])
  })

  test('drops the records of an observer that are all Reachable, and keeps its counter', () => {
    const healed = table(
      unreachable('B', 'A'),
      unreachable('B', 'C'),
      reachable('B', 'A'),
      reachable('B', 'C'),
    )
    expect(healed).toEqual({ records: [], versions: { B: 4 } })
    expect(observe(healed, 'B', 'C', 'Unreachable').records).toEqual([
      { observer: 'B', subject: 'C', status: 'Unreachable', version: 5 },
    ])
  })

  test('of a subject is the worst status of any observer [C-053]', () => {
    const found = table(
      unreachable('B', 'A'),
      terminated('C', 'A'),
      unreachable('B', 'D'),
      terminated('D', 'B'),
    )
    expect(statusOf(found, 'A')).toBe('Terminated')
    expect(statusOf(found, 'D')).toBe('Unreachable')
    expect(statusOf(found, 'E')).toBe('Reachable')
  })

  test('is available by pair and by observer [C-054]', () => {
    const found = table(
      unreachable('B', 'A'),
      unreachable('C', 'A'),
      unreachable('D', 'A'),
      reachable('D', 'A'),
      unreachable('D', 'B'),
      terminated('D', 'C'),
      unreachable('D', 'E'),
    )
    expect(statusSeenBy(found, 'B', 'A')).toBe('Unreachable')
    expect(statusSeenBy(found, 'D', 'A')).toBe('Reachable')
    expect(statusSeenBy(found, 'D', 'C')).toBe('Terminated')
    expect(sorted(allUnreachableFrom(found, 'D'))).toEqual(['B', 'E'])
    expect(sorted(allUnreachableFrom(found, 'A'))).toEqual([])
    expect(sorted(allObservers(found))).toEqual(['B', 'C', 'D'])
    const grouped = [...observersGroupedByUnreachable(found)].map(([subject, by]) => [subject, sorted(by)])
    expect(grouped.sort()).toEqual([
      ['A', ['B', 'C']],
      ['B', ['D']],
      ['C', ['D']],
      ['E', ['D']],
    ])
  })

  test('merges, per observer, to the records of the side with the higher counter [C-055]', () => {
    const first = table(unreachable('B', 'A'), unreachable('C', 'D'))
    const second = [reachable('B', 'A'), unreachable('B', 'D'), unreachable('B', 'E')].reduce(
      (sum, [observer, status, subject]) => observe(sum, observer, subject, status),
      first,
    )
    const third = observe(first, 'C', 'E', 'Unreachable')
    const all = ['A', 'B', 'C', 'D', 'E']
    for (const merged of [mergeReachability(second, third, all), mergeReachability(third, second, all)]) {
      expect(statusSeenBy(merged, 'B', 'A')).toBe('Reachable')
      expect(sorted(allUnreachableFrom(merged, 'B'))).toEqual(['D', 'E'])
      expect(sorted(allUnreachableFrom(merged, 'C'))).toEqual(['D', 'E'])
    }
  })

  test('merges without the records of nodes that are not members [C-056]', () => {
    const first = table(
      unreachable('B', 'A'),
      unreachable('C', 'A'),
      unreachable('B', 'D'),
      unreachable('E', 'A'),
    )
    const merged = mergeReachability(first, table(unreachable('F', 'A')), ['A', 'B', 'C'])
    expect(merged.records.map(({ observer, subject }) => [observer, subject])).toEqual([
      ['B', 'A'],
      ['C', 'A'],
    ])
    expect(merged.versions).toEqual({ B: 2, C: 1 })
    expect(mergeReachability(first, first, ['A', 'C']).records).toHaveLength(1)
  })

  test('merges without records that one side has dropped [C-057]', () => {
    const before = table(unreachable('B', 'A'), unreachable('C', 'A'))
    const healed = observe(before, 'B', 'A', 'Reachable')
    for (const merged of [
      mergeReachability(before, healed, ['A', 'B', 'C']),
      mergeReachability(healed, before, ['A', 'B', 'C']),
    ]) {
      expect(merged.records.map(record => record.observer)).toEqual(['C'])
      expect(merged.versions).toEqual({ B: 2, C: 1 })
    }
  })

  test('merges counters to the higher one [C-058]', () => {
    const a: Reachability = { records: [], versions: { A: 3, B: 5, C: 7 } }
    const b: Reachability = { records: [], versions: { A: 6, B: 2, D: 1 } }
    const all = ['A', 'B', 'C', 'D', 'E']
    expect(mergeReachability(a, b, all).versions).toEqual({ A: 6, B: 5, C: 7, D: 1 })
    expect(mergeReachability(b, a, all).versions).toEqual({ A: 6, B: 5, C: 7, D: 1 })
  })

  test('keeps the records that a filter accepts [C-060]', () => {
    const found = table(unreachable('A', 'B'), unreachable('C', 'B'), unreachable('C', 'D'))
    expect(filterRecords(found, record => record.observer !== 'C').records).toHaveLength(1)
  })

  test('loses a removed node as observer and as subject, with its counter', () => {
    const found = table(unreachable('A', 'B'), unreachable('B', 'C'), unreachable('D', 'C'))
    expect(removeNodes(found, new Set(['B']))).toEqual({
      records: [{ observer: 'D', subject: 'C', status: 'Unreachable', version: 1 }],
      versions: { A: 1, D: 1 },
    })
  })
})
