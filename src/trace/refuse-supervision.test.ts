import { expect, test } from 'vitest'
import { refuseClassName, refuseSupervision } from './refuse-supervision.ts'
import type { StrategyText, SupervisionChoice } from './supervision.ts'

const singleRule = (strategy: StrategyText, error = 'Error'): SupervisionChoice => ({
  rules: [{ error, strategy }],
})
const restart = { type: 'restart', stopChildren: true } as const
const backoff = {
  type: 'backoff',
  minBackoffMs: 100,
  maxBackoffMs: 1000,
  randomFactor: 0.2,
  stopChildren: true,
} as const

test.each<SupervisionChoice>([
  { rules: [] },
  singleRule({ type: 'stop' }),
  singleRule({ type: 'resume' }, '$Weird_1'),
  singleRule(restart),
  singleRule({ ...restart, maxRestarts: 0, withinMs: 1 }),
  singleRule(backoff),
  singleRule({ ...backoff, maxBackoffMs: 100, randomFactor: 0, maxRestarts: 3 }),
  { ...singleRule(restart), around: 'handler' },
])('the supervision %j is accepted', choice => {
  expect(refuseSupervision(choice)).toBeNull()
})

test.each<[SupervisionChoice, string]>([
  [singleRule(restart, ''), 'Rule [1]: [] is not a valid name of an error class.'],
  [singleRule({ ...restart, maxRestarts: 3 }), 'Rule [1], for [Error]: [3] restarts need a window'],
  [singleRule({ ...restart, withinMs: 3 }), 'a window of [3] ms has no effect'],
  [singleRule({ ...restart, maxRestarts: 3, withinMs: 0 }), 'a window of [0] ms is invalid.'],
  [singleRule({ ...restart, maxRestarts: -1, withinMs: 10 }), 'a limit of [-1] restarts is invalid.'],
  [singleRule({ ...restart, maxRestarts: 1e6, withinMs: 10 }), 'a limit of [1000000] restarts is invalid.'],
  [singleRule({ ...backoff, minBackoffMs: 0 }), 'a shortest backoff of [0] ms is invalid.'],
  [
    singleRule({ ...backoff, minBackoffMs: 2000 }),
    'the longest backoff, [1000] ms, must be at least the shortest, [2000] ms',
  ],
  [singleRule({ ...backoff, randomFactor: Number.NaN }), 'a random factor of [NaN] is invalid.'],
  [singleRule({ type: 'shrug' } as unknown as StrategyText), 'there is no strategy [shrug].'],
  [
    { rules: [...singleRule(restart).rules, ...singleRule(backoff).rules] },
    'Rules [1] and [2] are both for [Error].',
  ],
  [
    { rules: Array.from({ length: 21 }, (_, i) => ({ error: `E${i}`, strategy: restart })) },
    'There are [21] rules',
  ],
  [{ rules: [], around: 'the clock' as 'setup' }, 'A restart cannot start from [the clock].'],
])('the supervision %j is refused with a sentence', (choice, sentence) => {
  expect(refuseSupervision(choice)?.refused).toContain(sentence)
})

test('the name of an error class is accepted when it is an identifier', () => {
  expect(refuseClassName('Störung')).toBeNull()
  expect(refuseClassName('1st')).not.toBeNull()
})
