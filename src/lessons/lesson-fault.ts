import type * as v from 'valibot'
import type { Bilingual } from '../narration/index.ts'
import { canonicalPlain } from '../trace/canonical-plain.ts'
import type { ParticipantId, Plain, Refused } from '../trace/index.ts'
import { type Complaint, problemsOf, refusalAbout } from '../trace/refusal.ts'
import { isRefused } from '../trace/refused.ts'
import { subjectOf } from '../trace/subject.ts'
import type { Fault } from './impossible-check.ts'

/** The ids of a scenario's participants under these settings, or the refusal of an unknown scenario or an invalid setting. */
export type ParticipantsOf = (
  scenario: string,
  settings: { readonly [key: string]: Plain } | undefined,
) => readonly ParticipantId[] | Refused

/** The fields of a lesson that decide about its participants. */
interface Staged {
  readonly scenario: string
  readonly settings?: { readonly [key: string]: Plain }
}

/** The first fault of a lesson from outside, and the keys that lead to it. */
export interface LessonFault {
  readonly steps: readonly unknown[]
  /** The `id` of the step that it is in, if it is in one that has one. */
  readonly step: string | null
  readonly refusal: Refused
}

interface LessonRules<T extends Staged> {
  readonly schema: v.GenericSchema<unknown, T>
  /** The lesson as the subject of a sentence. */
  readonly whole: Bilingual
  /** The first part of a lesson of the right form that cannot work. */
  readonly impossibleIn: (lesson: T, participants: readonly ParticipantId[]) => Fault | null
  readonly participantsOf: ParticipantsOf
}

/** Validates a lesson from outside: its form, then its meaning. Returns a copy of it, or its first fault. */
export function checkedLesson<T extends Staged>(
  value: unknown,
  { schema, whole, impossibleIn, participantsOf }: LessonRules<T>,
): T | { readonly fault: LessonFault } {
  const copied = canonicalPlain(value, whole)
  if (isRefused(copied)) return { fault: { steps: [], step: null, refusal: copied } }
  const { plain } = copied
  const faultAt = (steps: readonly unknown[], problem: Complaint) => ({
    fault: {
      steps,
      step: stepAt(plain, steps),
      refusal: refusalAbout(problem, subjectOf(steps, whole)),
    },
  })
  const [problem] = problemsOf(schema, plain)
  if (problem !== undefined) return faultAt(problem.steps, problem.complaint)
  // The schema has just accepted it; the copy that valibot makes of it has no more fields.
  const lesson = plain as unknown as T
  const participants = participantsOf(lesson.scenario, lesson.settings)
  if (isRefused(participants)) {
    const field = participants.code === 'unknown-scenario' ? 'scenario' : 'settings'
    return { fault: { steps: [field], step: null, refusal: participants } }
  }
  const fault = impossibleIn(lesson, participants)
  return fault === null ? lesson : faultAt(fault.steps, JSON.parse(fault.message) as Complaint)
}

/** The `id` of the step of a walkthrough in which the part is to which the keys lead; null: it is in none that has one. */
export function stepAt(plain: unknown, [list, place]: readonly unknown[]): string | null {
  if (list !== 'steps' || typeof place !== 'number') return null
  const id = (plain as { readonly steps: readonly { readonly id?: unknown }[] }).steps[place]?.id
  return typeof id === 'string' ? id : null
}
