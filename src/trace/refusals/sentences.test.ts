import { describe, expect, test } from 'vitest'
import { type RefusalValue, type Refused, refuse } from '../refused.ts'
import { japaneseSentences } from './japanese/sentences.ts'
import { sentenceIn } from './sentence-in.ts'
import { type RefusalCode, refusalSentences } from './sentences.ts'

const codes = Object.keys(refusalSentences) as readonly RefusalCode[]

const namesIn = (template: string): readonly string[] =>
  [...template.matchAll(/\{(\w+)\}/g)].map(match => match[1]!).sort()

/** The refusal with this code and a sample of each of its values. */
const sampleOf = (code: RefusalCode, sample: RefusalValue): Refused => {
  const values = Object.fromEntries(namesIn(refusalSentences[code]).map(name => [name, sample]))
  return (refuse as (code: RefusalCode, values: Refused['values']) => Refused)(code, values)
}

/** Proper names and the terms of Pekko that Japanese articles write in Latin letters. */
const names = /Actorium|JSON|Down/g
const code = /\[[^\]]*\]|`[^`]*`/g

describe.each(codes)('the sentences of %s', each => {
  test('have the same values in both languages', () => {
    expect(new Set(namesIn(japaneseSentences[each]))).toEqual(new Set(namesIn(refusalSentences[each])))
  })

  test.each(['en', 'ja'] as const)('are complete in %s', language => {
    const sentence = sentenceIn(sampleOf(each, 7), language)
    expect(sentence).toMatch(language === 'en' ? /^\S.*[.7]$/ : /^\S.*[。7]$/)
    expect(sentence).not.toMatch(/[{}]|undefined|\s\s/)
  })

  test('have no English word in Japanese, except code and names', () => {
    const words = sentenceIn(sampleOf(each, 7), 'ja').replace(code, '').replace(names, '')
    expect(words).not.toMatch(/[A-Za-z]/)
  })
})

test('a refusal within a refusal and a word are in the language of the sentence', () => {
  const inner = refuse('not-text', { subject: { en: 'An event', ja: 'イベント' } })
  const refusal = refuse('invalid-line', { line: 3, problem: inner })
  expect(refusal.refused).toBe('Line 3: An event must be text.')
  expect(sentenceIn(refusal, 'ja')).toBe('3行目:イベントは文字列でなければなりません。')
})

test('a sentence without one of its values does not compile', () => {
  // @ts-expect-error The sentence needs a participant.
  const forgetful = () => refuse('unknown-participant')
  // @ts-expect-error The sentence has no such value.
  const talkative = () => refuse('unknown-participant', { participant: 'a', node: 'b' })
  expect([forgetful, talkative]).toHaveLength(2)
})

test('a value that looks like a template is inserted as it is', () => {
  expect(refuse('unknown-participant', { participant: '{participant} $& $1' }).refused).toBe(
    'There is no participant [{participant} $& $1].',
  )
})
