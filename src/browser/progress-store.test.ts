import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { expect, test } from 'vitest'
import { isRefused } from '../trace/refused.ts'
import { readProgress, writeProgress } from './progress-store.ts'

test('progress is stored, and progress of another version is refused with its place and stays', async () => {
  expect(await readProgress()).toEqual({})
  const progress = { 'stale-read': { state: 'done', hints: 1 } } as const
  expect(await writeProgress(progress)).toBe(true)
  expect(await readProgress()).toEqual(progress)

  const database = await openDB('actorium-progress')
  const foreign = { 'stale-read': { stars: 3 } }
  await database.put('progress', foreign, 'exercises')
  const read = await readProgress()
  expect(isRefused(read) ? read.refused : read).toMatch(
    /^This browser holds progress that this page cannot read, .*: `stale-read\.state` is missing\. It stays/,
  )
  expect(await database.get('progress', 'exercises')).toEqual(foreign)
  database.close()
})
