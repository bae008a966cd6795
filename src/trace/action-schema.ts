import * as v from 'valibot'
import { type Action, faults, mostTimes, type Refused } from './action.ts'
import { choice, name, names, plain, text } from './plain-schema.ts'
import { checked } from './refusal.ts'
import { supervisionChoiceSchema } from './supervision-schema.ts'

const times = v.pipe(
  v.number('must be a number'),
  v.integer('must be a whole number'),
  v.minValue(1, 'must be at least 1'),
  v.maxValue(mostTimes, `must be at most ${mostTimes}`),
)

export const actionSchema: v.GenericSchema<unknown, Action> = v.variant('type', [
  v.strictObject({ type: v.literal('Start'), participant: name, roles: v.exactOptional(names) }),
  v.strictObject({
    type: v.literal('Kill'),
    participant: name,
    reason: v.exactOptional(v.literal('failed', 'must be failed')),
    during: v.exactOptional(v.strictObject({ actor: name, label: text })),
  }),
  v.strictObject({ type: v.literal('Leave'), node: name }),
  v.strictObject({ type: v.literal('Down'), node: name, by: v.exactOptional(name) }),
  v.strictObject({
    type: v.literal('Tell'),
    participant: name,
    actor: name,
    message: v.objectWithRest({ type: name }, plain),
    times: v.exactOptional(times),
  }),
  v.strictObject({
    type: v.literal('FailNext'),
    participant: name,
    actor: name,
    error: v.exactOptional(name),
    fault: v.exactOptional(choice(faults)),
    times: v.exactOptional(times),
    during: v.exactOptional(choice(['message', 'start'])),
  }),
  v.strictObject({
    type: v.literal('Supervise'),
    participant: name,
    actor: name,
    supervision: v.nullable(supervisionChoiceSchema),
  }),
  v.strictObject({ type: v.literal('PowerFailure') }),
])

/** For what came from outside: the action, or one sentence saying what is wrong with it. */
export const parseAction = (value: unknown): Action | Refused => checked(actionSchema, value, 'An action')
