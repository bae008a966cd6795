import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { refuseCommand } from './card.ts'
import { scenarioCards } from './cards.ts'
import { cqrsCard } from './cqrs/card.ts'

const write = cqrsCard.commands.find(command => command.type === 'Write')!

test('a command with a key and a value is accepted, also with markup or an empty value', () => {
  expect(refuseCommand(write, { key: 'hoge', value: '<script>alert(1)</script>' })).toBeNull()
  expect(refuseCommand(write, { key: 'hoge', value: '' })).toBeNull()
})

test('a command with an empty key is rejected with an example', () => {
  expect(refuseCommand(write, { key: '  ', value: 'fuga' })?.refused).toBe(
    '“Key” is empty: type something, for example “hoge”.',
  )
})

test('a command with a value of 10,000 characters is rejected with its length and the limit', () => {
  expect(refuseCommand(write, { key: 'hoge', value: 'x'.repeat(10_000) })?.refused).toBe(
    '“Value” has 10000 characters; the limit is 4096. Shorten it.',
  )
})

test('a command with a number as key is rejected', () => {
  expect(refuseCommand(write, { key: 7 })?.refused).toBe('“Key” must be text.')
})

describe.each(scenarioCards)('the card of $id', card => {
  test('has every text in both languages', () => {
    const texts: unknown[] = []
    JSON.stringify(card, (_, value) => {
      if (typeof value === 'object' && value !== null && 'en' in value) texts.push(value)
      return value
    })
    for (const text of texts)
      expect(text).toEqual({ en: expect.stringMatching(/./), ja: expect.stringMatching(/./) })
  })

  test('has error classes for every actor, and only source files that exist', () => {
    for (const { canFail, errors, source } of card.actors) {
      expect(canFail).toBe(true)
      expect(errors?.length).toBeGreaterThan(0)
      if (source !== undefined) expect(existsSync(new URL(source, import.meta.url))).toBe(true)
    }
  })

  test('has only examples that are valid commands', () => {
    for (const command of card.commands) {
      const examples = command.fields.flatMap(field =>
        [field.example, ...(field.examples ?? [])].map(value => ({ [field.name]: value })),
      )
      if (command.fields.length === 1)
        for (const example of examples) expect(refuseCommand(command, example)).toBeNull()
    }
  })
})

test.each(['__proto__', '$ref'])(
  'the reserved key %s is rejected, because no snapshot could hold it',
  key => {
    expect(refuseCommand(write, { key, value: 'fuga' })?.refused).toBe(
      `“Key” cannot be “${key}”, because this name is reserved. Choose another name.`,
    )
  },
)

test.each([
  ['cqrs', '/user/master/singleton', {}, 'no entries', 'データなし'],
  ['cqrs', '/user/master/singleton', { hoge: 'fuga' }, 'hoge = fuga', 'hoge = fuga'],
  ['cqrs', '/user/master/singleton', { a: '1', b: '2' }, '2 entries', 'データ2件'],
  [
    'cqrs',
    '/user/read',
    { entries: {}, sequenceNr: 0, catchingUp: false },
    '0 events · no entries',
    'イベント0件 · データなし',
  ],
  ['cqrs', '/user/read', { catchingUp: true }, 'catching up…', 'イベントを読み込み中…'],
  ['cqrs', '/user/updateListener', { clients: ['x'] }, '1 client', '接続1件'],
  [
    'web-server',
    '/user/web-server',
    { Ok: 2, NotFound: 1, InternalServerError: 1 },
    '4 replies, 1 failed',
    '応答4件・失敗1件',
  ],
  [
    'web-server',
    '/user/web-server/cache',
    { entries: ['a'], hits: 0 },
    '1 file · 0 hits',
    '1ファイル · ヒット0',
  ],
] as const)('in %s, the state of %s is said in words: %j', (id, path, state, en, ja) => {
  const card = scenarioCards.find(card => card.id === id)!
  expect(card.actors.find(actor => actor.path === path)!.state!(state)).toEqual({ en, ja })
})
