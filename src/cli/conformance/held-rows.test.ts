import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findRowTests } from './found-tests.ts'
import { judgeRows } from './judge-rows.ts'
import { rowGroups } from './rows.ts'
import { rowsIn } from './rows-in.ts'

test('every behaviour on the list has a test or an entry in the list of differences', () => {
  const differences = rowsIn(readFileSync('docs/differences.md', 'utf8'))
  expect(judgeRows(rowGroups, findRowTests('src'), differences, new Map()).faults).toEqual([])
})
