import * as v from 'valibot'
import type { EventPattern } from '../trace/check.ts'
import { type Check, type Condition, isInvariant, type ParticipantId } from '../trace/index.ts'
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

/** Checks that are true only when the run ends. A part of `any` may be one. */
const isUndecided = (check: Check): boolean =>
  check.type === 'all'
    ? check.checks.some(isUndecided)
    : check.type === 'exactly' || (isInvariant(check) && check.type !== 'any')

/** The first pattern in a check that no event can match; null: none is known. */
export function impossiblePart(check: Check, participants: ReadonlySet<ParticipantId>): Fault | null {
  switch (check.type) {
    case 'all':
    case 'any':
      return first(check.checks.map((part, i) => within(['checks', i], impossiblePart(part, participants))))
    case 'leadsTo':
      return first(
        (['when', 'then'] as const).map(key => within([key], impossibleCondition(check[key], participants))),
      )
    case 'atMostOne':
      return first(
        (['begin', 'end'] as const).map(key => within([key], impossibleCondition(check[key], participants))),
      )
    default:
      return within(['what'], impossibleCondition(check.what, participants))
  }
}

const first = (faults: readonly (Fault | null)[]): Fault | null =>
  faults.find(fault => fault !== null) ?? null

export const within = (steps: Fault['steps'], fault: Fault | null): Fault | null =>
  fault === null ? null : { ...fault, steps: [...steps, ...fault.steps] }

function impossibleCondition(condition: Condition, participants: ReadonlySet<ParticipantId>): Fault | null {
  if ('event' in condition) return impossiblePattern(condition, participants)
  for (const key of ['node', 'member', 'participant', 'client'] as const) {
    const value = (condition as { readonly [key: string]: unknown })[key]
    if (typeof value === 'string' && !participants.has(value)) return unknown([key], value, participants)
  }
  return null
}

function impossiblePattern(pattern: EventPattern, participants: ReadonlySet<ParticipantId>): Fault | null {
  const { event, node, where = {}, not = {} } = pattern
  // The conductor emits events, too.
  if (node !== undefined && node !== 'conductor' && !participants.has(node))
    return unknown(['node'], node, participants)
  const fields = fieldSchemasOf(event)
  for (const [key, values] of Object.entries({ where, not })) {
    for (const [field, value] of Object.entries(values)) {
      const [top = '', ...deeper] = field.split('.')
      const schema = Object.hasOwn(fields, top) ? fields[top] : undefined
      const steps = [key, field]
      if (schema === undefined) {
        const known = Object.keys(fields).join(', ')
        return { steps, message: complaint('no-such-field', { event, field: top, known }) }
      }
      const isPart = deeper.length > 0 || (typeof value === 'string' && value.includes('*'))
      if (!isPart && !v.is(schema, value))
        return { steps, message: complaint('no-such-value', { event, field, value: String(value) }) }
    }
  }
  return null
}

/** A participant that neither the scenario nor an action of the lesson starts. */
export const unknown = (
  steps: Fault['steps'],
  participant: string,
  participants: ReadonlySet<ParticipantId>,
): Fault => ({
  steps,
  message: complaint('no-such-participant', { participant, known: [...participants].join(', ') }),
})
