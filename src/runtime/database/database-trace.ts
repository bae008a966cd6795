import { withoutAddress } from '../../trace/actor-path.ts'
import type { DatabaseFault } from '../../trace/database-fault.ts'
import type { EventId, VirtualTime } from '../../trace/identifiers.ts'
import type { Plain } from '../../trace/plain.ts'
import { bodyLimit, type TraceEvent, type TraceEventBody } from '../../trace/trace-event.ts'
import { isLeaseCommand, leasePath } from '../coordination/index.ts'
import type { Boot, Envelope, SentMessage } from '../participant.ts'
import type { LeaseRow } from '../persistence/index.ts'
import { persistenceProtocol, type StoreChange, type StoredCounts } from '../persistence/internal.ts'
import { ParticipantTracer } from '../remote/index.ts'
import type {
  DatabaseAnswer,
  DatabaseCommand,
  DatabaseResponse,
  DatabaseService,
} from './database-service.ts'
import { journalPath } from './journal-path.ts'
import type { PendingRequest } from './pending-request.ts'

const protocol = persistenceProtocol.name

/** The trace events of a database. An untraced database emits none. */
export class DatabaseTrace {
  readonly #boot: Boot
  readonly #tracer: ParticipantTracer | null

  constructor(boot: Boot, traced: boolean, now: () => VirtualTime) {
    this.#boot = boot
    this.#tracer = traced ? new ParticipantTracer(boot.id, boot.firstSeq, now) : null
  }

  started(address: string, uid: number, service: DatabaseService, faults: readonly DatabaseFault[]): void {
    const { cause, incarnation, roles } = this.#boot
    const started = this.emit(cause, {
      type: 'ParticipantStarted',
      kind: 'database',
      address,
      uid,
      incarnation,
      roles,
    })
    this.emit(started, { type: 'ActorStarted', actor: journalPath, behavior: 'Journal' })
    this.opened(started, service)
    if (faults.length > 0) this.faultsChanged(started, faults)
  }

  /** Everything that a database holds when it opens its stores. */
  opened(cause: EventId | null, { journal, leases }: DatabaseService): void {
    const { index } = journal
    for (const persistenceId of index.persistenceIds())
      this.#journalChanged(cause, persistenceId, 'opened', index.countsOf(persistenceId))
    for (const row of leases.rows)
      this.emit(cause, { type: 'LeaseChanged', change: 'opened', ...tracedRow(row) })
  }

  faultsChanged(cause: EventId | null, faults: readonly DatabaseFault[]): void {
    this.emit(cause, { type: 'DatabaseFaultsChanged', faults })
  }

  /** The last event of an incarnation that a fault ends at the commit of a request. */
  crashed({ command, path, delivered, response }: PendingRequest): void {
    const when = response === null ? 'before the commit' : 'after the commit, before the answer'
    this.emit(delivered, {
      type: 'Logged',
      actor: path,
      level: 'error',
      text: `${requestText(command)}: the database crashes ${when}.`,
    })
  }

  /** `waiting`: number of requests in the database before this one. */
  arrived({ sent, command, path }: PendingRequest, waiting: number): EventId | null {
    return this.emit(sent?.id ?? null, {
      type: 'MessageDelivered',
      to: path,
      label: command.type,
      waiting,
      protocol,
    })
  }

  committed({ command, path, delivered }: PendingRequest, { answers, change, row }: DatabaseResponse): void {
    if (row !== undefined)
      this.emit(delivered, {
        type: 'LeaseChanged',
        change: leaseChanges[command.type] ?? 'opened',
        ...tracedRow(row),
      })
    if (change !== null) this.#journalChanged(delivered, change.persistenceId, change.type, change.held)
    for (const answer of answers)
      if ('error' in answer)
        this.emit(delivered, {
          type: 'Logged',
          actor: path,
          level: 'error',
          text: `${requestText(command)} failed: ${answer.error.message ?? answer.error.name}`,
        })
  }

  answerSent(
    request: PendingRequest,
    answer: DatabaseAnswer,
    from: string,
    dueAt: VirtualTime,
    cause: EventId | null,
  ): SentMessage | null {
    const id = this.emit(cause, {
      type: 'MessageSent',
      from,
      to: request.replyTo,
      toNode: request.requester,
      dueAt,
      label: answer.type,
      body: answerBody(answer),
      protocol,
      reply: true,
    })
    return id === null ? null : { id, protocol }
  }

  /** The database accepts requests to its journal and its leases only; any other envelope is a dead letter. */
  deadLetter(envelope: Envelope): void {
    const isForLeases = withoutAddress(envelope.target) === leasePath
    const [store, path] = isForLeases ? ['lease', leasePath] : ['journal', journalPath]
    this.emit(envelope.sent?.id ?? null, {
      type: 'DeadLetter',
      from: envelope.sender,
      to: envelope.target,
      label: typeLabel(envelope.message),
      why: `The database accepts only ${store} requests at ${path}.`,
    })
  }

  /** Removes and returns the events emitted so far. */
  take(): readonly TraceEvent[] {
    return this.#tracer?.drain() ?? []
  }

  emit(cause: EventId | null, body: TraceEventBody): EventId | null {
    if (this.#tracer === null) return null
    this.#tracer.cause = cause
    return this.#tracer.emit(body)
  }

  #journalChanged(
    cause: EventId | null,
    persistenceId: string,
    change: StoreChange | 'opened',
    { highestSequenceNr, events, snapshots }: StoredCounts,
  ): void {
    this.emit(cause, { type: 'JournalChanged', persistenceId, change, highestSequenceNr, events, snapshots })
  }
}

const leaseChanges: { readonly [T in DatabaseCommand['type']]?: 'acquired' | 'renewed' | 'released' } = {
  AcquireLease: 'acquired',
  RenewLease: 'renewed',
  ReleaseLease: 'released',
}

const tracedRow = ({ name, owner, expiresAt }: LeaseRow) => ({ lease: name, owner, expiresAt })

function requestText(command: DatabaseCommand): string {
  if (isLeaseCommand(command)) return `${command.type} for [${command.lease}]`
  return 'persistenceId' in command ? `${command.type} for [${command.persistenceId}]` : command.type
}

/** The `type` of a message still encoded for the wire, or its JavaScript type. */
function typeLabel(message: Plain): string {
  const type = typeof message === 'object' && message !== null && 'type' in message ? message.type : undefined
  return typeof type === 'string' ? type : typeof message
}

/** The answer's JSON for the trace. A batch is cut to 8 events first, because `bodyLimit` would cut the rest anyway. */
function answerBody(answer: DatabaseAnswer): string {
  const shown = 'events' in answer ? { ...answer, events: answer.events.slice(0, 8) } : answer
  return JSON.stringify(shown).slice(0, bodyLimit)
}
