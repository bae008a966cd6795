import { readdirSync, readFileSync } from 'node:fs'
import { createTranslator } from 'use-intl/core'
import { expect, test } from 'vitest'
import { allEn } from './all-en.ts'
import { ja as pageJa } from './ja.ts'
import { journalTexts } from './journal-texts.ts'
import { shareTexts } from './share-texts.ts'

/** All texts, also those that are loaded with a part of the page. */
const en = { ...allEn, share: shareTexts.en, journal: journalTexts.en }
const ja = { ...pageJa, share: shareTexts.ja, journal: journalTexts.ja }

const paths = (texts: object, above = ''): string[] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${above}${key}`] : paths(value, `${above}${key}.`),
  )
const at = (texts: object, path: string): string =>
  path.split('.').reduce<unknown>((found, key) => (found as Record<string, unknown>)[key], texts) as string
const placeholders = (text: string) => [...new Set(text.match(/\{(\w+)/g))].sort()

test('both languages have the same texts, none empty', () => {
  expect(paths(ja).sort()).toEqual(paths(en).sort())
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

/** Source files of the page, below `src/playground`. */
const sources = readdirSync('src/playground', { recursive: true, encoding: 'utf8' }).filter(
  file => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'),
)

test('no sign of the page needs an emoji font, because a machine without one shows an empty box', () => {
  const needsEmojiFont = /[\u{23cf}\u{23da}\u{23e9}-\u{23fa}\u{2709}\u{1f000}-\u{1faff}]|\u{fe0f}/u
  expect(needsEmojiFont.test('⏸ 1')).toBe(true)
  const needy = sources.filter(file => needsEmojiFont.test(readFileSync(`src/playground/${file}`, 'utf8')))
  expect(needy).toEqual([])
})

test('the build compiles every module of messages, because the page cannot format other ones', () => {
  const used = sources.flatMap(file =>
    [...readFileSync(`src/playground/${file}`, 'utf8').matchAll(/useOwnTexts\((\w+)Texts\)/g)].map(
      ([, part]) => `${part}-texts`,
    ),
  )
  expect(used).toContain('journal-texts')
  const compiled = /texts\\\/\(\?:([\w|-]+)\)/.exec(readFileSync('vite.config.ts', 'utf8'))?.[1]?.split('|')
  expect(compiled).toEqual(expect.arrayContaining([...new Set(['en', 'ja', ...used])]))
})

test('no component keeps a translated text as its state, because the text would stay when the language changes', () => {
  expect(sources.length).toBeGreaterThan(200)
  const keepsText =
    /\b(?:set[A-Z]\w*|useState|setState)\((?:\(\) => )?(?:\{[^}]*: )?(?:t|text|words|sentence)\(/
  expect(keepsText.test("setComplaint(t('unchanged'))")).toBe(true)
  const keepers = sources.filter(file => keepsText.test(readFileSync(`src/playground/${file}`, 'utf8')))
  expect(keepers).toEqual([])
})

test('no text has a number or date skeleton, which a compiled message cannot have', () => {
  for (const texts of [en, ja])
    for (const path of paths(texts)) expect(at(texts, path), path).not.toMatch(/,\s*::/)
})
