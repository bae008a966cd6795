import { describe, expect, test } from 'vitest'
import type { RowTest } from './found-tests.ts'
import { judgeRows } from './judge-rows.ts'
import { rowGroups } from './rows.ts'
import { rowsIn } from './rows-in.ts'
import { testTitles } from './titles-in.ts'
import { shortened, verdictTable } from './verdict-table.ts'

const rows = Array.from({ length: 20 }, (_, i) => `A-${String(i + 1).padStart(3, '0')}`)
const groups = [{ name: 'A.1', topic: 'all of it', rows }]
const none = new Map<string, never>()
const tested = (of: readonly string[], passed: boolean | null = true): RowTest[] =>
  of.map(row => ({ file: 'a.test.ts', title: `[${row}] works`, rows: [row], passed }))

describe('rows in a text', () => {
  test('are found in brackets, alone, in a list or as a span', () => {
    expect(rowsIn('[A-001] a, [A-003, P-007 to P-009] b (A-010) [A-11] [see A-012]')).toEqual([
      'A-001',
      'A-003',
      'P-007',
      'P-008',
      'P-009',
    ])
  })

  test('are shortened to spans', () => {
    expect(shortened(['A-001', 'A-002', 'A-003', 'A-005', 'A-007', 'A-008'])).toBe(
      'A-001 to A-003, A-005, A-007, A-008',
    )
  })

  test('the list has every group once and no number twice', () => {
    const all = rowGroups.flatMap(group => group.rows)
    expect(new Set(all).size).toBe(all.length)
    expect(rowGroups.filter(({ name }) => name.startsWith('A')).flatMap(group => group.rows).length).toBe(248)
  })
})

test('titles include the titles of their describe blocks, and skipped tests are left out', () => {
  const source = `
    describe('[A-001] a', () => {
      test('b', () => undefined)
      test.skip('[A-002] c', () => undefined)
      for (const name of names) test(\`[A-003] \${name} d\`, () => undefined)
      test.each([1])('[A-004] e %s', () => undefined)
    })
    describe.skip('[A-005] f', () => { test('g', () => undefined) })
    // test('[A-006] h')
    expect('[A-007]').toBe(test)`
  expect(testTitles('x.test.ts', source)).toEqual([
    '[A-001] a b',
    '[A-001] a [A-003] … d',
    '[A-001] a [A-004] e %s',
  ])
})

describe('the verdict', () => {
  test('has no fault when each row has a test or a difference, and few differ', () => {
    const { groups: verdicts, faults } = judgeRows(groups, tested(rows.slice(2)), rows.slice(0, 2), none)
    expect(faults).toEqual([])
    expect(verdicts[0]).toMatchObject({ passing: rows.slice(2), differing: rows.slice(0, 2), missing: [] })
  })

  test('names rows that are missing, doubled, failing or unknown', () => {
    const { faults } = judgeRows(
      groups,
      [...tested(rows.slice(2)), ...tested(['A-003'], false), ...tested(['A-999'])],
      ['A-002', 'A-004'],
      none,
    )
    expect(faults).toEqual([
      'Neither tested nor listed as a difference: A-001.',
      'Both tested and listed as a difference: A-004.',
      'Not on the list: A-999.',
      'Failed: [A-003] works (a.test.ts)',
    ])
  })

  test('a row passes only when all its tests do', () => {
    const { groups: verdicts } = judgeRows(groups, [...tested(rows), ...tested(['A-003'], false)], [], none)
    expect(verdicts[0]?.passing).toEqual(rows.filter(row => row !== 'A-003'))
  })

  test('rejects more than one difference in ten', () => {
    expect(judgeRows(groups, tested(rows.slice(3)), rows.slice(0, 3), none).faults).toEqual([
      '3 of 20 rows differ: more than one in 10.',
    ])
  })

  test('demands a test or a difference of persistence and cluster rows, however many differ', () => {
    const persistence = { name: 'P.1', topic: 'stores', rows: rows.map(row => row.replace('A', 'P')) }
    const cluster = { name: 'C.1', topic: 'gossip', rows: ['C-001'] }
    const differing = persistence.rows.slice(1)
    expect(judgeRows([persistence, cluster], [], differing, none).faults).toEqual([
      'Neither tested nor listed as a difference: P-001.',
      'Neither tested nor listed as a difference: C-001.',
    ])
    expect(judgeRows([persistence, cluster], tested(['P-001', 'C-001']), differing, none).faults).toEqual([])
  })

  test('tests that were only read count as not passed', () => {
    const verdict = judgeRows(groups, tested(rows, null), [], new Map([['A-002', { mutants: 3, fewest: 1 }]]))
    expect(verdict.groups[0]?.passing).toBeNull()
    expect(verdictTable(verdict).split('\n')[1]).toMatch(/^A\.1 +20 +20 +- +1 +0 +0 +all of it$/)
  })
})
