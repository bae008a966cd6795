import type { ClusterView } from '../cluster-view.ts'
import { emptyView, Folding, foldAll } from '../fold.ts'
import type { EventId, ParticipantId, VirtualTime } from '../identifiers.ts'
import type { TraceEvent } from '../trace-event.ts'
import type { Participants } from '../views-agree.ts'
import { lowestIndex } from './lowest-index.ts'
import { concernedParticipant, type Deflate, keyframeOf, Segment, segmentLength } from './segment.ts'

export interface EventLogOptions {
  /**
   * Returns a number from 0 to 255, by which `select` filters without unpacking. Called once for each event, after the
   * event is folded into the participants. Default: 0 for every event.
   */
  readonly classify?: (event: TraceEvent, participants: Participants) => number
  /** Segments of the newest events that stay objects, at least 1; default 16, so 16,384 events. */
  readonly openSegments?: number
  /** Packs old segments in the background. Default: packing takes the time of `append`. */
  readonly deflate?: Deflate
  /** Segments that are held at most; the oldest are dropped. Default 4,096, so 4,194,304 events. */
  readonly maxSegments?: number
}

/** Conditions on events, all of which must hold; an absent condition holds for every event. */
export interface EventFilter {
  readonly classes?: ReadonlySet<number>
  /** The emitter, or the participant that a message, stop or action is about, is one of these. */
  readonly participants?: ReadonlySet<ParticipantId>
  /** Checked last, because it needs the event and so unpacks its segment. */
  readonly matches?: (event: TraceEvent) => boolean
}

/** Unpacked segments in the cache, enough for a list that scrolls and for a chain of causes. */
const maxUnpacked = 8

interface Occurrences {
  /** Numbers of the segments with events of the participant, and the lowest `seq` in each. */
  readonly segments: number[]
  readonly firstSeqs: number[]
}

/**
 * The events of a run with the view at any of them. The newest events are objects, older ones are packed to some 30
 * bytes each, and the oldest of a very long run are dropped. Positions count from 0 at the run's first event and never
 * change. A dropped position has no event; its view is the earliest that is held.
 *
 * @example
 * const log = new EventLog()
 * log.append(events)
 * log.viewAt(log.countUntil(5000)) // the cluster after 5 virtual seconds
 */
export class EventLog {
  readonly #segments: Segment[] = []
  readonly #folding = new Folding()
  readonly #classify: NonNullable<EventLogOptions['classify']>
  readonly #openSegments: number
  readonly #deflate: Deflate | undefined
  readonly #maxSegments: number
  readonly #participants = new Map<ParticipantId, number>()
  readonly #occurrences = new Map<ParticipantId, Occurrences>()
  /** Cache of unpacked segments, the least recently used first. */
  readonly #unpacked = new Map<Segment, readonly TraceEvent[]>()
  #length = 0

  constructor({ classify = () => 0, openSegments = 16, maxSegments = 4096, deflate }: EventLogOptions = {}) {
    this.#deflate = deflate
    this.#classify = classify
    this.#openSegments = openSegments
    this.#maxSegments = maxSegments
  }

  /** Number of events since the beginning of the run, the dropped ones included. */
  get length(): number {
    return this.#length
  }

  /** Position of the first event that is held; 0 until events are dropped. */
  get firstHeld(): number {
    return this.#segments[0]?.start ?? 0
  }

