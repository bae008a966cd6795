import { expect, test } from 'vitest'
import {
  afterWritten,
  entriesOf,
  rememberedRequests,
  stateIn,
  storedAs,
  UnreadableRecord,
  type WriterState,
  writtenIn,
} from './writer-state.ts'

const written = (key: string, requestId?: string) => ({
  type: 'Written' as const,
  key,
  value: 'v',
  ...(requestId === undefined ? {} : { requestId }),
})

test('the state is the data alone until a write has a request id', () => {
  const plain = afterWritten({}, written('a'), 1)
  expect(plain).toEqual({ a: 'v' })
  const remembering = afterWritten(plain, written('b', 'r'), 2)
  expect(remembering).toEqual({ entries: { a: 'v', b: 'v' }, requests: { r: 2 } })
  expect(entriesOf(afterWritten(remembering, written('c'), 3))).toEqual({ a: 'v', b: 'v', c: 'v' })
})

test('an entry with the key [entries] is data', () => {
  const state = afterWritten(afterWritten({}, written('entries'), 1), written('requests'), 2)
  expect(entriesOf(state)).toEqual({ entries: 'v', requests: 'v' })
  expect(storedAs(state, 'constructor')).toBeNull()
})

test('the first event of a request stays its answer', () => {
  const state = afterWritten(afterWritten({}, written('a', 'r'), 1), written('a', 'r'), 2)
  expect(storedAs(state, 'r')).toBe(1)
})

test('the oldest request is forgotten when more than the bound are stored', () => {
  let state: WriterState = {}
  for (let nr = 1; nr <= rememberedRequests; nr++) state = afterWritten(state, written('a', `r${nr}`), nr)
  expect(storedAs(state, 'r1')).toBe(1)
  state = afterWritten(state, written('a', 'last'), rememberedRequests + 1)
  expect([storedAs(state, 'r1'), storedAs(state, 'r2'), storedAs(state, 'last')]).toEqual([
    null,
    2,
    rememberedRequests + 1,
  ])
})

test('stored events and snapshots of the writer are read, and those of another form refused in one sentence', () => {
  const plain = afterWritten({}, written('a'), 1)
  for (const state of [{}, plain, afterWritten(plain, written('b', 'r'), 2)])
    expect(stateIn(state)).toBe(state)
  const event = written('a', 'r')
  expect(writtenIn(event)).toBe(event)
  for (const foreign of [{ type: 'Paid' }, { type: 'Written', key: 'a' }, 'Written', null])
    expect(() => writtenIn(foreign)).toThrow(UnreadableRecord)
  for (const foreign of [['a'], 'a', null, { a: 1 }, { entries: {} }, { entries: { a: 1 }, requests: {} }])
    expect(() => stateIn(foreign)).toThrow(UnreadableRecord)
  expect(() => writtenIn({ type: 'Paid' })).toThrow(/^The journal holds \[Paid\] where this writer expects/)
})
