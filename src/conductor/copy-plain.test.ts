import { expect, test } from 'vitest'
import type { Plain } from '../trace/plain.ts'
import { copyPlain, NotPlainData } from './copy-plain.ts'

test('a copy of plain data equals that of a wire and shares nothing with its original', () => {
  const value = { a: [1, { b: 'x' }], c: null, d: true, e: undefined, f: Number.NaN }
  const copy = copyPlain(value, 'message') as typeof value
  expect(copy).toEqual(structuredClone(value))
  expect(copy.a).not.toBe(value.a)
  expect(copy.a[1]).not.toBe(value.a[1])
})

test.each<[string, unknown, string]>([
  ['a function', { a: { b: [() => 1] } }, 'The field [message.a.b[0]] holds a function.'],
  ['a class', { when: new Date(0) }, 'The field [message.when] holds an instance of Date.'],
  ['a bigint', [1n], 'The field [message[0]] holds a bigint.'],
  ['nothing in a list', [undefined], 'The field [message[0]] holds nothing at all.'],
])('a message with %s is refused with its path', (_, value, sentence) => {
  expect(() => copyPlain(value as Plain, 'message')).toThrow(NotPlainData)
  expect(() => copyPlain(value as Plain, 'message')).toThrow(sentence)
})

test('a typed array is copied, because the codec accepts it', () => {
  const bytes = Uint8Array.of(1, 2, 3)
  const copy = copyPlain({ bytes } as unknown as Plain, 'message') as unknown as { bytes: Uint8Array }
  expect(copy.bytes).toEqual(bytes)
  expect(copy.bytes).not.toBe(bytes)
})
