import { createTranslator } from 'use-intl/core'
import { expect, test } from 'vitest'
import { en } from './en.ts'
import { ja } from './ja.ts'

const paths = (texts: object, above = ''): string[] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${above}${key}`] : paths(value, `${above}${key}.`),
  )
const at = (texts: object, path: string): string =>
  path.split('.').reduce<unknown>((found, key) => (found as Record<string, unknown>)[key], texts) as string
const placeholders = (text: string) => [...new Set(text.match(/\{(\w+)/g))].sort()

test('both languages have the same texts, none empty', () => {
  expect(paths(ja)).toEqual(paths(en))
  for (const path of paths(en)) {
    expect(at(en, path), path).not.toBe('')
    expect(at(ja, path), path).not.toBe('')
  }
})

test('each text asks for the same values in both languages', () => {
  const values = (text: string) => placeholders(text).filter(one => / ?\{[a-z]+$/.test(one))
  for (const path of paths(en)) {
    const [english, japanese] = [values(at(en, path)), values(at(ja, path))]
    // Not equal, because Japanese needs no plural form; but the English text must name every value of the Japanese one.
    for (const value of japanese) expect(english, path).toContain(value)
  }
})

test('a reader of Japanese gets no English sentence', () => {
  const englishSentence = /[a-z]+ [a-z]+ [a-z]+ [a-z]+/
  for (const path of paths(ja)) {
    // The arguments of a placeholder are English words for the formatter.
    const words = at(ja, path).replace(/\{\w+, [^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, '')
    expect(englishSentence.test(words), path).toBe(false)
  }
})

/** A value for every placeholder of a text: 2 for a number or a plural form, else a word. */
const valuesFor = (text: string): object =>
  Object.fromEntries(
    [...text.matchAll(/\{(\w+)(?:, (\w+))?/g)].map(([, name, kind]) => [
      name,
      kind === 'plural' || kind === 'number' ? 2 : 'x',
    ]),
  )

test('every text can be formatted', () => {
  for (const [locale, messages] of [
    ['en', en],
    ['ja', ja],
  ] as const) {
    const errors: string[] = []
    const t = createTranslator({
      locale,
      messages: messages as typeof en,
      onError: error => errors.push(error.message),
    })
    // Cast, because the types of the texts name the values of each single text; here any text is formatted.
    const format = t as unknown as (path: string, values: object) => string
    for (const path of paths(en)) format(path, valuesFor(at(messages, path)))
    expect(errors).toEqual([])
  }
})