  /** The earliest instant that can be shown: 0 until events are dropped. */
  get heldFrom(): VirtualTime {
    return this.firstHeld === 0 ? 0 : (this.#segments[0] as Segment).firstAt
  }

  /** The view after the last event. */
  get view(): ClusterView {
    return this.#folding.view()
  }

  /** Bytes that packed events take, without the views at segment borders. */
  get packedBytes(): number {
    return this.#segments.reduce((bytes, segment) => bytes + segment.packedBytes, 0)
  }

  append(events: readonly TraceEvent[]): void {
    for (const event of events) {
      const segment = this.#openSegment()
      this.#addOccurrence(event)
      this.#folding.add(event)
      const other = concernedParticipant(event)
      segment.add(event, {
        class: this.#classify(event, this.#folding.draft),
        emitter: this.#numberOf(event.node),
        other: other === null ? 0 : this.#numberOf(other),
      })
      this.#length += 1
    }
  }

  at(position: number): TraceEvent | undefined {
    const segment = this.#segmentAt(position)
    return segment === undefined ? undefined : this.#read(segment)[position - segment.start]
  }

  /** Events from one position up to, not including, the other; dropped ones are left out. */
  slice(from: number, to: number = this.#length): readonly TraceEvent[] {
    const events: TraceEvent[] = []
    for (const segment of this.#segmentsFrom(from)) {
      if (segment.start >= to) break
      const own = this.#read(segment)
      for (let i = Math.max(0, from - segment.start); i < own.length && segment.start + i < to; i++)
        events.push(own[i] as TraceEvent)
    }
    return events
  }

  /** The view after the first `count` events. */
  viewAt(count: number): ClusterView {
    if (count >= this.#length) return this.view
    const segment = this.#segmentAt(Math.max(count, this.firstHeld))
    if (segment === undefined) return emptyView
    const { keyframe, start } = segment
    const actions = this.view.actions.slice(0, keyframe.actionCount)
    const before = { ...keyframe.view, actions }
    return foldAll(before, this.#read(segment).slice(0, Math.max(0, count - start)))
  }

  /** Number of events at or before this instant; at least that of the dropped ones. */
  countUntil(at: VirtualTime): number {
    const number = lowestIndex(this.#segments.length, i => (this.#segments[i] as Segment).lastAt > at)
    const segment = this.#segments[number]
    if (segment === undefined) return this.#length
    const events = this.#read(segment)
    return segment.start + lowestIndex(events.length, i => (events[i] as TraceEvent).at > at)
  }

  positionOf(id: EventId): number | null {
    const separator = id.lastIndexOf('/')
    const node = id.slice(0, separator)
    const digits = id.slice(separator + 1)
    const occurrences = this.#occurrences.get(node)
    if (occurrences === undefined || !/^\d+$/.test(digits)) return null
    const seq = Number(digits)
    const { segments, firstSeqs } = occurrences
    const later = lowestIndex(firstSeqs.length, i => (firstSeqs[i] as number) > seq)
    const number = segments[later - 1]
    const segment = number === undefined ? undefined : this.#segmentAt(number * segmentLength)
    if (segment === undefined) return null
    const place = this.#read(segment).findIndex(event => event.node === node && event.seq === seq)
    return place < 0 ? null : segment.start + place
  }

  byId(id: EventId): TraceEvent | null {
    const position = this.positionOf(id)
    return position === null ? null : (this.at(position) as TraceEvent)
  }

  /** Positions of the matching events from `from` up to, not including, `to`: a long search continues in slices. */
  select(
    { classes, participants, matches }: EventFilter,
    from: number = 0,
    to: number = this.#length,
  ): readonly number[] {
    const numbers = participants && new Set([...participants].map(id => this.#participants.get(id)))
    const positions: number[] = []
    for (const segment of this.#segmentsFrom(from)) {
      const { columns, start, length } = segment
      if (start >= to) break
      let events: readonly TraceEvent[] | null = null
      for (let i = Math.max(0, from - start); i < length && start + i < to; i++) {
        if (classes !== undefined && !classes.has(columns.classes[i] as number)) continue
        if (numbers !== undefined && !numbers.has(columns.emitters[i]) && !numbers.has(columns.others[i]))
          continue
        if (matches !== undefined) {
          // Not cached: a search over the whole run would evict the segments that are in use.
          events ??= this.#unpacked.get(segment) ?? segment.read()
          if (!matches(events[i] as TraceEvent)) continue
        }
        positions.push(start + i)
      }
    }
    return positions
  }

  /** Numbers of the events of these classes by emitter, from one position up to, not including, the other. */
  countByEmitter(
    classes: ReadonlySet<number>,
    from: number = 0,
    to: number = this.#length,
  ): ReadonlyMap<ParticipantId, number> {
    const counts = new Uint32Array(this.#participants.size + 1)
    for (const { columns, start, length } of this.#segmentsFrom(from)) {
      if (start >= to) break
      const end = Math.min(length, to - start)
      for (let i = Math.max(0, from - start); i < end; i++) {
        if (classes.has(columns.classes[i] as number)) {
          const emitter = columns.emitters[i] as number
          counts[emitter] = (counts[emitter] as number) + 1
        }
      }
    }
    const byEmitter = new Map<ParticipantId, number>()
    for (const [id, number] of this.#participants) {
      const count = counts[number] as number
      if (count > 0) byEmitter.set(id, count)
    }
    return byEmitter
  }

  #openSegment(): Segment {
    const last = this.#segments.at(-1)
    if (last !== undefined && !last.isFull) return last
    const segment = new Segment(this.#length, keyframeOf(this.view))
    this.#segments.push(segment)
    if (this.#segments.length > this.#maxSegments) this.#segments.shift()
    this.#segments.at(-1 - this.#openSegments)?.pack(this.#deflate)
    return segment
  }

  #addOccurrence(event: TraceEvent): void {
    const number = Math.floor(this.#length / segmentLength)
    const known = this.#occurrences.get(event.node)
    if (known === undefined) this.#occurrences.set(event.node, { segments: [number], firstSeqs: [event.seq] })
    else if (known.segments.at(-1) !== number) {
      known.segments.push(number)
      known.firstSeqs.push(event.seq)
    }
  }

  /** Participants are numbered from 1 in the order of their first event. */
  #numberOf(participant: ParticipantId): number {
    const known = this.#participants.get(participant)
    if (known !== undefined) return known
    const number = this.#participants.size + 1
    this.#participants.set(participant, number)
    return number
  }

  #segmentAt(position: number): Segment | undefined {
    if (position < this.firstHeld || position >= this.#length) return undefined
    return this.#segments[Math.floor((position - this.firstHeld) / segmentLength)]
  }

  *#segmentsFrom(position: number): Iterable<Segment> {
    const first = Math.max(0, Math.floor((position - this.firstHeld) / segmentLength))
    for (let i = first; i < this.#segments.length; i++) yield this.#segments[i] as Segment
  }

  #read(segment: Segment): readonly TraceEvent[] {
    if (!segment.isPacked) return segment.read()
    const events = this.#unpacked.get(segment) ?? segment.read()
    this.#unpacked.delete(segment)
    this.#unpacked.set(segment, events)
    if (this.#unpacked.size > maxUnpacked) {
      const [oldest] = this.#unpacked.keys()
      this.#unpacked.delete(oldest as Segment)
    }
    return events
  }
}
