import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/** Guides with the test file that runs their examples. */
const guides = {
  'docs/actors.md': 'src/runtime/authors-guide.test.ts',
  'docs/checks.md': 'src/cli/checks-guide.test.ts',
  'docs/testing.md': 'src/runtime/testkit/testing-guide.test.ts',
}

describe.each(Object.entries(guides))('%s', (file, tests) => {
  const guide = readFileSync(file, 'utf8')
  const examples = readFileSync(tests, 'utf8')
  const parts = [...examples.matchAll(/^\/\/ example: (.+)\n([\s\S]*?)^\/\/ end$/gm)]

  test('shows every example exactly as the test runs it', () => {
    const shown = [...guide.matchAll(/^<!-- example: (.+) -->\n\n```ts\n([\s\S]*?)^```$/gm)]
    expect(parts.length).toBeGreaterThan(5)
    expect(shown.map(([, name, code]) => [name, code])).toEqual(parts.map(([, name, code]) => [name, code]))
  })

  test('shows only code that the test runs', () => {
    expect(guide.match(/^```ts$/gm)).toHaveLength(parts.length)
  })
})
