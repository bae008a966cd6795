import type { Envelope, InFlight } from '../runtime/participant.ts'
import type { EventId, ParticipantId, VirtualTime } from '../trace/identifiers.ts'
import type { Expectation, Grant } from './host.ts'

/** All envelopes that one participant sends to another in one round. */
export interface Frame {
  readonly from: ParticipantId
  readonly fromIncarnation: number
  readonly to: ParticipantId
  readonly toIncarnation: number
  /** Number of envelopes in earlier frames from this incarnation to that one. */
  readonly earlier: number
  readonly envelopes: readonly Envelope[]
}

/** Frames received from one incarnation of a sender. */
interface Stream {
  readonly from: ParticipantId
  readonly incarnation: number
  /** Number of envelopes received without a gap. */
  arrived: number
  /** Number of announced envelopes; these are, or will be, in the queue. */
  announced: number
  /** Received but not announced envelopes. Their round may not have been completed. */
  readonly early: Envelope[]
  /** Frames received before an earlier one, by their `earlier`. */
  readonly detached: Map<number, readonly Envelope[]>
}

/**
 * Holds envelopes until they are due. Within one thread, `put` adds an envelope at once. Over a wire, `arrive` adds frames in
 * any order, and only envelopes announced by a grant (`expect`) enter the queue.
 */
export class Inbox implements InFlight {
  readonly #id: ParticipantId
  readonly #incarnation: number
  readonly #queue: Envelope[] = []
  readonly #streams = new Map<ParticipantId, Stream[]>()
  /** Oldest living incarnation by sender; frames of earlier ones are dropped. */
  readonly #oldest = new Map<ParticipantId, number>()
  /** Number of envelopes that left the queue and that the participant keeps, because they are held or delayed. */
  kept = 0
  /** Number of envelopes that were removed one by one. */
  removed = 0

  constructor(id: ParticipantId, incarnation: number) {
    this.#id = id
    this.#incarnation = incarnation
  }

  get earliestDue(): VirtualTime | null {
    return this.#queue[0]?.due ?? null
  }

  get size(): number {
    return this.#queue.length
  }

  /** The envelopes in it, in no order. */
  get waiting(): readonly Envelope[] {
    return [...this.#queue]
  }

  put(envelope: Envelope): void {
    push(this.#queue, envelope)
  }

  /** Removes the envelopes due before `to` and returns them, sorted by due instant, sender, incarnation and sequence number. */
  take(to: VirtualTime): readonly Envelope[] {
    const first = this.#queue[0]
    if (first === undefined || first.due >= to) return noEnvelopes
    const due: Envelope[] = []
    while (this.#queue.length > 0 && this.#queue[0]!.due < to) due.push(pop(this.#queue))
    return due
  }

  find(message: EventId): Envelope | undefined {
    return this.#queue.find(({ sent }) => sent?.id === message)
  }

  remove(message: EventId): Envelope | undefined {
    const found = this.find(message)
    if (found === undefined) return undefined
    const others = this.#queue.filter(envelope => envelope !== found)
    this.#queue.length = 0
    for (const envelope of others) push(this.#queue, envelope)
    this.removed += 1
    return found
  }

  /** Receives a frame. Frames for other incarnations, of dead senders and received ones are dropped. */
  arrive(frame: Frame): void {
    if (frame.to !== this.#id || frame.toIncarnation !== this.#incarnation) return
    if (frame.fromIncarnation < (this.#oldest.get(frame.from) ?? 0)) return
    const stream = this.#stream(frame.from, frame.fromIncarnation)
    if (frame.earlier < stream.arrived) return
    if (frame.earlier > stream.arrived) {
      stream.detached.set(frame.earlier, frame.envelopes)
      return
    }
    addEarly(stream, frame.envelopes)
    if (stream.detached.size > 0) addDetached(stream)
    this.#admit(stream)
  }

  /** Announces envelopes. They enter the queue once they have arrived; see {@link complete}. */
  expect(expectations: readonly Expectation[]): void {
    for (const { from, incarnation, count } of expectations) {
      const stream = this.#stream(from, incarnation)
      if (count > stream.announced) stream.announced = count
      this.#admit(stream)
    }
  }

  /** True when all announced envelopes have arrived. */
  get complete(): boolean {
    for (const streams of this.#streams.values()) {
      for (const stream of streams) if (stream.arrived < stream.announced) return false
    }
    return true
  }

  /** Drops unannounced and later frames of dead incarnations. Call it once the inbox is {@link complete}. */
  dropDeadSenders(peers: NonNullable<Grant['peers']>): void {
    for (const [from, streams] of this.#streams) {
      const newest = streams.reduce((max, stream) => Math.max(max, stream.incarnation), 0)
      const oldest = peers[from] ?? newest + 1
      this.#oldest.set(from, oldest)
      const alive = streams.filter(stream => stream.incarnation >= oldest)
      if (alive.length === 0) this.#streams.delete(from)
      else this.#streams.set(from, alive)
    }
    for (const [from, incarnation] of Object.entries(peers)) this.#oldest.set(from, incarnation)
  }

  #stream(from: ParticipantId, incarnation: number): Stream {
    let streams = this.#streams.get(from)
    if (streams === undefined) {
      streams = []
      this.#streams.set(from, streams)
    }
    let stream = streams.find(candidate => candidate.incarnation === incarnation)
    if (stream === undefined) {
      stream = { from, incarnation, arrived: 0, announced: 0, early: [], detached: new Map() }
      streams.push(stream)
    }
    return stream
  }

  /** Moves announced and received envelopes from the stream into the queue. */
  #admit(stream: Stream): void {
    const unannounced = Math.max(0, stream.arrived - stream.announced)
    const count = stream.early.length - unannounced
    if (count <= 0) return
    for (const envelope of stream.early.splice(0, count)) push(this.#queue, envelope)
  }
}

const noEnvelopes: readonly Envelope[] = []

function addEarly(stream: Stream, envelopes: readonly Envelope[]): void {
  for (const envelope of envelopes) stream.early.push(envelope)
  stream.arrived += envelopes.length
}

/** Adds the frames that waited for the one before them. */
function addDetached(stream: Stream): void {
  for (;;) {
    const next = stream.detached.get(stream.arrived)
    if (next === undefined) return
    stream.detached.delete(stream.arrived)
    addEarly(stream, next)
  }
}

/** The order in which a participant handles envelopes. It does not depend on the order of their arrival. */
function before(a: Envelope, b: Envelope): boolean {
  if (a.due !== b.due) return a.due < b.due
  if (a.from !== b.from) return a.from < b.from
  if (a.fromIncarnation !== b.fromIncarnation) return a.fromIncarnation < b.fromIncarnation
  return a.seq < b.seq
}

/** Adds an envelope to a binary heap, whose first element is the earliest. */
function push(heap: Envelope[], envelope: Envelope): void {
  let at = heap.length
  heap.push(envelope)
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (!before(envelope, heap[parent]!)) break
    heap[at] = heap[parent]!
    at = parent
  }
  heap[at] = envelope
}

function pop(heap: Envelope[]): Envelope {
  const first = heap[0]!
  const last = heap.pop()!
  const size = heap.length
  if (size === 0) return first
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child >= size) break
    if (child + 1 < size && before(heap[child + 1]!, heap[child]!)) child++
    if (!before(heap[child]!, last)) break
    heap[at] = heap[child]!
    at = child
  }
  heap[at] = last
  return first
}
