import { expect, test } from 'vitest'
import { bindings, commandFor, type Press } from './key-map.ts'

const press = (change: Partial<Press>): Press => ({
  code: '',
  key: '',
  alt: false,
  ctrl: false,
  meta: false,
  typing: false,
  onControl: false,
  ...change,
})

test('space plays, but not while typing and not on a button, which it presses', () => {
  expect(commandFor(press({ code: 'Space', key: ' ' }))).toBe('play')
  expect(commandFor(press({ code: 'Space', key: ' ', typing: true }))).toBeNull()
  expect(commandFor(press({ code: 'Space', key: ' ', onControl: true }))).toBeNull()
})

test('keys with Alt work also while typing', () => {
  expect(commandFor(press({ code: 'ArrowRight', alt: true, typing: true }))).toBe('step')
})

test('no key is a single letter', () => {
  for (const binding of bindings) expect(binding.alt === true || !/^Key[A-Z]$/.test(binding.code)).toBe(true)
})

test('no two commands share a key', () => {
  expect(new Set(bindings.map(one => `${one.alt ?? false} ${one.code}`)).size).toBe(bindings.length)
})

test("the browser's own keys are left alone", () => {
  expect(commandFor(press({ code: 'ArrowRight', alt: true, ctrl: true }))).toBeNull()
  expect(commandFor(press({ code: 'Space', key: ' ', meta: true }))).toBeNull()
})
