import { expect, test } from 'vitest'
import type { Action } from './action.ts'
import { parseAction } from './action-schema.ts'
import { isRefused, type Refused } from './refused.ts'
import type { StrategyText, SupervisionChoice } from './supervision.ts'
import {
  complaintsAboutSupervision,
  maxDurationMs,
  maxRandomFactor,
  maxRestarts,
  maxRules,
  minDurationMs,
} from './supervision-schema.ts'

const supervise = (supervision: SupervisionChoice): Action | Refused =>
  parseAction({ type: 'Supervise', participant: 'node-1', actor: '/user/a', supervision })
const refusedSentence = (answer: Action | Refused): string | null =>
  isRefused(answer) ? answer.refused : null

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

const rulesFor = (count: number): SupervisionChoice['rules'] =>
  Array.from({ length: count }, (_, i) => ({ error: `E${i}`, strategy: restart }))

test.each<SupervisionChoice>([
  { rules: [] },
  singleRule({ type: 'stop' }),
  singleRule({ type: 'resume' }, '$Weird_1'),
  singleRule({ type: 'resume' }, 'Störung'),
  singleRule(restart),
  singleRule({ ...restart, maxRestarts: 0, withinMs: minDurationMs }),
  singleRule({ ...restart, maxRestarts, withinMs: maxDurationMs }),
  singleRule(backoff),
  singleRule({ ...backoff, maxBackoffMs: 100, randomFactor: 0, maxRestarts: 3 }),
  singleRule({ ...backoff, maxBackoffMs: maxDurationMs, randomFactor: maxRandomFactor, maxRestarts }),
  { ...singleRule(restart), around: 'handler' },
  { rules: rulesFor(maxRules) },
])('the supervision %j is accepted', choice => {
  expect(refusedSentence(supervise(choice))).toBeNull()
  expect(complaintsAboutSupervision(choice)).toEqual([])
})

const duration = 'must be from 1 ms to 1000000 s, in whole milliseconds.'
const strategyAt = '`supervision.rules[0].strategy'

test.each<[SupervisionChoice, string]>([
  [
    singleRule(restart, ''),
    '`supervision.rules[0].error` must be the name of a class, such as IOException or Error.',
  ],
  [
    singleRule(restart, '1st'),
    '`supervision.rules[0].error` must be the name of a class, such as IOException or Error.',
  ],
  [
    singleRule({ ...restart, maxRestarts: 3 }),
    `${strategyAt}.maxRestarts\` needs a window in which the restarts are counted. Give withinMs too.`,
  ],
  [
    singleRule({ ...restart, withinMs: 3 }),
    `${strategyAt}.withinMs\` has no effect without a limit of restarts. Give maxRestarts too, or leave it out.`,
  ],
  [singleRule({ ...restart, maxRestarts: 3, withinMs: 0 }), `${strategyAt}.withinMs\` ${duration}`],
  [
    singleRule({ ...restart, maxRestarts: -1, withinMs: 10 }),
    `${strategyAt}.maxRestarts\` must be a whole number from 0 to 1000.`,
  ],
  [
    singleRule({ ...restart, maxRestarts: maxRestarts + 1, withinMs: 10 }),
    `${strategyAt}.maxRestarts\` must be a whole number from 0 to 1000.`,
  ],
  [singleRule({ ...backoff, minBackoffMs: 0.5 }), `${strategyAt}.minBackoffMs\` ${duration}`],
  [singleRule({ ...backoff, maxBackoffMs: maxDurationMs + 1 }), `${strategyAt}.maxBackoffMs\` ${duration}`],
  [
    singleRule({ ...backoff, minBackoffMs: 2000 }),
    `${strategyAt}.maxBackoffMs\` must be at least as long as the shortest backoff, 2 s.`,
  ],
  [
    singleRule({ ...backoff, randomFactor: 10.5 }),
    `${strategyAt}.randomFactor\` must be a number from 0 to 10.`,
  ],
  [
    singleRule({ type: 'shrug' } as unknown as StrategyText),
    `${strategyAt}.type\` must be one of stop, resume, restart, backoff.`,
  ],
  [
    { rules: [...singleRule(restart).rules, ...singleRule(backoff).rules] },
    '`supervision.rules[1].error` repeats the class of rule 1. Keep one rule for each class.',
  ],
  [{ rules: rulesFor(maxRules + 1) }, '`supervision.rules` may have at most 20 entries. Remove some.'],
  [{ rules: [], around: 'the clock' as 'setup' }, '`supervision.around` must be one of setup, handler.'],
])('the supervision %j is refused with a sentence', (choice, sentence) => {
  expect(refusedSentence(supervise(choice))).toBe(sentence)
  expect(complaintsAboutSupervision(choice)).toHaveLength(1)
})

test('a complaint names its rule and its field', () => {
  const choice = {
    rules: [
      { error: 'A', strategy: restart },
      { error: 'B', strategy: { ...backoff, minBackoffMs: 0, randomFactor: Number.NaN } },
    ],
  }
  expect(complaintsAboutSupervision(choice).map(({ rule, field }) => [rule, field])).toEqual([
    [1, 'minBackoffMs'],
    [1, 'randomFactor'],
  ])
})

test('the error of a failure on request must be the name of a class', () => {
  const fail = (error: string) =>
    refusedSentence(parseAction({ type: 'FailNext', participant: 'node-1', actor: '/user/a', error }))
  expect(fail('Störung')).toBeNull()
  expect(fail('no class')).toBe('`error` must be the name of a class, such as IOException or Error.')
})
