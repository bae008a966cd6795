import { expect, test } from 'vitest'
import { applyEdits, changedLineCount } from './code-edits.ts'

test('edits apply one after the other', () => {
  const edits = [
    { find: 'b', put: 'c d' },
    { find: 'd', put: 'e' },
  ]
  expect(applyEdits('a.ts', 'a b', edits)).toBe('a c e')
})

test.each([
  ['x', 0],
  ['a', 2],
  ['', 0],
])('an edit of a text that does not occur exactly once is refused: [%s]', (find, times) => {
  expect(applyEdits('a.ts', 'a b a', [{ find, put: 'c' }])).toMatchObject({
    code: 'edit-not-once',
    values: { file: 'a.ts', text: find, times },
  })
})

test('changed lines are counted without blank lines and indentation', () => {
  const before = 'a()\nb()\nc()\n'
  expect(changedLineCount(before, before)).toBe(0)
  expect(changedLineCount(before, '  a()\n\n  b()\n  c()\n')).toBe(0)
  expect(changedLineCount(before, 'a()\nB()\nc()\n')).toBe(1)
  expect(changedLineCount(before, 'a()\nb()\nb()\nc()\n')).toBe(1)
  expect(changedLineCount(before, 'c()\n')).toBe(2)
})
