import { expect, test } from 'vitest'
import { refuseClassName, refuseSupervision } from './refuse-supervision.ts'
import type { StrategyText, SupervisionChoice } from './supervision.ts'

const one = (strategy: StrategyText, error = 'Error'): SupervisionChoice => ({ rules: [{ error, strategy }] })
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
  one({ type: 'stop' }),
  one({ type: 'resume' }, '$Weird_1'),
  one(restart),
  one({ ...restart, maxRestarts: 0, withinMs: 1 }),
  one(backoff),
  one({ ...backoff, maxBackoffMs: 100, randomFactor: 0, maxRestarts: 3 }),
  { ...one(restart), around: 'handler' },
])('%j can be done', choice => {
  expect(refuseSupervision(choice)).toBeNull()
})

test.each<[SupervisionChoice, string]>([
  [one(restart, ''), 'Rule [1]: [] is no name of an error class.'],
  [one({ ...restart, maxRestarts: 3 }), 'Rule [1], for [Error]: [3] restarts need a window'],
  [one({ ...restart, withinMs: 3 }), 'a window of [3] ms limits nothing'],
  [one({ ...restart, maxRestarts: 3, withinMs: 0 }), 'a window of [0] ms cannot be.'],
  [one({ ...restart, maxRestarts: -1, withinMs: 10 }), '[-1] restarts cannot be.'],
  [one({ ...restart, maxRestarts: 1e6, withinMs: 10 }), '[1000000] restarts cannot be.'],
  [one({ ...backoff, minBackoffMs: 0 }), 'a shortest wait of [0] ms cannot be.'],
  [
    one({ ...backoff, minBackoffMs: 2000 }),
    'the longest wait, [1000] ms, must be at least the shortest, [2000] ms',
  ],
  [one({ ...backoff, randomFactor: Number.NaN }), 'a random factor of [NaN] cannot be.'],
  [one({ type: 'shrug' } as unknown as StrategyText), 'there is no strategy [shrug].'],
  [{ rules: [...one(restart).rules, ...one(backoff).rules] }, 'Rules [1] and [2] are both for [Error].'],
  [
    { rules: Array.from({ length: 21 }, (_, i) => ({ error: `E${i}`, strategy: restart })) },
    'These are [21] rules',
  ],
  [{ rules: [], around: 'the clock' as 'setup' }, 'A restart cannot begin with [the clock].'],
])('%j is refused with a sentence', (choice, sentence) => {
  expect(refuseSupervision(choice)).toContain(sentence)
})

test('a class has a name as the language allows it', () => {
  expect(refuseClassName('Störung')).toBeNull()
  expect(refuseClassName('1st')).not.toBeNull()
})
