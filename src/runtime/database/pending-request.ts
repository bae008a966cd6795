import { withoutAddress } from '../../trace/actor-path.ts'
import type { DatabaseFault } from '../../trace/database-fault.ts'
import type { EventId, VirtualTime } from '../../trace/identifiers.ts'
import { isLeaseCommand, leasePath } from '../coordination/index.ts'
import type { Envelope, SentMessage } from '../participant.ts'
import { isJournalCommand } from '../persistence/index.ts'
import type { Random } from '../random.ts'
import type { DatabaseCommand, DatabaseRequest, DatabaseResponse } from './database-service.ts'
import type { DatabaseSettings } from './database-settings.ts'
import { journalPath } from './journal-path.ts'

/** A request between its arrival and its answer. Always `arrivesAt` ≤ `commitsAt` ≤ `answersAt`. */
export interface PendingRequest extends DatabaseRequest {
  /** The path of the store that the command is for. */
  readonly path: string
  readonly sent: SentMessage | null
  readonly arrivesAt: VirtualTime
  readonly commitsAt: VirtualTime
  readonly answersAt: VirtualTime
  /** `commitsAt`, or the start of the round in which it commits, if that is later. */
  at: VirtualTime
  /** The step of this request that the trace does not hold yet. */
  nextStep: 'arrival' | 'commit' | 'answer'
  /** The `MessageDelivered` event. */
  delivered: EventId | null
  /** Null until the request was executed. */
  response: DatabaseResponse | null
  /** The faults of the database after its commit; null: it changed none. */
  faultsAfter: readonly DatabaseFault[] | null
  /** True if the database crashes at its commit. A response then means that it was stored before. */
  crashes: boolean
}

/**
 * Schedules the request in an envelope behind the previous one, from the configured latency. Returns null if the envelope is
 * no request. `from`: the start of the round.
 */
export function scheduleRequest(
  envelope: Envelope,
  from: VirtualTime,
  { minMs, maxMs }: DatabaseSettings['latency'],
  random: Random,
  previous: PendingRequest | undefined,
): PendingRequest | null {
  const path = withoutAddress(envelope.target)
  const request = parseRequest(envelope, path)
  if (request === null) return null
  const latency = minMs + random.below(maxMs - minMs + 1)
  const arrivesAt = Math.max(envelope.due, from)
  const commitsAt = Math.max(arrivesAt + Math.floor(latency / 2), previous?.commitsAt ?? 0)
  return {
    command: request.command,
    path,
    replyTo: request.replyTo,
    requester: envelope.from,
    sent: envelope.sent,
    arrivesAt,
    commitsAt,
    answersAt: Math.max(arrivesAt + latency, previous?.answersAt ?? 0),
    at: commitsAt,
    nextStep: 'arrival',
    delivered: null,
    response: null,
    faultsAfter: null,
    crashes: false,
  }
}

/** Parses the request in an envelope and its reply path; null for a message that the store at its path does not accept. */
function parseRequest(
  { kind, message }: Envelope,
  path: string,
): { readonly command: DatabaseCommand; readonly replyTo: string } | null {
  if (kind !== 'message') return null
  const isAccepted = path === journalPath ? isJournalCommand : path === leasePath ? isLeaseCommand : null
  if (isAccepted === null || !isAccepted(message)) return null
  const replyTo: unknown = message.replyTo
  if (typeof replyTo !== 'object' || replyTo === null) return null
  const refPath: unknown = (replyTo as { readonly $ref?: unknown }).$ref
  return typeof refPath === 'string' ? { command: message, replyTo: refPath } : null
}
