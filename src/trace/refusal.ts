import * as v from 'valibot'
import type { Bilingual } from './bilingual.ts'
import type { RefusalCode, ValueNames } from './refusals/sentences.ts'
import { type Refused, refuse, type ValueArguments } from './refused.ts'
import { subjectOf } from './subject.ts'

type Issue = v.BaseIssue<unknown>

/** The refusals of a part of data, whose sentences name it. */
type ComplaintCode = { [C in RefusalCode]: 'subject' extends ValueNames<C> ? C : never }[RefusalCode]

interface Complaint {
  readonly code: ComplaintCode
  readonly values: Refused['values']
}

/** A complaint as the message of a schema. It is JSON, because the message of a schema is a text. */
/* @__NO_SIDE_EFFECTS__ */
export const complaint = <C extends ComplaintCode>(
  code: C,
  ...given: ValueArguments<Exclude<ValueNames<C>, 'subject'>>
): string => JSON.stringify({ code, values: given[0] ?? {} } satisfies Complaint)

const optionsOf = (expected: string): string => expected.replace(/[()"]/g, '').split(' | ').join(', ')

const complaintAbout = (issue: Issue): Complaint => {
  const { expected } = issue
  if (issue.received === 'undefined') return { code: 'missing', values: {} }
  if (issue.message.startsWith('{')) return JSON.parse(issue.message) as Complaint
  // The other messages are valibot's own.
  if (expected === 'never') return { code: 'unknown-field', values: {} }
  if (expected === 'Object') return { code: 'not-object', values: {} }
  if (expected === 'Array') return { code: 'not-list', values: {} }
  if (expected === null) return { code: 'invalid', values: {} }
  return issue.type === 'variant'
    ? { code: 'not-one-of', values: { options: optionsOf(expected) } }
    : { code: 'not-literal', values: { expected: optionsOf(expected) } }
}

/** One sentence about a validation issue: what is wrong and where. `whole` names the validated value. */
const refusalOf = (issue: Issue, whole: Bilingual): Refused => {
  const { code, values } = complaintAbout(issue)
  const steps = (issue.path ?? []).map(({ key }) => key)
  // The compiler cannot see which values a complaint has; `complaint` has checked them.
  return (refuse as (code: ComplaintCode, values: Refused['values']) => Refused)(code, {
    subject: subjectOf(steps, whole),
    ...values,
  })
}

/** Validates a value. Returns it, or one sentence about the first issue. `whole` names the value. */
export const checked = <T>(
  schema: v.GenericSchema<unknown, T>,
  value: unknown,
  whole: Bilingual,
): T | Refused => {
  const result = v.safeParse(schema, value, { abortEarly: true })
  return result.success ? result.output : refusalOf(result.issues[0], whole)
}
