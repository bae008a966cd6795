import { expect, test } from 'vitest'
import { afterWritten, entriesOf, rememberedRequests, storedAs, type WriterState } from './writer-state.ts'

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
