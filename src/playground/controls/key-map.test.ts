import { expect, test } from 'vitest'
import { bindings, commandFor, type Press, pressesAgain } from './key-map.ts'

const press = (change: Partial<Press>): Press => ({
  code: '',
  key: '',
  alt: false,
  ctrl: false,
  meta: false,
  shift: false,
  repeat: false,
  typing: false,
  apple: false,
  onControl: false,
  ...change,
})

test('Space plays, but not in a text field and not on a button, which it presses', () => {
  expect(commandFor(press({ code: 'Space', key: ' ' }))).toBe('play')
  expect(commandFor(press({ code: 'Space', key: ' ', typing: true }))).toBeNull()
  expect(commandFor(press({ code: 'Space', key: ' ', onControl: true }))).toBeNull()
})

test('a key with Alt also works in a text field', () => {
  expect(commandFor(press({ code: 'ArrowRight', alt: true, typing: true }))).toBe('step')
})

test('no binding is a single letter without Alt or Ctrl', () => {
  for (const { alt, ctrl, code } of bindings)
    expect(alt === true || ctrl === true || !/^Key[A-Z]$/.test(code)).toBe(true)
})

test('no two commands have the same key', () => {
  expect(
    new Set(
      bindings.map(({ alt = false, ctrl = false, shift = false, code }) => `${alt} ${ctrl} ${shift} ${code}`),
    ).size,
  ).toBe(bindings.length)
})

test('Ctrl+Z or Command+Z takes back an act, but in a text field it is about the text', () => {
  expect(commandFor(press({ code: 'KeyZ', key: 'z', ctrl: true }))).toBe('undo')
  expect(commandFor(press({ code: 'KeyZ', key: 'z', meta: true }))).toBe('undo')
  expect(commandFor(press({ code: 'KeyZ', key: 'Z', meta: true, shift: true }))).toBe('redo')
  expect(commandFor(press({ code: 'KeyZ', key: 'z', ctrl: true, typing: true }))).toBeNull()
  expect(commandFor(press({ code: 'KeyZ', key: 'z' }))).toBeNull()
})

test('Ctrl+K or Command+K opens the list of commands, also in a text field', () => {
  expect(commandFor(press({ code: 'KeyK', key: 'k', ctrl: true }))).toBe('palette')
  expect(commandFor(press({ code: 'KeyK', key: 'k', ctrl: true, typing: true }))).toBe('palette')
  expect(commandFor(press({ code: 'KeyK', key: 'k', meta: true, typing: true, apple: true }))).toBe('palette')
})

test('Control+K in a text field of a Mac is left to the field, where it deletes to the end of the line', () => {
  expect(commandFor(press({ code: 'KeyK', key: 'k', ctrl: true, typing: true, apple: true }))).toBeNull()
})

test('any other key with Ctrl or Meta is left to the browser', () => {
  expect(commandFor(press({ code: 'ArrowRight', alt: true, ctrl: true }))).toBeNull()
  expect(commandFor(press({ code: 'Space', key: ' ', meta: true }))).toBeNull()
})

test('a character typed with Alt in a text field is left to it', () => {
  // Option+5 on a German Mac types [ and Option+7 types |.
  expect(commandFor(press({ code: 'Digit5', key: '[', alt: true, typing: true }))).toBeNull()
  expect(commandFor(press({ code: 'Digit7', key: '|', alt: true, typing: true }))).toBeNull()
  expect(commandFor(press({ code: 'KeyB', key: 'Dead', alt: true, typing: true }))).toBeNull()
  expect(commandFor(press({ code: 'Digit5', key: '5', alt: true, typing: true }))).toBe('text')
  expect(commandFor(press({ code: 'Digit5', key: '[', alt: true }))).toBe('text')
})

test('a held key repeats steps and speeds, and nothing else', () => {
  expect(commandFor(press({ code: 'Space', key: ' ', repeat: true }))).toBeNull()
  expect(commandFor(press({ code: 'PageDown', key: 'PageDown', repeat: true }))).toBeNull()
  expect(commandFor(press({ code: 'ArrowRight', alt: true, repeat: true }))).toBe('step')
})

test('a held Enter presses a control once, and still adds lines to a text', () => {
  expect(pressesAgain(press({ key: 'Enter', onControl: true }))).toBe(false)
  expect(pressesAgain(press({ key: 'Enter', onControl: true, repeat: true }))).toBe(true)
  expect(pressesAgain(press({ key: 'Enter', typing: true, repeat: true }))).toBe(false)
  expect(pressesAgain(press({ key: 'a', typing: true, onControl: true, repeat: true }))).toBe(false)
})
