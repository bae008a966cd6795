import * as v from 'valibot'
import { choice, listOf, name, truth, whole } from './plain-schema.ts'
import { complaint } from './refusal.ts'
import type { StrategyText, SupervisionChoice, SupervisionRule } from './supervision.ts'

const factor = v.pipe(
  v.number(complaint('not-number')),
  v.finite(complaint('not-finite')),
  v.minValue(0, complaint('too-small', { least: 0 })),
)

const strategySchema: v.GenericSchema<unknown, StrategyText> = v.variant('type', [
  v.strictObject({ type: v.literal('stop') }),
  v.strictObject({ type: v.literal('resume') }),
  v.strictObject({
    type: v.literal('restart'),
    maxRestarts: v.exactOptional(whole),
    withinMs: v.exactOptional(whole),
    stopChildren: truth,
  }),
  v.strictObject({
    type: v.literal('backoff'),
    minBackoffMs: whole,
    maxBackoffMs: whole,
    randomFactor: factor,
    maxRestarts: v.exactOptional(whole),
    stopChildren: truth,
  }),
])

export const supervisionRuleSchema: v.GenericSchema<unknown, SupervisionRule> = v.strictObject({
  error: name,
  strategy: strategySchema,
})

export const supervisionRulesSchema = listOf(supervisionRuleSchema, { en: 'rules', ja: '規則' })

export const supervisionChoiceSchema: v.GenericSchema<unknown, SupervisionChoice> = v.strictObject({
  rules: supervisionRulesSchema,
  around: v.exactOptional(choice(['setup', 'handler'])),
})
