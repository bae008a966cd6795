import type { Envelope, Participant, RoundResult } from '../runtime/participant.ts'
import type { ParticipantId } from '../trace/identifiers.ts'
import type { Announced, Grant, GrantResult } from './host.ts'
import type { Inbox } from './inbox.ts'

/** Delivers one envelope to its receiver; false when the receiver is not running. */
export type DeliverEnvelope = (envelope: Envelope) => boolean

/** Runs one round of a participant on its due envelopes, then delivers the envelopes it sent and counts them per receiver. */
export function runRound(
  participant: Participant,
  inbox: Inbox,
  grant: Grant,
  carry: DeliverEnvelope,
): GrantResult | Promise<GrantResult> {
  const due = inbox.take(grant.to)
  const removedBefore = inbox.removed
  const keptBefore = inbox.kept
  const { from, to, commands } = grant
  const result = participant.advance({ from, to, inbox: due, commands, inFlight: inbox })
  const finish = (outcome: RoundResult): GrantResult => {
    inbox.kept = outcome.kept ?? 0
    const taken = due.length + inbox.removed - removedBefore - (inbox.kept - keptBefore)
    return report(outcome, inbox, taken, carry)
  }
  return result instanceof Promise ? result.then(finish) : finish(result)
}

function report(outcome: RoundResult, inbox: Inbox, taken: number, carry: DeliverEnvelope): GrantResult {
  const sent = outcome.outbox.length === 0 ? noneSent : count(outcome.outbox, carry)
  const waiting = inbox.earliestDue
  const own = outcome.nextDue
  const nextDue = own === null ? waiting : waiting === null ? own : Math.min(own, waiting)
  return {
    trace: outcome.trace,
    nextDue,
    taken,
    sent,
    ...(outcome.ended === undefined ? null : { ended: outcome.ended }),
    ...(outcome.endedAt === undefined ? null : { endedAt: outcome.endedAt }),
  }
}

const noneSent: GrantResult['sent'] = Object.freeze({})

function count(outbox: readonly Envelope[], carry: DeliverEnvelope): GrantResult['sent'] {
  const sent: { [receiver: ParticipantId]: Announced } = {}
  for (const envelope of outbox) {
    if (!carry(envelope)) continue
    const known = sent[envelope.to]
    sent[envelope.to] =
      known === undefined
        ? { count: 1, earliestDue: envelope.due }
        : { count: known.count + 1, earliestDue: Math.min(known.earliestDue, envelope.due) }
  }
  return sent
}
