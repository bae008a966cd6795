import {
  type Action,
  type ActionComplaint,
  complaintAboutAction,
  type Fault,
  numberInDecimal,
  type ParticipantId,
  type PathText,
} from '../../../trace/index.ts'

/** The class of an error that a person does not choose. */
export const defaultClass = 'Boom'

/** A failure on request while a person edits it. */
export interface FaultDraft {
  /** Name of the error class, for the fault `error`. */
  readonly error: string
  readonly fault: Fault
  /** The number of failures as typed. */
  readonly times: string
  readonly during: 'message' | 'start'
}

/** The `FailNext` action of a draft. A text that is not a number becomes NaN, which is refused. */
export function actionOf(
  { error, fault, times, during }: FaultDraft,
  participant: ParticipantId,
  actor: PathText,
): Action {
  const count = numberInDecimal(times)
  const kind = fault !== 'error' ? { fault } : error === defaultClass ? {} : { error }
  return {
    type: 'FailNext',
    participant,
    actor,
    ...kind,
    ...(count === 1 ? {} : { times: count }),
    ...(during === 'message' ? {} : { during }),
  }
}

/** The first complaint about a field of the draft; null if the actor can fail in this way. */
export const complaintAbout = (draft: FaultDraft): ActionComplaint | null =>
  complaintAboutAction(actionOf(draft, 'any', '/user/any'))
