import { expect, test } from 'vitest'
import { draftOf, keepDraft } from './drafts.ts'

test('a draft belongs to a file and to the text that runs, and ends when it equals that text', () => {
  keepDraft('a.ts', 'one', 'two')
  expect(draftOf('a.ts', 'one')).toBe('two')
  expect(draftOf('a.ts', 'other')).toBe('other')
  expect(draftOf('b.ts', 'one')).toBe('one')
  keepDraft('a.ts', 'one', 'one')
  expect(draftOf('a.ts', 'one')).toBe('one')
})
