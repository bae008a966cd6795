import type { EventId, VirtualTime } from '../../trace/identifiers.ts'
import type { Plain } from '../../trace/plain.ts'
import { bodyLimit, type TraceEvent, type TraceEventBody } from '../../trace/trace-event.ts'
import type { Boot, Envelope, SentMessage } from '../participant.ts'
import type { JournalAnswer, StoreService } from '../persistence/index.ts'
import { persistenceProtocol, type StoredCounts, type StoreResponse } from '../persistence/internal.ts'
import { ParticipantTracer } from '../remote/index.ts'
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

  started(address: string, uid: number, stored: StoreService['index']): void {
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
    for (const persistenceId of stored.persistenceIds())
      this.emit(started, {
        type: 'JournalChanged',
        persistenceId,
        change: 'opened',
        ...tracedCounts(stored.countsOf(persistenceId)),
      })
  }

  /** `waiting`: number of requests in the database before this one. */
  arrived({ sent, command }: PendingRequest, waiting: number): EventId | null {
    return this.emit(sent?.id ?? null, {
      type: 'MessageDelivered',
      to: journalPath,
      label: command.type,
      waiting,
      protocol,
    })
  }

  committed({ command, delivered }: PendingRequest, { answers, change }: StoreResponse): void {
    if (change !== null)
      this.emit(delivered, {
        type: 'JournalChanged',
        persistenceId: command.persistenceId,
        change: change.type,
        ...tracedCounts(change.held),
      })
    for (const answer of answers)
      if ('error' in answer)
        this.emit(delivered, {
          type: 'Logged',
          actor: journalPath,
          level: 'error',
          text: `${command.type} for [${answer.persistenceId}] failed: ${answer.error.message ?? answer.error.name}`,
        })
  }

  answerSent(
    request: PendingRequest,
    answer: JournalAnswer,
    from: string,
    dueAt: VirtualTime,
  ): SentMessage | null {
    const id = this.emit(request.delivered, {
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

  /** The database accepts journal requests only; any other envelope is a dead letter. */
  deadLetter(envelope: Envelope): void {
    this.emit(envelope.sent?.id ?? null, {
      type: 'DeadLetter',
      from: envelope.sender,
      to: envelope.target,
      label: typeLabel(envelope.message),
      why: `The database accepts only journal requests at ${journalPath}.`,
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
}

const tracedCounts = ({ highestSequenceNr, events, snapshots }: StoredCounts) => ({
  highestSequenceNr,
  events,
  snapshots,
})

/** The `type` of a message still encoded for the wire, or its JavaScript type. */
function typeLabel(message: Plain): string {
  const type = typeof message === 'object' && message !== null && 'type' in message ? message.type : undefined
  return typeof type === 'string' ? type : typeof message
}

/** The answer's JSON for the trace. A batch is cut to 8 events first, because `bodyLimit` would cut the rest anyway. */
function answerBody(answer: JournalAnswer): string {
  const shown = answer.type === 'ReplayedMessages' ? { ...answer, events: answer.events.slice(0, 8) } : answer
  return JSON.stringify(shown).slice(0, bodyLimit)
}
