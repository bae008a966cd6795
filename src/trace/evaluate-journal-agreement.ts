import { localPath } from './actor-path.ts'
import type { Check, Verdict } from './check.ts'
import { BoundedMap, Evaluation, FactWatch } from './evaluation.ts'
import type { FactView } from './fact.ts'
import { type EventId, eventId, type ParticipantId, type PathText, type VirtualTime } from './identifiers.ts'
import type { JournalContent } from './journal-content.ts'
import { MapHistory, type SetEntry } from './map-history.ts'
import { fieldOf, parsedJson } from './match-event.ts'
import type { TraceEvent, TraceEventBody, TraceEventOf } from './trace-event.ts'
import { eventsIn, writesIn } from './writes-in.ts'

/** The events that the evaluation of `agreesWithJournal` reads, besides those of its condition. */
export const journalAgreementEvents: ReadonlySet<string> = new Set<TraceEventBody['type']>([
  'ActionDone',
  'MessageSent',
  'MessageDelivered',
  'JournalChanged',
  'EventPersisted',
  'StateChanged',
  'ActorStopped',
  'ActorRestarted',
  'ParticipantStopped',
])

/** The request to a journal to store events. */
const writeRequest = 'WriteMessages'

interface Copy {
  readonly actor: PathText
  readonly version: number
  /** The instant from which on its actor could read the journal. */
  readonly from: VirtualTime
}

/** Evaluates `agreesWithJournal`. Copies whose state the trace has cut are not judged. */
export class JournalAgreementEvaluation extends Evaluation {
  readonly #check: Extract<Check, { readonly type: 'agreesWithJournal' }>
  readonly #guard: FactWatch | null
  /** Since when the guard has held; null while it does not. */
  #guardedFrom: VirtualTime | null = 0
  readonly #history = new MapHistory()
  /** The bodies of requests to store events: on their way by the id of their sending, then by that of their delivery. */
  readonly #requests = new BoundedMap<string>()
  readonly #copies = new Map<ParticipantId, Copy>()
  /** Copies that were behind for too long, with the number that ends it. */
  readonly #late = new Map<ParticipantId, number>()
  #contradicted = false

  constructor(check: Extract<Check, { readonly type: 'agreesWithJournal' }>) {
    super()
    this.#check = check
    this.#guard = check.while === undefined ? null : new FactWatch(check.while)
  }

  override get mayRecover(): boolean {
    return this.verdict === 'false' && !this.#contradicted
  }

  override begin(view: FactView): void {
    this.#history.startAt(view.journal[this.#check.persistenceId]?.highestSequenceNr ?? 0)
    this.#guard?.begin(view)
    this.#lookAtGuard(view.at)
  }

