import type { VirtualTime } from '../../trace/identifiers.ts'
import type { Plain } from '../../trace/plain.ts'
import { caught } from '../actor/index.ts'
import { failureOf } from './failure-of.ts'
import type { Journal } from './journal.ts'
import type { RejectedWrite } from './journal-protocol.ts'
import { chain, isPromise, type MaybePromise, outcomeOf } from './maybe-promise.ts'
import { SequenceNrTaken } from './persistence-errors.ts'
import { isStorable, plainCopy } from './plain-copy.ts'
import type { StoreIndex } from './store-index.ts'
import { type CommandOf, respond, type StoreRequest, type StoreResponse } from './store-response.ts'
import type { AtomicWrite, EventRecord, StoredEvent } from './stored-event.ts'

export interface WriteRequest {
  readonly command: CommandOf<'WriteMessages'>
  readonly at: VirtualTime
}

export const isWriteRequest = (request: StoreRequest): request is StoreRequest & WriteRequest =>
  request.command.type === 'WriteMessages'

interface CheckedWrite {
  readonly command: CommandOf<'WriteMessages'>
  readonly writes: readonly AtomicWrite[]
  readonly rejected: readonly RejectedWrite[]
  readonly error: Error | null
}

/** Validates write requests and appends them to the journal, one commit for a group of requests. */
export class EventWriter {
  readonly #journal: Journal
  readonly #index: StoreIndex
  readonly #uniqueSequenceNrs: boolean

  constructor(journal: Journal, index: StoreIndex, uniqueSequenceNrs: boolean) {
    this.#journal = journal
    this.#index = index
    this.#uniqueSequenceNrs = uniqueSequenceNrs
  }

  write(group: readonly WriteRequest[]): MaybePromise<readonly StoreResponse[]> {
    const heads = new Map<string, number>()
    const checked: CheckedWrite[] = []
    const commit: AtomicWrite[] = []
    for (const request of group) {
      const each = this.#check(request, heads)
      checked.push(each)
      for (const write of each.writes) commit.push(write)
    }
    if (commit.length === 0) return checked.map(each => this.#responseTo(each, null))
    return chain(
      outcomeOf(() => this.#journal.append(commit)),
      outcome =>
        // A failed commit is repeated one by one, so that one bad write does not fail the others.
        outcome.ok || group.length === 1
          ? checked.map(each => this.#responseTo(each, outcome.ok ? null : outcome.error))
          : this.#writeOneByOne(group),
    )
  }

  #writeOneByOne(group: readonly WriteRequest[]): MaybePromise<readonly StoreResponse[]> {
    const responses: StoreResponse[] = []
    const run = (): MaybePromise<readonly StoreResponse[]> => {
      while (responses.length < group.length) {
        const step = chain(this.write([group[responses.length]!]), more => void responses.push(...more))
        if (isPromise(step)) return step.then(run)
      }
      return responses
    }
    return run()
  }

  /** Stamps the storable events. `heads`: highest numbers per persistence id after the commit's earlier writes. */
  #check({ command, at }: WriteRequest, heads: Map<string, number>): CheckedWrite {
    const writes: AtomicWrite[] = []
    const rejected: RejectedWrite[] = []
    const { persistenceId } = command
    let head = heads.get(persistenceId) ?? this.#index.countsOf(persistenceId).highestSequenceNr
    for (let index = 0; index < command.writes.length; index++) {
      const events = command.writes[index]!
      const first = events[0]?.sequenceNr ?? head + 1
      if (this.#uniqueSequenceNrs && first <= head)
        return { command, writes: [], rejected, error: new SequenceNrTaken(persistenceId, first, head) }
      try {
        const stored: StoredEvent[] = []
        for (const event of events) stored.push(storedEvent(persistenceId, event, at))
        if (stored.length > 0) writes.push({ persistenceId, events: stored })
        for (const { sequenceNr } of stored) if (sequenceNr > head) head = sequenceNr
      } catch (error) {
        rejected.push({ write: index, error: failureOf(caught(error)) })
      }
    }
    heads.set(persistenceId, head)
    return { command, writes, rejected, error: null }
  }

  #responseTo({ command, writes, rejected, error }: CheckedWrite, appendError: Error | null): StoreResponse {
    const { persistenceId, requestId } = command
    const cause = error ?? (writes.length > 0 ? appendError : null)
    if (cause !== null)
      return respond({ type: 'WriteMessagesFailed', persistenceId, requestId, error: failureOf(cause) })
    for (const { events } of writes) {
      let highest = 0
      for (const { sequenceNr } of events) if (sequenceNr > highest) highest = sequenceNr
      this.#index.appended(persistenceId, events.length, highest)
    }
    return respond(
      rejected.length > 0
        ? { type: 'WriteMessagesRejected', persistenceId, requestId, rejected }
        : { type: 'WriteMessagesSucceeded', persistenceId, requestId },
      writes.length > 0
        ? { type: 'appended', persistenceId, held: this.#index.countsOf(persistenceId) }
        : null,
    )
  }
}

/** The payload is not copied, because the journal does it. @throws {NotStorable} for a payload that is not plain data. */
function storedEvent(
  persistenceId: string,
  { sequenceNr, writerUuid, payload, manifest, tags }: EventRecord,
  timestamp: VirtualTime,
): StoredEvent {
  checkStorable(payload, sequenceNr)
  const event = { persistenceId, sequenceNr, writerUuid, timestamp, payload }
  if (manifest === undefined && tags === undefined) return event
  return {
    ...event,
    ...(manifest === undefined ? null : { manifest }),
    ...(tags === undefined ? null : { tags }),
  }
}

function checkStorable(payload: Plain, sequenceNr: number): void {
  if (!isStorable(payload)) plainCopy(payload, `event ${sequenceNr}`)
}
