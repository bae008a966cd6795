import { type Action, complaintAboutAction, type Refused, refusalAbout } from '../../trace/index.ts'

/** Why a command cannot be sent this many times; null: it can. `count`: the page's word for the number of copies. */
export function refuseSend(action: Action, count: string): Refused | null {
  const invalid = complaintAboutAction(action)
  return invalid === null ? null : refusalAbout(invalid.complaint, count)
}
