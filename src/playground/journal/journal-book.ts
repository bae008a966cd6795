import {
  type Action,
  eventId,
  type JournalEvent,
  type TraceEvent,
  type TraceEventOf,
} from '../../trace/index.ts'
import { writesIn } from '../../trace/writes-in.ts'

/** An event of a journal, by the positions of the run's log at which it became known. The log holds the rest. */
export interface BookedEvent {
  readonly sequenceNr: number
  /** The commit. */
  readonly position: number
  /** The request that wrote it; null where the log no longer holds it. */
  readonly request: number | null
  /** The event as the action `LoadJournal` has it; null for other events. */
  readonly imported: JournalEvent | null
  /** Its writer heard that it is stored; null: not yet, or never. */
  persisted: number | null
  /** The state of its writer after it; null: none was recorded. */
  state: number | null
}

export interface BookedSnapshot {
  readonly sequenceNr: number
  readonly position: number
  /** Infinity while it is stored. */
  deleted: number
}

/** A change of the place that a recovering actor has reached. `reads`: the next event it reads, 0 before it asks for events; null: it has ended. */
interface ReplayStep {
  readonly position: number
  readonly node: string
  readonly actor: string
  readonly reads: number | null
}

/** The events of one persistence id in the order of their commits, with everything that happened to them. */
export class Stream {
  readonly events: BookedEvent[] = []
  readonly snapshots: BookedSnapshot[] = []
  readonly deletions: { readonly position: number; readonly to: number }[] = []
  readonly replaySteps: ReplayStep[] = []
  /** Number of stored events at the last change. */
  stored = 0
  /** False once a second writer has stored a number behind the same one or a higher one. */
  ascending = true

  readonly #latest = new Map<number, BookedEvent>()

  push(event: BookedEvent): void {
    if ((this.events.at(-1)?.sequenceNr ?? 0) >= event.sequenceNr) this.ascending = false
    this.events.push(event)
    this.#latest.set(event.sequenceNr, event)
  }

  /** The last event of this number, because two writers may have used it. */
  latest(sequenceNr: number): BookedEvent | undefined {
    return this.#latest.get(sequenceNr)
  }
}

interface Sent {
  readonly position: number
  readonly event: TraceEventOf<'MessageSent'>
}

/**
 * The journal as the trace tells it, by positions. Fed once with the whole log, it answers for every cursor without being
 * built again.
 */
export class JournalBook {
  readonly #streams = new Map<string, Stream>()
  /** Requests to the database on their way, then those that it works on, by event id. */
  readonly #requests = new Map<string, Sent>()
  readonly #imports = new Map<string, Extract<Action, { type: 'LoadJournal' }>>()
  /** The last event of each persistent actor, by participant and path. */
  readonly #actors = new Map<
    string,
    { readonly persistenceId: string; sequenceNr: number; recovers: boolean }
  >()

  get persistenceIds(): readonly string[] {
    return [...this.#streams.keys()].sort()
  }

  stream(persistenceId: string): Stream | undefined {
    return this.#streams.get(persistenceId)
  }

  add(position: number, event: TraceEvent): void {
    switch (event.type) {
      case 'MessageSent':
        if (requests.has(event.label)) this.#requests.set(eventId(event), { position, event })
        if (event.label === 'ReplayMessages') this.#readOn(position, event)
        return
      case 'MessageDelivered':
        this.#delivered(event)
        return
      case 'ActionDone':
        if (event.action.type === 'LoadJournal') this.#imports.set(eventId(event), event.action)
        return
      case 'JournalChanged':
        this.#changed(position, event)
        return
      case 'EventPersisted':
        this.#persisted(position, event)
        return
      case 'StateChanged':
        this.#stateChanged(position, event)
        return
      case 'RecoveryStarted':
        this.#actors.set(keyOf(event), { persistenceId: event.persistenceId, sequenceNr: 0, recovers: true })
        this.#streamOf(event.persistenceId).replaySteps.push({ ...placeOf(position, event), reads: 0 })
        return
      case 'RecoveryCompleted':
      case 'RecoveryFailed': {
        const { persistenceId } = event
        const sequenceNr = event.type === 'RecoveryCompleted' ? event.sequenceNr : 0
        this.#actors.set(keyOf(event), { persistenceId, sequenceNr, recovers: false })
        this.#streamOf(persistenceId).replaySteps.push({ ...placeOf(position, event), reads: null })
        return
      }
      case 'ParticipantStopped':
        this.#stopped(position, event.participant)
        return
    }
  }

  /** The database works on a request under the id of its delivery. */
  #delivered(event: TraceEventOf<'MessageDelivered'>): void {
    const sent = event.cause === undefined ? undefined : this.#requests.get(event.cause)
    if (sent === undefined) return
    this.#requests.delete(event.cause!)
    this.#requests.set(eventId(event), sent)
  }

