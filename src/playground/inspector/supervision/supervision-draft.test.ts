import { expect, test } from 'vitest'
import type { SupervisionRule } from '../../../trace/index.ts'
import { isShadowed, presetChoice, presetNames, presetOf, ruleFor } from './strategy-presets.ts'
import { choiceOf, complaintsAbout, type DraftRule, draftOf, draftRule } from './supervision-draft.ts'

const draft = (...rules: DraftRule[]) => ({ rules, stopChildren: true, around: 'setup' as const })
const typed = (kind: DraftRule['kind'], change: Partial<DraftRule['typed']>): DraftRule => {
  const rule = draftRule(0, 'Error', kind)
  return { ...rule, typed: { ...rule.typed, ...change } }
}

test('the draft of some rules leads back to these rules', () => {
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

test('a draft that leaves the place of spawning to the code has no `around`', () => {
  expect(choiceOf(draftOf([], 'code'))).toEqual({ rules: [] })
})

test('each preset is valid, and its rules lead back to it', () => {
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
  ['backoff', { maxRestarts: '1.5' }, 'maxRestarts'],
] as const)('an invalid number of a %s strategy has a complaint at its field: %j', (kind, change, about) => {
  expect(complaintsAbout(draft(typed(kind, change)))).toEqual([expect.objectContaining({ about })])
})

test('invalid numbers of a strategy that is not chosen have no complaint', () => {
  expect(complaintsAbout(draft(typed('resume', { limit: 'x', factor: '-4' })))).toEqual([])
})

test('a missing error class and a repeated one have a complaint', () => {
  expect(complaintsAbout(draft(draftRule(0, ' ')))).toEqual([{ rule: 0, field: 'error', about: 'error' }])
  expect(complaintsAbout(draft(draftRule(0, 'A'), draftRule(1, 'A ')))).toEqual([
    { rule: 1, field: 'error', about: 'twice' },
  ])
})

test('the first rule for an error class decides, and a rule after one for all errors is shadowed', () => {
  const rules: readonly SupervisionRule[] = [
    { error: 'IOException', strategy: { type: 'resume' } },
    { error: 'Error', strategy: { type: 'stop' } },
    { error: 'Late', strategy: { type: 'restart', stopChildren: true } },
  ]
  expect(ruleFor(rules, 'IOException')).toBe(rules[0])
  expect(ruleFor(rules, 'Late')).toBe(rules[1])
  expect(ruleFor([], 'Late')).toBeNull()
  expect([0, 1, 2].map(index => isShadowed(rules, index))).toEqual([false, false, true])
})
