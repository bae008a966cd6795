import * as v from 'valibot'
import { choice, name, truth, whole } from './plain-schema.ts'
import type { StrategyText, SupervisionChoice, SupervisionRule } from './supervision.ts'

const factor = v.pipe(
  v.number('must be a number'),
  v.finite('must be finite'),
  v.minValue(0, 'must be at least 0'),
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

export const supervisionChoiceSchema: v.GenericSchema<unknown, SupervisionChoice> = v.strictObject({
  rules: v.array(supervisionRuleSchema, 'must be a list of rules'),
  around: v.exactOptional(choice(['setup', 'handler'])),
})
