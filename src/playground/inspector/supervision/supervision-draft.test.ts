import { expect, test } from 'vitest'
import type { SupervisionRule } from '../../../trace/index.ts'
import { isShadowed, presetChoice, presetNames, presetOf, ruleFor } from './strategy-presets.ts'
import { choiceOf, complaintsAbout, type DraftRule, draftOf, draftRule } from './supervision-draft.ts'

const draft = (...rules: DraftRule[]) => ({ rules, stopChildren: true, around: 'setup' as const })
const typed = (kind: DraftRule['kind'], change: Partial<DraftRule['typed']>): DraftRule => {
  const rule = draftRule(0, 'Error', kind)
  return { ...rule, typed: { ...rule.typed, ...change } }
}

test('what is in force comes out of its draft as it went in', () => {
  const rules: readonly SupervisionRule[] = [
    { error: 'IOException', strategy: { type: 'resume' } },
    { error: 'Late', strategy: { type: 'restart', maxRestarts: 2, withinMs: 1500, stopChildren: false } },
    {
      error: 'Error',
      strategy: {
        type: 'backoff',
        minBackoffMs: 250,
        maxBackoffMs: 30_000,
        randomFactor: 0.1,
        stopChildren: false,
      },
    },
  ]
  expect(choiceOf(draftOf(rules, 'handler'))).toEqual({ rules, around: 'handler' })
})

test('where the code spawns its children is left to the code', () => {
  expect(choiceOf(draftOf([], 'code'))).toEqual({ rules: [] })
})

test('every preset is without complaint, and is recognized when it is in force', () => {
  for (const name of presetNames) {
    const { rules } = presetChoice(name, 'IOException', { stopChildren: true, around: 'setup' })
    expect(complaintsAbout(draftOf(rules, 'setup'))).toEqual([])
    expect(presetOf(rules)).toBe(name)
  }
  expect(presetOf([])).toBeNull()
})

test.each([
  ['limit', { limit: '' }, 'limit'],
  ['limit', { limit: '-1' }, 'limit'],
  ['limit', { limit: '2.5' }, 'limit'],
  ['limit', { limit: 'many' }, 'limit'],
  ['limit', { withinSeconds: '0' }, 'withinSeconds'],
  ['backoff', { minSeconds: '0' }, 'minSeconds'],
  ['backoff', { maxSeconds: '1e9' }, 'maxSeconds'],
  ['backoff', { minSeconds: '5', maxSeconds: '2' }, 'maxBelowMin'],
  ['backoff', { factor: '-1' }, 'factor'],
  ['backoff', { mostRestarts: '1.5' }, 'mostRestarts'],
] as const)('a wrong number is told at its field: %s %j', (kind, change, about) => {
  expect(complaintsAbout(draft(typed(kind, change)))).toEqual([expect.objectContaining({ about })])
})

test('numbers of a strategy that is not chosen are nobody’s concern', () => {
  expect(complaintsAbout(draft(typed('resume', { limit: 'x', factor: '-4' })))).toEqual([])
})

test('a rule needs an error class of its own', () => {
  expect(complaintsAbout(draft(draftRule(0, ' ')))).toEqual([{ rule: 0, field: 'error', about: 'error' }])
  expect(complaintsAbout(draft(draftRule(0, 'A'), draftRule(1, 'A ')))).toEqual([
    { rule: 1, field: 'error', about: 'twice' },
  ])
})

test('the innermost rule that takes it decides, and what lies behind one for all errors is never asked', () => {
  const rules: readonly SupervisionRule[] = [
    { error: 'IOException', strategy: { type: 'resume' } },
    { error: 'Error', strategy: { type: 'stop' } },
    { error: 'Late', strategy: { type: 'restart', stopChildren: true } },
  ]
  expect(ruleFor(rules, 'IOException')).toBe(rules[0])
  expect(ruleFor(rules, 'Late')).toBe(rules[1])
  expect(ruleFor([], 'Late')).toBeNull()
  expect([0, 1, 2].map(place => isShadowed(rules, place))).toEqual([false, false, true])
})
