import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { putOnShelf, readShelf, type ShelvedLesson, takeFromShelf } from './lesson-shelf.ts'

const lesson = (shelfId: string, savedAt: number): ShelvedLesson => ({
  shelfId,
  version: 1,
  content: { title: shelfId },
  savedAt,
})

const { indexedDB } = globalThis

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})
afterEach(() => {
  globalThis.indexedDB = indexedDB
})

test('a shelved lesson is read back, replaced and removed', async () => {
  expect(await readShelf()).toEqual([])
  expect(await putOnShelf(lesson('a', 1))).toBe(true)
  expect(await putOnShelf(lesson('b', 2))).toBe(true)
  expect(await putOnShelf(lesson('a', 3))).toBe(true)
  expect(await readShelf()).toEqual([lesson('a', 3), lesson('b', 2)])
  expect(await takeFromShelf('a')).toBe(true)
  expect(await readShelf()).toEqual([lesson('b', 2)])
})

test('a browser without storage reports it and throws nothing', async () => {
  Reflect.set(globalThis, 'indexedDB', undefined)
  expect(await readShelf()).toBeNull()
  expect(await putOnShelf(lesson('a', 1))).toBe(false)
  expect(await takeFromShelf('a')).toBe(false)
})
