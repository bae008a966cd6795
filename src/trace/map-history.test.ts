import { expect, test } from 'vitest'
import { MapHistory } from './map-history.ts'
import { SampleTrace } from './sample-trace.ts'

const trace = new SampleTrace()
const commit = trace.emit('database', {
  type: 'JournalChanged',
  persistenceId: 'p',
  change: 'appended',
  highestSequenceNr: 1,
  events: 1,
  snapshots: [],
})

/** A history of events that set these keys to their own numbers. */
function historyOf(...keys: readonly string[]): MapHistory {
  const history = new MapHistory()
  for (const [i, key] of keys.entries()) history.append(i + 1, commit, { key, value: i + 1 })
  return history
}

test('the map is known at each number', () => {
  const history = historyOf('a', 'b', 'a')
  expect(history.agrees(2, { a: 1, b: 2 })).toBe(true)
  expect(history.agrees(3, { a: 3, b: 2 })).toBe(true)
  expect(history.agrees(3, { a: 1, b: 2 })).toBe(false)
  expect(history.agrees(3, { a: 3 })).toBe(false)
  expect(history.agrees(1, { a: 1, b: 2 })).toBe(false)
  expect(history.agreesOn(1, { key: 'b', value: null })).toBe(true)
  expect(history.agreesOn(2, { key: 'a', value: 3 })).toBe(false)
})

test('the data after an event with unknown content agrees with everything, until the content is known', () => {
  const history = historyOf('a')
  history.append(2, commit, null)
  history.append(3, commit, { key: 'c', value: 3 })
  expect(history.agrees(3, {})).toBe(true)
  expect(history.agrees(1, {})).toBe(false)
  history.read(2, { key: 'c', value: 2 })
  expect(history.agrees(3, {})).toBe(false)
  expect(history.agrees(3, { a: 1, c: 3 })).toBe(true)
  expect(history.agrees(2, { a: 1, c: 2 })).toBe(true)
})

test('a snapshot stands for the events up to its number', () => {
  const history = new MapHistory()
  history.restore(4, { a: 4 })
  history.append(5, commit, { key: 'b', value: 5 })
  expect(history.agrees(3, { z: 0 }), 'unknown').toBe(true)
  expect(history.agrees(4, { z: 0 })).toBe(false)
  expect(history.agrees(5, { a: 4, b: 5 })).toBe(true)
})

test('a journal that lost its last events gives their numbers to others', () => {
  const history = historyOf('a', 'b')
  history.truncate(1)
  history.append(2, commit, { key: 'c', value: 2 })
  expect(history.agrees(2, { a: 1, c: 2 })).toBe(true)
  expect(history.agrees(2, { a: 1, b: 2 })).toBe(false)
})

test('a long history forgets its first numbers, and keeps the values that still hold', () => {
  const history = historyOf('kept', ...Array.from({ length: 6000 }, () => 'hot'))
  expect(history.commitOf(1)).toBeNull()
  expect(history.nextAfter(1)).toMatchObject({ commit })
  expect(history.agrees(1, {}), 'unknown').toBe(true)
  expect(history.agrees(6001, { kept: 1, hot: 6001 })).toBe(true)
  expect(history.agrees(6001, { kept: 1, hot: 6000 })).toBe(false)
  expect(history.nextAfter(6001)).toBeNull()
})
