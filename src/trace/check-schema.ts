import * as v from 'valibot'
import type { Bilingual } from './bilingual.ts'
import { canonicalPlain } from './canonical-plain.ts'
import {
  type Check,
  type Condition,
  clusterRules,
  type EventPattern,
  type Fact,
  type FieldValues,
} from './check.ts'
import { choice, listOf, name, names, text, truth, whole } from './plain-schema.ts'
import { checked, complaint } from './refusal.ts'
import { isRefused, type Refused } from './refused.ts'
import { memberStatuses } from './trace-event.ts'
import { traceEventTypes } from './trace-event-schema.ts'

/** A custom check, because valibot's record schema drops a field named `constructor` and the pattern would match more. */
const valuesSchema = v.pipe(
  v.custom<FieldValues>(
    value => typeof value === 'object' && value !== null && !Array.isArray(value),
    complaint('not-object'),
  ),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    for (const [key, value] of Object.entries(dataset.value)) {
      if (value === null || typeof value !== 'object') continue
      const path = [{ type: 'object', origin: 'value', input: dataset.value, key, value }] as const
      addIssue({ message: complaint('not-scalar'), path: [...path] })
    }
  }),
)

export const patternSchema: v.GenericSchema<unknown, EventPattern> = v.strictObject({
  event: choice(traceEventTypes),
  node: v.exactOptional(name),
  where: v.exactOptional(valuesSchema),
  not: v.exactOptional(valuesSchema),
})

const patternsSchema = listOf(patternSchema, { en: 'event patterns', ja: 'イベントのパターン' })

const copyPlaceSchema = v.strictObject({
  actor: name,
  version: v.exactOptional(name),
  data: v.exactOptional(name),
  wrappedIn: v.exactOptional(name),
})

const factSchema: v.GenericSchema<unknown, Fact> = v.variant('fact', [
  v.strictObject({
    fact: v.literal('members'),
    status: choice(memberStatuses),
    nodes: v.exactOptional(names),
  }),
  v.strictObject({
    fact: v.literal('sees'),
    node: name,
    member: name,
    status: choice(memberStatuses),
    reachable: v.exactOptional(truth),
  }),
  v.strictObject({ fact: v.literal('agreed') }),
  v.strictObject({ fact: v.literal('healthy') }),
  v.strictObject({ fact: v.literal('singleton-on'), node: name }),
  v.pipe(
    v.strictObject({
      fact: v.literal('singletons'),
      atMost: v.exactOptional(whole),
      atLeast: v.exactOptional(whole),
    }),
    v.check(({ atMost, atLeast }) => atMost !== undefined || atLeast !== undefined, complaint('no-limit')),
  ),
  v.strictObject({ fact: v.literal('running'), participant: v.exactOptional(name), running: truth }),
  v.strictObject({ fact: v.literal('state'), node: name, actor: name, contains: text }),
  v.strictObject({
    fact: v.literal('follows-journal'),
    actor: name,
    field: name,
    persistenceId: name,
    behind: v.exactOptional(whole),
  }),
  v.strictObject({
    fact: v.literal('same-copies'),
    copies: listOf(copyPlaceSchema, { en: 'copies', ja: 'コピー' }),
  }),
  v.strictObject({ fact: v.literal('journal-complete') }),
  v.strictObject({ fact: v.literal('client-connected'), client: name }),
])

const conditionSchema: v.GenericSchema<unknown, Condition> = v.lazy(
  (value): v.GenericSchema<unknown, Condition> =>
    typeof value === 'object' && value !== null && 'fact' in value ? factSchema : patternSchema,
)

const checksSchema: v.GenericSchema<unknown, Check[]> = listOf(
  v.lazy(() => checkSchema),
  { en: 'checks', ja: 'チェック' },
)

const atLeastOne = v.pipe(whole, v.minValue(1, complaint('below-1')))

export const checkSchema: v.GenericSchema<unknown, Check> = v.variant('type', [
  v.strictObject({
    type: v.literal('eventually'),
    what: conditionSchema,
    times: v.exactOptional(atLeastOne),
    withinMs: v.exactOptional(whole),
    after: v.exactOptional(conditionSchema),
  }),
  v.strictObject({ type: v.literal('never'), what: conditionSchema }),
  v.strictObject({
    type: v.literal('always'),
    what: factSchema,
    recoversWithinMs: v.exactOptional(whole),
    while: v.exactOptional(factSchema),
    unless: v.exactOptional(patternsSchema),
  }),
  v.pipe(
    v.strictObject({
      type: v.literal('leadsTo'),
      when: conditionSchema,
      then: conditionSchema,
      withinMs: v.exactOptional(whole),
      by: v.exactOptional(v.strictObject({ when: name, then: name })),
      while: v.exactOptional(factSchema),
      unless: v.exactOptional(patternsSchema),
    }),
    // Without a limit of time, the waits for lost replies would fill the memory.
    v.check(({ by, withinMs }) => by === undefined || withinMs !== undefined, complaint('by-without-limit')),
    v.check(
      ({ by, when, then }) => by === undefined || ('event' in when && 'event' in then),
      complaint('by-without-events'),
    ),
  ),
  v.strictObject({
    type: v.literal('atMostOne'),
    begin: patternSchema,
    end: patternSchema,
    by: v.exactOptional(name),
  }),
  v.strictObject({
    type: v.literal('atMost'),
    what: patternSchema,
    times: whole,
    by: v.exactOptional(name),
  }),
  v.strictObject({ type: v.literal('exactly'), what: patternSchema, times: whole }),
  v.strictObject({
    type: v.literal('rises'),
    what: patternSchema,
    field: name,
    by: v.exactOptional(name),
    strictly: v.exactOptional(truth),
  }),
  v.strictObject({ type: v.literal('clusterRule'), rule: choice(clusterRules) }),
  v.strictObject({
    type: v.literal('agreesWithJournal'),
    persistenceId: name,
    actor: name,
    version: name,
    data: name,
    key: name,
    value: name,
    reply: v.exactOptional(name),
    withinMs: whole,
    while: v.exactOptional(factSchema),
  }),
  v.strictObject({ type: v.literal('all'), checks: checksSchema }),
  v.strictObject({ type: v.literal('any'), checks: checksSchema }),
])

/** Checks within checks. */
const maxCheckDepth = 20

/** Whether a value holds checks within checks more than `most` deep. The search goes no deeper than that. */
const isDeeperThan = (most: number, value: unknown): boolean => {
  if (most === 0) return true
  if (typeof value !== 'object' || value === null || !('checks' in value)) return false
  return Array.isArray(value.checks) && value.checks.some(part => isDeeperThan(most - 1, part))
}

/** A check from outside. Its depth is validated first, because the schema calls itself for each level. */
export const boundedCheckSchema: v.GenericSchema<unknown, Check> = v.pipe(
  v.unknown(),
  v.check(
    value => !isDeeperThan(maxCheckDepth, value),
    complaint('too-deep-checks', { most: maxCheckDepth }),
  ),
  checkSchema,
)

const aCheck: Bilingual = { en: 'A check', ja: 'チェック' }

/** Validates a check from outside. Returns a copy of it, or one sentence that says what is wrong with it and where. */
export const parseCheck = (value: unknown): Check | Refused => {
  const copied = canonicalPlain(value, aCheck)
  return isRefused(copied) ? copied : checked(boundedCheckSchema, copied.plain, aCheck)
}
