import type { EventId, ParticipantId, VirtualTime } from '../../trace/trace-event.ts'
import type { Envelope } from '../participant.ts'
import { isJournalCommand, type JournalCommand } from '../persistence/index.ts'
import type { Done } from '../persistence/internal.ts'

/** A request from its arrival until its answer leaves. The three instants never lie the other way round. */
export interface PendingRequest {
  readonly command: JournalCommand
  /** Who asked, and the path that gets the answer. */
  readonly asker: ParticipantId
  readonly replyTo: string
  readonly sent: EventId | null
  readonly arrivesAt: VirtualTime
  readonly commitsAt: VirtualTime
  readonly answersAt: VirtualTime
  /** What the trace has to tell next of it. */
  next: 'arrival' | 'commit' | 'answer'
  /** The `MessageDelivered` event. */
  delivered: EventId | null
  /** Null until it was carried out. */
  done: Done | null
}

/** The request in an envelope, and where its answer goes; null when it is none. */
export function requestIn(
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
