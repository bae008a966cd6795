import { expect, test } from 'vitest'
import { refuseCommand } from './card.ts'
import { cqrsCard } from './cqrs/card.ts'

const write = cqrsCard.commands.find(command => command.type === 'Write')!

test('a key and a value are fine, also markup, which is text like any other', () => {
  expect(refuseCommand(write, { key: 'hoge', value: '<script>alert(1)</script>' })).toBeNull()
  expect(refuseCommand(write, { key: 'hoge', value: '' })).toBeNull()
})

test('an empty key is refused with an example of what to type', () => {
  expect(refuseCommand(write, { key: '  ', value: 'fuga' })?.en).toBe(
    '“Key” is empty: type something, for example “hoge”.',
  )
})

test('a value of 10 kB is refused with its length and the limit', () => {
  expect(refuseCommand(write, { key: 'hoge', value: 'x'.repeat(10_000) })?.en).toBe(
    '“Value” has 10000 characters; the limit is 4096. Shorten it.',
  )
})

test('what is not text is refused', () => {
  expect(refuseCommand(write, { key: 7 })?.en).toBe('“Key” must be text.')
})

test('every text is there in both languages', () => {
  const texts: unknown[] = []
  JSON.stringify(cqrsCard, (_, value) => {
    if (typeof value === 'object' && value !== null && 'en' in value) texts.push(value)
    return value
  })
  for (const text of texts)
    expect(text).toEqual({ en: expect.stringMatching(/./), ja: expect.stringMatching(/./) })
})

test.each(['__proto__', '$ref'])('the key %s is refused, since no snapshot could hold it', key => {
  expect(refuseCommand(write, { key, value: 'fuga' })?.en).toBe(
    `“Key” cannot be “${key}”, a name kept for the machinery: choose another.`,
  )
})
