import type { EventId, ParticipantId, VirtualTime } from '../../trace/identifiers.ts'
import type { Envelope, SentMessage } from '../participant.ts'
import { isJournalCommand, type JournalCommand } from '../persistence/index.ts'
import type { StoreResponse } from '../persistence/internal.ts'

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

/** Parses the request in an envelope and its reply path; null for anything but a journal request. */
export function parseRequest(
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
