import { expect, test } from 'vitest'
import { changedLines } from './changed-lines.ts'

const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => `line ${from + n}`)
const text = (...all: readonly string[]) => `${all.join('\n')}\n`

test('equal texts have no changed lines', () => {
  expect(changedLines(text('a', 'b'), text('a', 'b'))).toEqual([])
})

test('a change is shown with three lines around it, and the rest is counted', () => {
  const before = text(...lines(1, 20))
  const after = text(...lines(1, 9), 'new', 'newer', ...lines(11, 20))
  expect(changedLines(before, after)).toEqual([
    { type: 'skipped', count: 6 },
    ...[7, 8, 9].map(number => ({ type: 'same', text: `line ${number}`, number })),
    { type: 'removed', text: 'line 10', number: 10 },
    { type: 'added', text: 'new', number: 10 },
    { type: 'added', text: 'newer', number: 11 },
    ...[12, 13, 14].map(number => ({ type: 'same', text: `line ${number - 1}`, number })),
    { type: 'skipped', count: 7 },
  ])
})
