import * as v from 'valibot'
import type { Action, Refused } from './action.ts'
import { name, names, plain } from './plain-schema.ts'
import { checked } from './refusal.ts'

export const actionSchema: v.GenericSchema<unknown, Action> = v.variant('type', [
  v.strictObject({ type: v.literal('Start'), participant: name, roles: v.exactOptional(names) }),
  v.strictObject({
    type: v.literal('Kill'),
    participant: name,
    reason: v.exactOptional(v.literal('failed', 'must be failed')),
  }),
  v.strictObject({ type: v.literal('Leave'), node: name }),
  v.strictObject({ type: v.literal('Down'), node: name, by: v.exactOptional(name) }),
  v.strictObject({
    type: v.literal('Tell'),
    participant: name,
    actor: name,
    message: v.objectWithRest({ type: name }, plain),
  }),
  v.strictObject({
    type: v.literal('FailNext'),
    participant: name,
    actor: name,
    error: v.exactOptional(name),
  }),
  v.strictObject({ type: v.literal('PowerFailure') }),
])

/** For what came from outside: the action, or one sentence saying what is wrong with it. */
export const parseAction = (value: unknown): Action | Refused => checked(actionSchema, value, 'An action')
