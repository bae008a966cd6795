import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const guide = readFileSync('docs/testing.md', 'utf8')
const examples = readFileSync('src/runtime/testkit/testing-guide.test.ts', 'utf8')

const parts = [...examples.matchAll(/^\/\/ example: (.+)\n([\s\S]*?)^\/\/ end$/gm)]

test('the guide to testing shows every example, and shows it as it runs', () => {
  const shown = [...guide.matchAll(/^<!-- example: (.+) -->\n\n```ts\n([\s\S]*?)^```$/gm)]
  expect(parts.length).toBeGreaterThan(5)
  expect(shown.map(([, name, code]) => [name, code])).toEqual(parts.map(([, name, code]) => [name, code]))
})

test('the guide to testing shows no other code', () => {
  expect(guide.match(/^```ts$/gm)).toHaveLength(parts.length)
})