  #changed(position: number, event: TraceEventOf<'JournalChanged'>): void {
    const stream = this.#streamOf(event.persistenceId)
    const request = this.#requests.get(event.cause ?? '')
    this.#requests.delete(event.cause ?? '')
    const added = event.events - stream.stored
    stream.stored = event.events
    switch (event.change) {
      case 'appended':
        for (const sequenceNr of writesIn(request?.event.body ?? '', added, event.highestSequenceNr))
          stream.push(booked(sequenceNr, position, request?.position ?? null))
        return
      case 'deleted': {
        const [, to] = /"toSequenceNr":(\d+)/.exec(request?.event.body ?? '') ?? []
        const highest = event.highestSequenceNr
        stream.deletions.push({ position, to: Math.min(to === undefined ? highest : Number(to), highest) })
        return
      }
      case 'snapshot':
      case 'snapshots-deleted':
        setSnapshots(stream, position, event.snapshots)
        return
      case 'opened': {
        const action = this.#imports.get(event.cause ?? '')
        if (action !== undefined) importInto(stream, position, event.persistenceId, action.journal)
        setSnapshots(stream, position, event.snapshots)
      }
    }
  }

  #persisted(position: number, event: TraceEventOf<'EventPersisted'>): void {
    const { persistenceId, sequenceNr } = event
    this.#actors.set(keyOf(event), { persistenceId, sequenceNr, recovers: false })
    const known = this.#streams.get(persistenceId)?.latest(sequenceNr)
    if (known !== undefined) known.persisted ??= position
  }

  #stateChanged(position: number, event: TraceEventOf<'StateChanged'>): void {
    const actor = this.#actors.get(keyOf(event))
    if (actor === undefined || actor.recovers) return
    const known = this.#streams.get(actor.persistenceId)?.latest(actor.sequenceNr)
    if (known !== undefined) known.state ??= position
  }

  /** A recovering actor has read all events before the ones that it asks for. */
  #readOn(position: number, event: TraceEventOf<'MessageSent'>): void {
    const actor = event.from === null ? undefined : this.#actors.get(`${event.node} ${event.from}`)
    if (actor === undefined || !actor.recovers || event.from === null) return
    const [, from] = /"fromSequenceNr":(\d+)/.exec(event.body ?? '') ?? []
    if (from === undefined) return
    const step = { position, node: event.node, actor: event.from, reads: Number(from) }
    this.#streamOf(actor.persistenceId).replaySteps.push(step)
  }

  #stopped(position: number, participant: string): void {
    for (const stream of this.#streams.values()) {
      const open = replaysAt(stream, position).filter(({ node }) => node === participant)
      for (const { node, actor } of open) stream.replaySteps.push({ position, node, actor, reads: null })
    }
  }

  #streamOf(persistenceId: string): Stream {
    let stream = this.#streams.get(persistenceId)
    if (stream === undefined) {
      stream = new Stream()
      this.#streams.set(persistenceId, stream)
    }
    return stream
  }
}

/** The messages that change the journal. */
const requests: ReadonlySet<string> = new Set(['WriteMessages', 'DeleteMessagesTo'])

/** True for an event that the book reads. */
export const isBooked = (event: TraceEvent): boolean => {
  switch (event.type) {
    case 'MessageSent':
      return requests.has(event.label) || event.label === 'ReplayMessages'
    case 'MessageDelivered':
      return requests.has(event.label)
    case 'ActionDone':
      return event.action.type === 'LoadJournal'
    default:
      return bookedTypes.has(event.type)
  }
}

const bookedTypes: ReadonlySet<TraceEvent['type']> = new Set([
  'JournalChanged',
  'EventPersisted',
  'StateChanged',
  'RecoveryStarted',
  'RecoveryCompleted',
  'RecoveryFailed',
  'ParticipantStopped',
])

/** The recovering actors after the first `shown` events of the log, each with the event that it reads next. */
export function replaysAt(
  { replaySteps }: Stream,
  shown: number,
): readonly { readonly node: string; readonly actor: string; readonly reads: number }[] {
  const open = new Map<string, { readonly node: string; readonly actor: string; readonly reads: number }>()
  for (const { position, node, actor, reads } of replaySteps) {
    if (position >= shown) break
    const key = `${node} ${actor}`
    if (reads === null) open.delete(key)
    else open.set(key, { node, actor, reads })
  }
  return [...open.values()]
}

function importInto(
  stream: Stream,
  position: number,
  id: string,
  { events, streams }: Extract<Action, { type: 'LoadJournal' }>['journal'],
): void {
  for (const imported of events)
    if (imported.persistenceId === id)
      stream.push({ ...booked(imported.sequenceNr, position, null), imported })
  const deletedTo = streams.find(({ persistenceId }) => persistenceId === id)?.deletedTo ?? 0
  if (deletedTo > 0) stream.deletions.push({ position, to: deletedTo })
}

const booked = (sequenceNr: number, position: number, request: number | null): BookedEvent => ({
  sequenceNr,
  position,
  request,
  imported: null,
  persisted: null,
  state: null,
})

function setSnapshots(stream: Stream, position: number, numbers: readonly number[]): void {
  const stored = stream.snapshots.filter(({ deleted }) => deleted === Number.POSITIVE_INFINITY)
  for (const snapshot of stored) if (!numbers.includes(snapshot.sequenceNr)) snapshot.deleted = position
  for (const sequenceNr of numbers)
    if (!stored.some(each => each.sequenceNr === sequenceNr))
      stream.snapshots.push({ sequenceNr, position, deleted: Number.POSITIVE_INFINITY })
}

const keyOf = ({ node, actor }: { readonly node: string; readonly actor: string }): string =>
  `${node} ${actor}`

const placeOf = (position: number, { node, actor }: { readonly node: string; readonly actor: string }) => ({
  position,
  node,
  actor,
})
