import * as v from 'valibot'
import type { Refused } from './refused.ts'
import { placeOf } from './walk-plain.ts'

type Issue = v.BaseIssue<unknown>

const optionsOf = (expected: string | null): string =>
  (expected ?? '').replace(/[()"]/g, '').split(' | ').join(', ')

const complaintAbout = (issue: Issue): string => {
  if (issue.received === 'undefined') return 'is missing'
  if (issue.message.startsWith('must')) return issue.message
  if (issue.expected === 'never') return 'is not known here'
  if (issue.type === 'variant' && issue.expected !== 'Object')
    return `must be one of ${optionsOf(issue.expected)}`
  if (issue.expected === 'Object') return 'must be an object'
  if (issue.expected === 'Array') return 'must be a list'
  return issue.message
}

/** One sentence about a validation issue: what is wrong and where. `whole` names the validated value. */
export const refusalOf = (issue: Issue, whole: string): Refused => {
  const place = placeOf((issue.path ?? []).map(({ key }) => key))
  return { refused: `${place === '' ? whole : `\`${place}\``} ${complaintAbout(issue)}.` }
}

/** Validates a value. Returns it, or one sentence about the first issue. `whole` names the value. */
export const checked = <T>(
  schema: v.GenericSchema<unknown, T>,
  value: unknown,
  whole: string,
): T | Refused => {
  const result = v.safeParse(schema, value, { abortEarly: true })
  return result.success ? result.output : refusalOf(result.issues[0], whole)
}