  feed(event: TraceEvent, view: FactView): void {
    this.#guard?.feed(event, view)
    this.#lookAtGuard(event.at)
    switch (event.type) {
      case 'ActionDone':
        if (event.action.type === 'LoadJournal') this.#load(event, event.action.journal)
        break
      case 'MessageSent':
        if (event.label === writeRequest) this.#requests.set(eventId(event), event.body ?? '')
        else if (event.label === this.#check.reply) this.#replied(event)
        break
      case 'MessageDelivered':
        if (event.label === writeRequest) this.#moveRequest(event.cause, eventId(event))
        break
      case 'JournalChanged':
        this.#journalChanged(event)
        break
      case 'EventPersisted':
        if (event.persistenceId === this.#check.persistenceId) {
          const entry = this.#entryOf({ body: event.body }, 'body')
          if (entry !== null) this.#history.read(event.sequenceNr, entry)
        }
        break
      case 'StateChanged':
        this.#stateChanged(event)
        break
      case 'ActorStopped':
      case 'ActorRestarted':
        if (localPath(event.actor) === this.#check.actor) this.#copies.delete(event.node)
        break
      case 'ParticipantStopped':
        this.#copies.delete(event.participant)
        break
    }
    if (!this.#contradicted) this.#endLateness()
  }

  override deadline(): VirtualTime | null {
    let earliest: VirtualTime | null = null
    for (const [node, copy] of this.#copies) {
      const due = this.#late.has(node) ? null : this.#dueOf(copy)
      if (due !== null && (earliest === null || due < earliest)) earliest = due
    }
    return earliest
  }

  override pass(at: VirtualTime): void {
    for (const [node, copy] of this.#copies) {
      const due = this.#late.has(node) ? null : this.#dueOf(copy)
      if (due === null || due > at) continue
      this.#late.set(node, this.#history.highest)
      if (this.verdict === 'false') continue
      const missing = this.#history.nextAfter(copy.version)
      this.verdict = 'false'
      this.since = missing?.commit ?? null
      if (missing !== null) this.behind = { node, actor: copy.actor, sequenceNr: missing.sequenceNr }
    }
  }

  override atEnd(): Verdict {
    return this.verdict === 'open' ? 'true' : this.verdict
  }

  #lookAtGuard(at: VirtualTime): void {
    if (this.#guard?.holds === false) this.#guardedFrom = null
    else this.#guardedFrom ??= at
  }

  /** When the copy has missed an event for too long; null: it misses none, or the guard does not hold. */
  #dueOf({ version, from }: Copy): VirtualTime | null {
    if (this.#guardedFrom === null) return null
    const missing = this.#history.nextAfter(version)
    if (missing === null) return null
    return Math.max(missing.commit.at, from, this.#guardedFrom) + this.#check.withinMs
  }

  #load(event: TraceEvent, { streams, events, snapshots }: JournalContent): void {
    const isOurs = (each: { readonly persistenceId: string }) =>
      each.persistenceId === this.#check.persistenceId
    const snapshot = snapshots.filter(isOurs).sort((a, b) => b.sequenceNr - a.sequenceNr)[0]
    const covered = snapshot?.sequenceNr ?? 0
    const stored = events.filter(isOurs)
    if ((streams.find(isOurs)?.deletedTo ?? 0) > covered) {
      this.#history.startAt(Math.max(covered, ...stored.map(({ sequenceNr }) => sequenceNr)))
      return
    }
    if (snapshot !== undefined)
      this.#history.restore(covered, snapshot.snapshot as Readonly<Record<string, unknown>>)
    for (const { sequenceNr, payload } of stored)
      if (sequenceNr > covered) this.#history.append(sequenceNr, event, this.#entryOf({ payload }, 'payload'))
  }

  #moveRequest(sent: EventId | undefined, delivered: EventId): void {
    const body = sent === undefined ? undefined : this.#requests.take(sent)
    if (body !== undefined) this.#requests.set(delivered, body)
  }

  #journalChanged(event: TraceEventOf<'JournalChanged'>): void {
    if (event.persistenceId !== this.#check.persistenceId) return
    const { highestSequenceNr } = event
    const before = this.#history.highest
    if (highestSequenceNr < before) this.#history.truncate(highestSequenceNr)
    if (event.change !== 'appended' || highestSequenceNr <= before) return
    const body = this.#requests.take(event.cause ?? '') ?? ''
    const written = new Map(eventsIn(body)?.map(each => [each.sequenceNr, each]))
    for (const sequenceNr of writesIn(body, highestSequenceNr - before, highestSequenceNr)) {
      const payload = written.get(sequenceNr)?.payload
      const entry = payload === undefined ? null : this.#entryOf({ payload }, 'payload')
      this.#history.append(sequenceNr, event, entry)
    }
  }

  #stateChanged(event: TraceEventOf<'StateChanged'>): void {
    const { actor, version: versionField, data: dataField } = this.#check
    if (localPath(event.actor) !== actor) return
    const state = parsedJson(event.state)
    const version = fieldOf({ state }, `state.${versionField}`)
    if (typeof version !== 'number') {
      this.#copies.delete(event.node)
      return
    }
    const from = this.#copies.get(event.node)?.from ?? event.at
    this.#copies.set(event.node, { actor: event.actor, version, from })
    const data = fieldOf({ state }, `state.${dataField}`)
    const isMap = typeof data === 'object' && data !== null
    const agrees = isMap && this.#history.agrees(version, data as Readonly<Record<string, unknown>>)
    if (!agrees || version > this.#history.highest) this.#contradict(version)
  }

  #replied({ from, body }: TraceEventOf<'MessageSent'>): void {
    if (from === null || localPath(from) !== this.#check.actor) return
    const version = fieldOf({ body }, `body.${this.#check.version}`)
    const entry = this.#entryOf({ body }, 'body')
    if (typeof version === 'number' && entry !== null && !this.#history.agreesOn(version, entry))
      this.#contradict(version)
  }

  #contradict(version: number): void {
    this.#contradicted = true
    this.verdict = 'false'
    this.since = this.#history.commitOf(version)
    this.behind = null
  }

  #endLateness(): void {
    if (this.#late.size === 0) return
    for (const [node, number] of this.#late) {
      const copy = this.#copies.get(node)
      if (copy === undefined || copy.version >= number) this.#late.delete(node)
    }
    if (this.#late.size > 0) return
    this.verdict = 'open'
    this.since = null
    this.behind = null
  }

  /** The entry that an event or a reply in this field names; null: it names none. */
  #entryOf(holder: object, field: string): SetEntry | null {
    const key = fieldOf(holder, `${field}.${this.#check.key}`)
    const value = fieldOf(holder, `${field}.${this.#check.value}`)
    return typeof key !== 'string' || value === undefined ? null : { key, value }
  }
}
