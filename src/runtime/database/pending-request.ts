import { withoutAddress } from '../../trace/actor-path.ts'
import type { EventId, ParticipantId, VirtualTime } from '../../trace/identifiers.ts'
import type { Envelope, SentMessage } from '../participant.ts'
import { isJournalCommand, type JournalCommand } from '../persistence/index.ts'
import type { StoreResponse } from '../persistence/internal.ts'
import type { Random } from '../random.ts'
import type { DatabaseSettings } from './database-settings.ts'
import { journalPath } from './journal-path.ts'

/** A request between its arrival and its answer. Always `arrivesAt` ≤ `commitsAt` ≤ `answersAt`. */
export interface PendingRequest {
  readonly command: JournalCommand
  /** The participant that sent the request; `replyTo` is the path of the actor that gets the answer. */
  readonly requester: ParticipantId
  readonly replyTo: string
  readonly sent: SentMessage | null
  readonly arrivesAt: VirtualTime
  readonly commitsAt: VirtualTime
  readonly answersAt: VirtualTime
  /** The step of this request that the trace does not hold yet. */
  nextStep: 'arrival' | 'commit' | 'answer'
  /** The `MessageDelivered` event. */
  delivered: EventId | null
  /** Null until the request was executed. */
  response: StoreResponse | null
}

/**
 * Schedules the request in an envelope behind the previous one, from the configured latency. Returns null if the envelope is
 * not a journal request. `from`: the start of the round.
 */
export function scheduleRequest(
  envelope: Envelope,
  from: VirtualTime,
  { minMs, maxMs }: DatabaseSettings['latency'],
  random: Random,
  previous: PendingRequest | undefined,
): PendingRequest | null {
  const request = withoutAddress(envelope.target) === journalPath ? parseRequest(envelope) : null
  if (request === null) return null
  const latency = minMs + random.below(maxMs - minMs + 1)
  const arrivesAt = Math.max(envelope.due, from)
  return {
    command: request.command,
    replyTo: request.replyTo,
    requester: envelope.from,
    sent: envelope.sent,
    arrivesAt,
    commitsAt: Math.max(arrivesAt + Math.floor(latency / 2), previous?.commitsAt ?? 0),
    answersAt: Math.max(arrivesAt + latency, previous?.answersAt ?? 0),
    nextStep: 'arrival',
    delivered: null,
    response: null,
  }
}

/** Parses the request in an envelope and its reply path; null for anything but a journal request. */
function parseRequest(
  envelope: Envelope,
): { readonly command: JournalCommand; readonly replyTo: string } | null {
  if (envelope.kind !== 'message') return null
  const { message } = envelope
  if (!isJournalCommand(message)) return null
  const replyTo: unknown = message.replyTo
  if (typeof replyTo !== 'object' || replyTo === null) return null
  const path: unknown = (replyTo as { readonly $ref?: unknown }).$ref
  return typeof path === 'string' ? { command: message, replyTo: path } : null
}
