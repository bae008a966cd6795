import { expect, test } from 'vitest'
import type { DeadLetterView } from '../../trace/index.ts'
import { groupLetters } from './group-letters.ts'

const letter = (number: number, label: string, body: string | null = null): DeadLetterView => ({
  id: `server:${number}`,
  at: number,
  node: 'server',
  from: '/user/a',
  to: '/user/b',
  label,
  why: 'stopped',
  body,
})

test('equal dead letters in a row are one group, and the newest group is first', () => {
  const letters = [letter(1, 'Get'), letter(2, 'Get'), letter(3, 'Put'), letter(4, 'Get')]
  expect(groupLetters(letters).map(({ letter, count }) => [letter.id, count])).toEqual([
    ['server:4', 1],
    ['server:3', 1],
    ['server:2', 2],
  ])
  expect(groupLetters([])).toEqual([])
})

test('equal asks are equal dead letters, though each has a reply address of its own', () => {
  const ask = (number: number, path: string) =>
    letter(number, 'Find', `{"path":"${path}","replyTo":"/temp/$${number}#77"}`)
  const groups = groupLetters([ask(1, '/a'), ask(2, '/a'), ask(3, '/b')])
  expect(groups.map(({ count }) => count)).toEqual([1, 2])
})
