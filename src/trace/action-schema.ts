import * as v from 'valibot'
import { type Action, arrivalHolds, faults, maxLatencyMs, maxTimes } from './action.ts'
import type { Bilingual } from './bilingual.ts'
import { canonicalPlain } from './canonical-plain.ts'
import { databaseFaultSchema, databaseFaultType } from './database-fault-schema.ts'
import { maxJournalEntries } from './journal-content.ts'
import { journalContentSchema } from './journal-schema.ts'
import {
  choice,
  latencyBetween,
  listOf,
  name,
  names,
  plainFields,
  text,
  wholeBetween,
} from './plain-schema.ts'
import { type Complaint, checked, complaint, problemsOf } from './refusal.ts'
import { isRefused, type Refused } from './refused.ts'
import { seedSchema } from './seed-schema.ts'
import { errorClass, supervisionChoiceSchema } from './supervision-schema.ts'

const times = wholeBetween(1, maxTimes)
const pauseMs = wholeBetween(1, maxLatencyMs)

const links = v.pipe(
  listOf(v.strictObject({ from: name, to: name, oneWay: v.exactOptional(v.literal(true)) }), {
    en: 'links',
    ja: 'リンク',
  }),
  v.minLength(1, complaint('no-link')),
)

const latency = latencyBetween(1, maxLatencyMs)

const onMessage = { participant: name, message: name }

const typeComplaint = (type: unknown): string | null => {
  if (type === undefined) return complaint('missing')
  if (typeof type !== 'string') return complaint('not-text')
  return type === '' ? complaint('empty') : null
}

/** A custom check, because valibot's object schema drops fields named like inherited ones, such as `constructor`. */
const messageSchema = v.pipe(
  plainFields,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    const input = dataset.value
    const message = typeComplaint(input.type)
    if (message === null) return
    const path = [{ type: 'object', origin: 'value', input, key: 'type', value: input.type }] as const
    addIssue({ message, path: [...path] })
  }),
  v.transform(fields => fields as typeof fields & { readonly type: string }),
)

const actionSchemas = [
  v.strictObject({ type: v.literal('Start'), participant: name, roles: v.exactOptional(names) }),
  v.strictObject({
    type: v.literal('Kill'),
    participant: name,
    reason: v.exactOptional(v.literal('failed')),
    during: v.exactOptional(v.strictObject({ actor: name, label: text })),
  }),
  v.strictObject({ type: v.literal('Leave'), node: name }),
  v.strictObject({ type: v.literal('PrepareForShutdown'), node: name }),
  v.strictObject({ type: v.literal('Down'), node: name, by: v.exactOptional(name) }),
  v.strictObject({
    type: v.literal('Tell'),
    participant: name,
    actor: name,
    message: messageSchema,
    times: v.exactOptional(times),
  }),
  v.strictObject({
    type: v.literal('FailNext'),
    participant: name,
    actor: name,
    error: v.exactOptional(errorClass),
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
  v.strictObject({ type: v.literal('Reseed'), seed: seedSchema }),
  v.strictObject({ type: v.literal('PowerFailure') }),
  v.strictObject({ type: v.literal('LoadJournal'), participant: name, journal: journalContentSchema }),
  v.strictObject({ type: v.literal('Cut'), links }),
  v.strictObject({ type: v.literal('Heal'), links: v.exactOptional(links) }),
  v.strictObject({
    type: v.literal('Partition'),
    sides: v.pipe(listOf(names, { en: 'sides', ja: 'グループ' }), v.minLength(2, complaint('too-few-sides'))),
  }),
  v.strictObject({
    type: v.literal('SetLinks'),
    links: v.exactOptional(links),
    latency: v.exactOptional(v.nullable(latency)),
    lossPercent: v.exactOptional(wholeBetween(0, 100)),
  }),
  v.strictObject({ type: v.literal('HoldArrivals'), hold: choice(arrivalHolds) }),
  v.strictObject({ type: v.literal('Freeze'), participant: name, forMs: v.exactOptional(pauseMs) }),
  v.strictObject({ type: v.literal('Thaw'), participant: name }),
  v.strictObject({
    type: v.literal('Block'),
    participant: name,
    actor: v.exactOptional(name),
    forMs: pauseMs,
  }),
  v.strictObject({ type: v.literal('BreakDatabase'), participant: name, fault: databaseFaultSchema }),
  v.strictObject({
    type: v.literal('RepairDatabase'),
    participant: name,
    fault: v.exactOptional(databaseFaultType),
  }),
  v.strictObject({ type: v.literal('Hold'), ...onMessage }),
  v.strictObject({ type: v.literal('Release'), ...onMessage }),
  v.strictObject({ type: v.literal('DeliverNow'), ...onMessage }),
  v.strictObject({ type: v.literal('Drop'), ...onMessage }),
  v.strictObject({ type: v.literal('Duplicate'), ...onMessage }),
  v.strictObject({ type: v.literal('Delay'), ...onMessage, forMs: pauseMs }),
  v.strictObject({ type: v.literal('MoveBefore'), ...onMessage, before: name }),
] as const

export const actionSchema: v.GenericSchema<unknown, Action> = v.variant('type', actionSchemas)

/** The types of all actions. */
export const actionTypes: readonly Action['type'][] = actionSchemas.map(({ entries }) => entries.type.literal)

/** Numbers, texts, lists and objects of an imported journal: 20 for each of its entries. */
const maxJournalValues = 20 * maxJournalEntries

const loadsJournal = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'LoadJournal'

const anAction: Bilingual = { en: 'An action', ja: '操作' }

/**
 * Validates an action from outside. Returns a copy in canonical form, which files and workers do not change, or one
 * sentence that says what is wrong with it and where.
 */
export const parseAction = (value: unknown): Action | Refused => {
  const copied = canonicalPlain(value, anAction, loadsJournal(value) ? maxJournalValues : undefined)
  return isRefused(copied) ? copied : checked(actionSchema, copied.plain, anAction)
}

/** An invalid field of an action. */
export interface ActionComplaint {
  readonly field: string
  readonly complaint: Complaint
}

/** The first complaint about an action that a form makes; null for a valid one. */
export function complaintAboutAction(action: Action): ActionComplaint | null {
  const [problem] = problemsOf(actionSchema, action)
  return problem === undefined ? null : { field: String(problem.steps[0]), complaint: problem.complaint }
}
