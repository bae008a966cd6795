import * as v from 'valibot'
import { actionTypes } from '../trace/action-schema.ts'
import type { EventPattern } from '../trace/check.ts'
import { type Check, type Condition, conductorId, isInvariant, type ParticipantId } from '../trace/index.ts'
import { complaint } from '../trace/refusal.ts'
import { fieldSchemasOf } from '../trace/trace-event-schema.ts'

/** A part of a lesson that cannot work: the keys that lead to it, and the complaint as a message of a schema. */
export interface Fault {
  readonly steps: readonly (string | number)[]
  readonly message: string
}

/** The first reason why a step that waits for this check would wait for ever; null: none is known. */
export function impossibleWait(check: Check, participants: ReadonlySet<ParticipantId>): Fault | null {
  if (isUndecided(check)) return { steps: [], message: complaint('never-decided') }
  return impossiblePart(check, participants)
}

/** Checks that are true only when the run ends. Some parts of `any` may be such checks, but not all. */
const isUndecided = (check: Check): boolean => {
  switch (check.type) {
    case 'all':
      return check.checks.some(isUndecided)
    case 'any':
      return check.checks.length > 0 && check.checks.every(isUndecided)
    default:
      return check.type === 'exactly' || isInvariant(check)
  }
}

/** The first pattern in a check that no event can match, or condition that cannot hold; null: none is known. */
export function impossiblePart(check: Check, participants: ReadonlySet<ParticipantId>): Fault | null {
  const condition = (key: string, value: Condition | undefined): Fault | null =>
    value === undefined ? null : within([key], impossibleCondition(value, participants))
  const ended = (patterns: readonly EventPattern[] = []): readonly (Fault | null)[] =>
    patterns.map((pattern, i) => within(['unless', i], impossiblePattern(pattern, participants)))
  switch (check.type) {
    case 'all':
    case 'any':
      if (check.type === 'any' && check.checks.length === 0)
        return { steps: ['checks'], message: complaint('too-few-entries', { least: 1 }) }
      return first(check.checks.map((part, i) => within(['checks', i], impossiblePart(part, participants))))
    case 'eventually':
      return first([condition('what', check.what), condition('after', check.after)])
    case 'never':
    case 'exactly':
      return condition('what', check.what)
    case 'always':
      return first([condition('what', check.what), condition('while', check.while), ...ended(check.unless)])
    case 'leadsTo': {
      const { when, then, by } = check
      return first([
        condition('when', when),
        condition('then', then),
        condition('while', check.while),
        ...ended(check.unless),
        by === undefined
          ? null
          : within(['by'], first([fieldOfEvent('when', by.when, when), fieldOfEvent('then', by.then, then)])),
      ])
    }
    case 'atMostOne':
      return first([
        condition('begin', check.begin),
        condition('end', check.end),
        fieldOfEvent('by', check.by, check.begin),
        fieldOfEvent('by', check.by, check.end),
      ])
    case 'atMost':
      return first([condition('what', check.what), fieldOfEvent('by', check.by, check.what)])
    case 'rises':
      return first([
        condition('what', check.what),
        fieldOfEvent('field', check.field, check.what),
        fieldOfEvent('by', check.by, check.what),
      ])
    case 'clusterRule':
      return null
    case 'agreesWithJournal':
      return condition('while', check.while)
  }
}

export const first = (faults: readonly (Fault | null)[]): Fault | null =>
  faults.find(fault => fault !== null) ?? null

export const within = (steps: Fault['steps'], fault: Fault | null): Fault | null =>
  fault === null ? null : { ...fault, steps: [...steps, ...fault.steps] }

/** The fault of a check that names a field which no event of its pattern has. */
function fieldOfEvent(key: string, field: string | undefined, pattern: Condition): Fault | null {
  if (field === undefined || !('event' in pattern)) return null
  const { event } = pattern
  const [top = ''] = field.split('.')
  const fields = fieldSchemasOf(event)
  return Object.hasOwn(fields, top) ? null : noSuchField([key], event, top, fields)
}

const noSuchField = (steps: Fault['steps'], event: string, field: string, fields: object): Fault => ({
  steps,
  message: complaint('no-such-field', { event, field, known: Object.keys(fields).join(', ') }),
})

function impossibleCondition(condition: Condition, participants: ReadonlySet<ParticipantId>): Fault | null {
  if ('event' in condition) return impossiblePattern(condition, participants)
  for (const key of ['node', 'member', 'participant', 'client'] as const) {
    const value = (condition as { readonly [key: string]: unknown })[key]
    if (typeof value === 'string' && !participants.has(value)) return unknown([key], value, participants)
  }
  if (condition.fact === 'members') {
    const { nodes = [] } = condition
    return within(['nodes'], unknownAmong(nodes, participants))
  }
  if (condition.fact === 'singletons') {
    const { atLeast = 0, atMost = atLeast } = condition
    if (atLeast > atMost) return { steps: ['atMost'], message: complaint('too-small', { least: atLeast }) }
  }
  return null
}

/** The part of a pattern that no event can match; null: none is known. */
export function impossiblePattern(
  pattern: EventPattern,
  participants: ReadonlySet<ParticipantId>,
): Fault | null {
  const { event, node, where = {}, not = {} } = pattern
  // The conductor emits events, too.
  if (node !== undefined && node !== conductorId && !participants.has(node))
    return unknown(['node'], node, participants)
  const fields = fieldSchemasOf(event)
  for (const [key, values] of Object.entries({ where, not })) {
    for (const [field, value] of Object.entries(values)) {
      const [top = '', ...deeper] = field.split('.')
      const schema = Object.hasOwn(fields, top) ? fields[top] : undefined
      const steps = [key, field]
      if (schema === undefined) return noSuchField(steps, event, top, fields)
      if (!canBe(value, field === 'action.type' ? actType : deeper.length > 0 ? null : schema))
        return { steps, message: complaint('no-such-value', { event, field, value: String(value) }) }
    }
  }
  return null
}

const actType = v.picklist(actionTypes)

/** True if a field with this schema can have the value of a pattern. Without a schema it can have any. */
const canBe = (value: unknown, schema: v.GenericSchema | null | undefined): boolean =>
  schema == null || (typeof value === 'string' && value.includes('*')) || v.is(schema, value)

/** A participant that neither the scenario nor an action of the lesson starts. */
export const unknown = (
  steps: Fault['steps'],
  participant: string,
  participants: ReadonlySet<ParticipantId>,
): Fault => ({
  steps,
  message: complaint('no-such-participant', { participant, known: [...participants].join(', ') }),
})

/** The first id of a list that is no participant's. */
export function unknownAmong(
  ids: readonly ParticipantId[],
  participants: ReadonlySet<ParticipantId>,
): Fault | null {
  const place = ids.findIndex(id => !participants.has(id))
  return place < 0 ? null : unknown([place], ids[place]!, participants)
}
