import { canonicalJson } from '../trace/canonical-json.ts'
import type { Action } from '../trace/index.ts'

/** Values that an action has when its field is absent. */
const defaults: Readonly<Record<string, unknown>> = {
  times: 1,
  error: 'Boom',
  fault: 'error',
  during: 'message',
}

const sorted = (items: readonly unknown[]): readonly string[] => items.map(canonicalJson).sort()

/** The order of links, of sides and of the participants of a side makes no difference. */
function essence(action: Action): string {
  const fields = Object.fromEntries(
    Object.entries(action).filter(([field, value]) => defaults[field] !== value),
  )
  if (action.type === 'Partition') fields.sides = sorted(action.sides.map(sorted))
  if ('links' in action && action.links !== undefined) fields.links = sorted(action.links)
  return canonicalJson(fields)
}

/** Two actions with the same effect: a field with its default value is the same as an absent one. */
export const isSameAct = (a: Action, b: Action): boolean => essence(a) === essence(b)
