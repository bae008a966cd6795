import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRefused, parseAction, type SupervisionChoice, type SupervisionRule } from '../../../trace/index.ts'
import { isShadowed, presetChoice, presetNames, presetOf, ruleFor } from './strategy-presets.ts'
import {
  arounds,
  choiceOf,
  complaintsAbout,
  type Draft,
  type DraftRule,
  draftOf,
  draftRule,
  strategyKinds,
} from './supervision-draft.ts'

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
  ['backoff', { minSeconds: '5', maxSeconds: '2' }, 'maxSeconds'],
  ['backoff', { factor: '-1' }, 'factor'],
  ['backoff', { maxRestarts: '1.5' }, 'maxRestarts'],
] as const)('an invalid number of a %s strategy has a complaint at its field: %j', (kind, change, field) => {
  expect(complaintsAbout(draft(typed(kind, change)))).toEqual([expect.objectContaining({ rule: 0, field })])
})

test('invalid numbers of a strategy that is not chosen have no complaint', () => {
  expect(complaintsAbout(draft(typed('resume', { limit: 'x', factor: '-4' })))).toEqual([])
})

test('a missing error class and a repeated one have a complaint', () => {
  expect(complaintsAbout(draft(draftRule(0, ' ')))).toMatchObject([
    { rule: 0, field: 'error', complaint: { code: 'not-error-class' } },
  ])
  expect(complaintsAbout(draft(draftRule(0, 'A'), draftRule(1, 'A ')))).toMatchObject([
    { rule: 1, field: 'error', complaint: { code: 'same-error-class' } },
  ])
})

test('a rule too many has a complaint about all rules together', () => {
  const rules = Array.from({ length: 21 }, (_, key) => draftRule(key, `E${key}`))
  expect(complaintsAbout(draft(...rules))).toMatchObject([
    { rule: null, field: 'rules', complaint: { code: 'too-many-rules' } },
  ])
})

const engineAccepts = (supervision: SupervisionChoice): boolean =>
  !isRefused(parseAction({ type: 'Supervise', participant: 'node-1', actor: '/user/a', supervision }))
const formAccepts = (edited: Draft): boolean => complaintsAbout(edited).length === 0

const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('0', '1', '2.5', '1000', '0.001', ' 7 ', '10', '1000000') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', ' ', '-1', '0.0004', '1001', '1000000.001', '1e3', 'x', '10.1'),
  },
)
const className = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('Error', 'IOException', ' Late ', '$A', 'Störung') },
  { weight: 1, arbitrary: fc.constantFrom('', 'no class', '1st', 'a-b') },
)
const typedNumber = fc.record({
  limit: text,
  withinSeconds: text,
  minSeconds: text,
  maxSeconds: text,
  factor: text,
  maxRestarts: text,
})
const anyDraft = fc.record({
  rules: fc.array(
    fc.record({
      key: fc.nat(),
      error: className,
      kind: fc.constantFrom(...strategyKinds),
      typed: typedNumber,
    }),
    { maxLength: 3 },
  ),
  stopChildren: fc.boolean(),
  around: fc.constantFrom(...arounds),
})

test('the form accepts a draft if and only if the engine accepts its choice', () => {
  let accepted = 0
  let refused = 0
  fc.assert(
    fc.property(anyDraft, edited => {
      expect(formAccepts(edited)).toBe(engineAccepts(choiceOf(edited)))
      if (formAccepts(edited)) accepted += 1
      else refused += 1
    }),
    { seed: 5, numRuns: 300 },
  )
  expect(Math.min(accepted, refused), 'drafts of either kind').toBeGreaterThan(30)
})

const count = fc.oneof(fc.nat(1000), fc.constantFrom(-1, 1001, 0.5))
const durationMs = fc.oneof(
  fc.integer({ min: 1, max: 20_000 }),
  fc.constantFrom(0, 1, 999_999_999, 1e9, 1e9 + 1),
)
const factor = fc.oneof(fc.double({ min: 0, max: 10 }), fc.constantFrom(0, 1e-7, 5e-324, 10, 10.5, -1))
/** Every choice that the form can express: one treatment of children for all rules. */
const anyChoice = fc.boolean().chain(stopChildren =>
  fc.record(
    {
      rules: fc.array(
        fc.record({
          error: className.map(error => error.trim()),
          strategy: fc.oneof(
            fc.constantFrom({ type: 'stop' } as const, { type: 'resume' } as const),
            fc.constant({ type: 'restart', stopChildren } as const),
            fc.record({
              type: fc.constant('restart' as const),
              maxRestarts: count,
              withinMs: durationMs,
              stopChildren: fc.constant(stopChildren),
            }),
            fc.record(
              {
                type: fc.constant('backoff' as const),
                minBackoffMs: durationMs,
                maxBackoffMs: durationMs,
                randomFactor: factor,
                maxRestarts: count,
                stopChildren: fc.constant(stopChildren),
              },
              { requiredKeys: ['type', 'minBackoffMs', 'maxBackoffMs', 'randomFactor', 'stopChildren'] },
            ),
          ),
        }),
        { maxLength: 3 },
      ),
      around: fc.constantFrom('setup' as const, 'handler' as const),
    },
    { requiredKeys: ['rules'] },
  ),
)

test('the form shows, accepts and gives back every choice that the engine accepts, and refuses the others', () => {
  let accepted = 0
  fc.assert(
    fc.property(anyChoice, choice => {
      const shown = draftOf(choice.rules, choice.around ?? 'code')
      expect(formAccepts(shown)).toBe(engineAccepts(choice))
      if (!engineAccepts(choice)) return
      accepted += 1
      expect(choiceOf(shown)).toEqual(choice)
    }),
    { seed: 5, numRuns: 300 },
  )
  expect(accepted, 'choices that the engine accepts').toBeGreaterThan(60)
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
