import type { Bilingual } from '../../narration/index.ts'
import { canonicalPlain } from '../../trace/canonical-plain.ts'
import { isRefused, type Refused } from '../../trace/index.ts'
import { type Complaint, problemsOf, refusalAbout } from '../../trace/refusal.ts'
import { subjectOf } from '../../trace/subject.ts'
import type { Walkthrough } from '../lesson.ts'
import type { ParticipantsOf } from '../lesson-fault.ts'
import { aWalkthrough, parseWalkthrough } from '../parse-walkthrough.ts'
import { walkthroughSchema } from '../walkthrough-schema.ts'
import { completeTexts } from './complete-texts.ts'

/** A fault of a draft, and the keys that lead to it. */
export interface DraftComplaint {
  readonly keys: readonly (string | number)[]
  /** The fault with the place in the data. */
  readonly refusal: Refused
  /** The fault at its field in a form. */
  readonly atField: Refused
}

const thisField: Bilingual = { en: 'This field', ja: 'この欄' }

function complaintOf(keys: readonly unknown[], refusal: Refused): DraftComplaint {
  const { subject, ...values } = refusal.values
  // A refusal with a subject was a complaint.
  const atField =
    subject === undefined ? refusal : refusalAbout({ ...refusal, values } as Complaint, thisField)
  return { keys: keys as DraftComplaint['keys'], refusal, atField }
}

/** All faults of a draft that keep it from being played, so that a form can mark each field. */
export function complaintsAbout(
  draft: Walkthrough,
  participantsOf: ParticipantsOf,
): readonly DraftComplaint[] {
  const complete = completeTexts(draft)
  const copied = canonicalPlain(complete, aWalkthrough)
  if (isRefused(copied)) return [complaintOf([], copied)]
  const problems = problemsOf(walkthroughSchema, copied.plain)
  if (problems.length > 0)
    return problems.map(({ steps, complaint }) =>
      complaintOf(steps, refusalAbout(complaint, subjectOf(steps, aWalkthrough))),
    )
  const parsed = parseWalkthrough(complete, participantsOf)
  return 'fault' in parsed ? [complaintOf(parsed.fault.steps, parsed.fault.refusal)] : []
}

/** The complaints about the part to which these keys lead, and about what is inside it. */
export const complaintsAt = (
  complaints: readonly DraftComplaint[],
  keys: DraftComplaint['keys'],
): readonly DraftComplaint[] =>
  complaints.filter(complaint => keys.every((key, i) => complaint.keys[i] === key))
