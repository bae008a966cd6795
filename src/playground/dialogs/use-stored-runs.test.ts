import { expect, test } from 'vitest'
import type { ListedRun } from '../../browser/index.ts'
import { testHeader } from '../../trace/sample-run.ts'
import { byFamily } from './use-stored-runs.ts'

const run = (runId: string, root?: string, number = 0): ListedRun => ({
  runId,
  header: testHeader('cqrs', 1),
  createdAt: 0,
  actions: 0,
  held: false,
  ...(root === undefined
    ? {}
    : { branch: { root, parent: root, at: 0, name: null, number, change: { type: 'none' } } }),
})

test('branches follow their run in the list, also when the run itself is deleted', () => {
  const newestFirst = [run('b2', 'b', 2), run('c'), run('b1', 'b', 1), run('b'), run('gone2', 'gone', 2)]
  expect(byFamily(newestFirst).map(({ runId }) => runId)).toEqual(['b', 'b1', 'b2', 'c', 'gone2'])
})
