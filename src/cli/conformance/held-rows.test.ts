import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findRowTests } from './found-tests.ts'
import { judgeRows } from './judge-rows.ts'
import { rowGroups } from './rows.ts'
import { rowsIn } from './rows-in.ts'

test('every behaviour of actors and of persistence on the list is held by a test, or told as a difference', () => {
  const differences = rowsIn(readFileSync('docs/differences.md', 'utf8'))
  expect(judgeRows(rowGroups, findRowTests('src'), differences, new Map()).faults).toEqual([])
})
