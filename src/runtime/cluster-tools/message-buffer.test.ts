import { expect, test } from 'vitest'
import { MessageBuffer } from './message-buffer.ts'

const drained = (buffer: MessageBuffer<number>) => {
  const out: number[] = []
  buffer.drain(message => out.push(message))
  return out
}

test('a buffer delivers its messages in order, once', () => {
  const buffer = new MessageBuffer<number>(3)
  for (const message of [1, 2, 3]) expect(buffer.add(message)).toBe(undefined)
  expect(drained(buffer)).toEqual([1, 2, 3])
  expect(drained(buffer)).toEqual([])
})

test('a full buffer drops its oldest message for a new one (SP-4, CC-4)', () => {
  const buffer = new MessageBuffer<number>(2)
  for (const message of [1, 2]) buffer.add(message)
  expect(buffer.add(3)).toBe(1)
  expect(drained(buffer)).toEqual([2, 3])
})

test('a buffer of size 0 drops every message; a size outside 0 to 10000 throws', () => {
  expect(new MessageBuffer<number>(0).add(1)).toBe(1)
  for (const size of [-1, 10001, 1.5]) expect(() => new MessageBuffer(size)).toThrow(`[${size}]`)
})
