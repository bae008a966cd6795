import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** The English term for each concept, and words that must not be used for it. */
const terms: readonly (readonly [term: string, rejected: RegExp])[] = [
  // The name of the tab.
  ['tab Inspect', /\binspector\b/i],
]

/** English texts stand behind `en:`, and in tables of their own. */
const linesWithEnglish = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter(file => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .flatMap(file => {
    const isTable = /texts\/(?:deferred-)?en\.ts$/.test(file)
    return readFileSync(`src/${file}`, 'utf8')
      .split('\n')
      .filter(line => (isTable ? /['"`].* .*['"`]/ : /\ben: ['"`]/).test(line))
      .map(line => ({ file, line: line.trim() }))
  })

test.each(terms)('the English texts say %s and no other word for it', (term, rejected) => {
  expect(linesWithEnglish.filter(({ line }) => rejected.test(line))).toEqual([])
  expect(linesWithEnglish.some(({ line }) => line.includes(term))).toBe(true)
})
