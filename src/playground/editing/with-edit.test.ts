import { expect, test } from 'vitest'
import { withEdit } from './with-edit.ts'

const a = { file: 'a.ts', text: 'new' }
const b = { file: 'b.ts', text: 'new' }

test('an edit replaces the earlier one of its file and keeps those of others', () => {
  expect(withEdit([a, b], 'a.ts', 'newer', 'old')).toEqual([b, { file: 'a.ts', text: 'newer' }])
})

test('a file with its original text is not edited', () => {
  expect(withEdit([a, b], 'a.ts', 'old', 'old')).toEqual([b])
})
