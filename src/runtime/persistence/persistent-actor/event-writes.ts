import type { Plain } from '../../../trace/plain.ts'
import { caught } from '../../actor/index.ts'
import type { JournalRequest } from '../journal-requests.ts'
import type { EventRecord } from '../stored-event.ts'
import { type Invocation, type Outcome, stored } from './invocation.ts'

/** Invocations that are stored together or not at all, or a single deferred one. */
type Entry = readonly Invocation[]

export interface Settled {
  readonly invocation: Invocation
  readonly outcome: Outcome
  /** The stored form of the event; null if it is deferred or cannot be stored. */
  readonly payload: Plain
}

interface WriteSteps {
  /** @throws {NotStorable} if the stored form of the event is not plain data. */
  recordOf(event: unknown, sequenceNr: number): EventRecord
  send(request: Extract<JournalRequest, { readonly type: 'WriteMessages' }>): void
  /** The turn of these invocations has come. In order. */
  settle(invocations: readonly Settled[]): void
}

/**
 * The order of an actor's writes: one request at a time, and what is persisted meanwhile is the next request. (Pekko's
 * event batch and journal batch.)
 */
export class EventWrites {
  readonly #steps: WriteSteps
  /** Of the command in progress. */
  #batch: Entry[] = []
  /** Waits for the request in progress. */
  #queue: Entry[] = []
  #inFlight: readonly Entry[] | null = null
  /** Per entry in flight with something that cannot be stored: why. */
  #unstorable = new Map<Entry, Error>()
  /** Stored forms of the events in flight. */
  #payloads = new Map<Invocation, Plain>()
  /** Invocations whose handler has not run. */
  pending = 0
  /** Those of them that keep commands waiting. */
  stashing = 0

  constructor(steps: WriteSteps) {
    this.#steps = steps
  }

  add(entry: Entry): void {
    if (entry.length === 0) return
    this.#batch.push(entry)
    this.pending += entry.length
    for (const { stashing } of entry) if (stashing) this.stashing++
  }

  /** Call it once for each invocation, before or after its handler. */
  done({ stashing }: Invocation): void {
    this.pending--
    if (stashing) this.stashing--
  }

  /** Sends what the command persisted, as soon as no other request is open. */
  flush(): void {
    this.#queue.push(...this.#batch)
    this.#batch = []
    this.#send()
  }

  /** The request succeeded, save for the writes with these indexes in the request. */
  succeeded(rejected: ReadonlyMap<number, Error>): void {
    const outcomes = new Map<Entry, Outcome>()
    let write = 0
    for (const entry of this.#inFlight ?? []) {
      const unstorable = this.#unstorable.get(entry)
      const cause = unstorable ?? (isDeferred(entry) ? undefined : rejected.get(write))
      if (unstorable === undefined && !isDeferred(entry)) write++
      outcomes.set(entry, cause === undefined ? stored : { type: 'rejected', cause })
    }
    this.#end(entry => outcomes.get(entry)!)
    this.#send()
  }

  /** The outcome of the request is unknown. Deferred handlers still run, until the first event stops the actor. */
  failed(cause: Error): void {
    this.#end(entry => (isDeferred(entry) ? stored : { type: 'failed', cause }))
  }

  #end(outcomeOf: (entry: Entry) => Outcome): void {
    const entries = this.#inFlight ?? []
    const payloads = this.#payloads
    this.#inFlight = null
    this.#payloads = new Map()
    this.#steps.settle(
      entries.flatMap(entry =>
        entry.map(invocation => ({
          invocation,
          outcome: outcomeOf(entry),
          payload: payloads.get(invocation) ?? null,
        })),
      ),
    )
    this.#unstorable = new Map()
  }

  #send(): void {
    if (this.#inFlight !== null || this.#queue.length === 0) return
    const entries = this.#queue
    this.#queue = []
    this.#inFlight = entries
    const writes = entries
      .filter(entry => !isDeferred(entry))
      .map(entry => this.#recordsOf(entry))
      .filter(records => records !== null)
    if (writes.length > 0) this.#steps.send({ type: 'WriteMessages', writes })
    else this.succeeded(new Map())
  }

  /** Null if an event cannot be stored: the entry is then rejected as a whole. */
  #recordsOf(entry: Entry): readonly EventRecord[] | null {
    try {
      const records = entry.map(({ event, sequenceNr }) => this.#steps.recordOf(event, sequenceNr!))
      for (const [index, record] of records.entries()) this.#payloads.set(entry[index]!, record.payload)
      return records
    } catch (error) {
      this.#unstorable.set(entry, caught(error))
      return null
    }
  }
}

const isDeferred = ([first]: Entry): boolean => first!.sequenceNr === null
