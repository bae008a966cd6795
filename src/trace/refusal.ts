import * as v from 'valibot'
import type { Bilingual } from './bilingual.ts'
import type { RefusalCode, ValueNames } from './refusals/sentences.ts'
import { type Refused, refuse, type ValueArguments } from './refused.ts'
import { subjectOf } from './subject.ts'

type Issue = v.BaseIssue<unknown>

/** The refusals of a part of data, whose sentences name it. */
type ComplaintCode = { [C in RefusalCode]: 'subject' extends ValueNames<C> ? C : never }[RefusalCode]

/** A fault of a part of data, in a sentence that names the part. */
export interface Complaint {
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

/** The sentence of a complaint about the part that `subject` names. */
export const refusalAbout = ({ code, values }: Complaint, subject: string | Bilingual): Refused =>
  // The compiler cannot see which values a complaint has; `complaint` has checked them.
  (refuse as (code: ComplaintCode, values: Refused['values']) => Refused)(code, { subject, ...values })

const stepsTo = (issue: Issue): readonly unknown[] => (issue.path ?? []).map(({ key }) => key)

/** Validates a value. Returns it, or one sentence about the first issue. `whole` names the value. */
export const checked = <T>(
  schema: v.GenericSchema<unknown, T>,
  value: unknown,
  whole: Bilingual,
): T | Refused => {
  const result = v.safeParse(schema, value, { abortEarly: true })
  if (result.success) return result.output
  const [issue] = result.issues
  return refusalAbout(complaintAbout(issue), subjectOf(stepsTo(issue), whole))
}

/** An invalid part of a value: the keys that lead to it, and what is wrong with it. */
interface Problem {
  readonly steps: readonly unknown[]
  readonly complaint: Complaint
}

/** Validates a value. Returns every issue, for forms that mark each invalid field. */
export const problemsOf = (schema: v.GenericSchema, value: unknown): readonly Problem[] =>
  (v.safeParse(schema, value).issues ?? []).map(issue => ({
    steps: stepsTo(issue),
    complaint: complaintAbout(issue),
  }))
