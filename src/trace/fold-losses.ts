import type { FlightView, LossView } from './cluster-view.ts'
import type { ParticipantDraft, ViewDraft } from './view-draft.ts'

/** Number of lost messages that a view lists. */
export const recentLossCount = 50

/** Lists a lost message of the user's code or of a cluster client. The toolkit repeats what it loses of its own. */
export function addLostFlight(draft: ViewDraft, flight: FlightView, because: LossView['because']): void {
  const { id, to, reply, protocol, periodic, notice } = flight
  if (periodic || notice || (protocol !== 'user' && protocol !== 'client')) return
  draft.addLoss({ message: id, at: draft.at, to, reply, because }, recentLossCount)
}

/** Lists the messages that a stopped participant had received and not handled. */
export function addLostMail(draft: ViewDraft, { id: to, actors }: ParticipantDraft): void {
  for (const { mailbox } of Object.values(actors))
    for (const { id: message } of mailbox)
      draft.addLoss({ message, at: draft.at, to, reply: false, because: 'stopped' }, recentLossCount)
}
