import { expect, test } from 'vitest'
import { takeTypedAhead, typeAhead } from './typed-ahead.ts'

const key = (key: string, held: object = {}) =>
  typeAhead({ key, ctrlKey: false, metaKey: false, altKey: false, ...held })

test('keys typed before the field exists are its first text, once', () => {
  for (const each of ['k', 'i', 'x', 'Backspace', 'l', '日']) expect(key(each)).toBe(true)
  expect(takeTypedAhead()).toBe('kil日')
  expect(takeTypedAhead()).toBe('')
})

test('keys that type nothing and keys with a modifier are left to the page', () => {
  expect(key('Escape')).toBe(false)
  expect(key('ArrowDown')).toBe(false)
  expect(key('a', { ctrlKey: true })).toBe(false)
  expect(takeTypedAhead()).toBe('')
})
