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
  const takenBefore = due.length - removedBefore + keptBefore
  return result instanceof Promise
    ? result.then(outcome => finish(outcome, inbox, takenBefore, carry))
    : finish(result, inbox, takenBefore, carry)
}

function finish(
  outcome: RoundResult,
  inbox: Inbox,
  takenBefore: number,
  carry: DeliverEnvelope,
): GrantResult {
  inbox.kept = outcome.kept ?? 0
  return report(outcome, inbox, takenBefore + inbox.removed - inbox.kept, carry)
}

function report(outcome: RoundResult, inbox: Inbox, taken: number, carry: DeliverEnvelope): GrantResult {
  const sent = outcome.outbox.length === 0 ? noneSent : count(outcome.outbox, carry)
  const waiting = inbox.earliestDue
  const own = outcome.nextDue
  const nextDue = own === null ? waiting : waiting === null ? own : Math.min(own, waiting)
  const { trace, ended, endedAt } = outcome
  const result = { trace, nextDue, taken, sent }
  // A round in which the participant ends is rare, so the usual result is one object.
  return ended === undefined ? result : { ...result, ended, ...(endedAt === undefined ? null : { endedAt }) }
}

const noneSent: GrantResult['sent'] = Object.freeze({})

function count(outbox: readonly Envelope[], carry: DeliverEnvelope): GrantResult['sent'] {
  const sent: { [receiver: ParticipantId]: { -readonly [K in keyof Announced]: Announced[K] } } = {}
  for (const envelope of outbox) {
    if (!carry(envelope)) continue
    const known = sent[envelope.to]
    if (known === undefined) sent[envelope.to] = { count: 1, earliestDue: envelope.due }
    else {
      known.count += 1
      known.earliestDue = Math.min(known.earliestDue, envelope.due)
    }
  }
  return sent
}
