import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate'
import type { ClusterView } from '../cluster-view.ts'
import type { ParticipantId, VirtualTime } from '../identifiers.ts'
import type { TraceEvent } from '../trace-event.ts'

/** Seeking folds at most this many events; a segment unpacks in a few milliseconds. */
export const segmentLength = 1024

/** The participants an event concerns are stored as numbers; 0 is none. */
export interface EventColumns {
  readonly classes: Uint8Array
  readonly emitters: Uint16Array
  readonly others: Uint16Array
}

/**
 * A view without its actions, of which a view lists all since the beginning: kept in every segment, the lists of a long run
 * would take more memory than its events. They are the first `actionCount` of any later view.
 */
export interface Keyframe {
  readonly view: ClusterView
  readonly actionCount: number
}

export const keyframeOf = (view: ClusterView): Keyframe => ({
  view: { ...view, actions: [] },
  actionCount: view.actions.length,
})

/** Deflates bytes without a header, outside of the thread that asks. */
export type Deflate = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>

/** Consecutive events of a run: objects while they are new, deflated JSON afterwards. */
export class Segment {
  /** Position of its first event in the run. */
  readonly start: number
  /** The view before its first event. */
  readonly keyframe: Keyframe
  /** The properties that filters read, kept unpacked so that filtering does not unpack events. */
  readonly columns: EventColumns = {
    classes: new Uint8Array(segmentLength),
    emitters: new Uint16Array(segmentLength),
    others: new Uint16Array(segmentLength),
  }
  #length = 0
  #firstAt: VirtualTime = 0
  #lastAt: VirtualTime = 0
  #events: TraceEvent[] | null = []
  #isPacking = false
  #packed: Uint8Array | null = null

  constructor(start: number, keyframe: Keyframe) {
    this.start = start
    this.keyframe = keyframe
  }

  get length(): number {
    return this.#length
  }

  get isFull(): boolean {
    return this.#length === segmentLength
  }

  get isPacked(): boolean {
    return this.#packed !== null
  }

  /** Bytes of the packed events; 0 while they are objects. */
  get packedBytes(): number {
    return this.#packed?.length ?? 0
  }

  get firstAt(): VirtualTime {
    return this.#firstAt
  }

  get lastAt(): VirtualTime {
    return this.#lastAt
  }

  add(
    event: TraceEvent,
    row: { readonly class: number; readonly emitter: number; readonly other: number },
  ): void {
    if (this.#events === null || this.isFull) throw new Error(`Segment [${this.start}] takes no more events.`)
    this.columns.classes[this.#length] = row.class
    this.columns.emitters[this.#length] = row.emitter
    this.columns.others[this.#length] = row.other
    this.#events.push(event)
    if (this.#length === 0) this.#firstAt = event.at
    this.#length += 1
    this.#lastAt = event.at
  }

  /**
   * Frees the objects, with `deflate` as soon as it has deflated. Events are plain JSON data, since their JSON is what the
   * trace hash covers.
   */
  pack(deflate?: Deflate): void {
    if (this.#events === null || this.#isPacking) return
    const bytes = strToU8(JSON.stringify(this.#events))
    const keep = (packed: Uint8Array) => {
      this.#packed = packed
      this.#events = null
    }
    const packNow = () => keep(deflateSync(bytes, { level: 1 }))
    if (deflate === undefined) packNow()
    else {
      this.#isPacking = true
      deflate(bytes).then(keep, packNow)
    }
  }

  /** Its events; parsed anew with every call when it is packed. */
  read(): readonly TraceEvent[] {
    if (this.#events !== null) return this.#events
    return JSON.parse(strFromU8(inflateSync(this.#packed as Uint8Array))) as TraceEvent[]
  }
}

/** The participant other than the emitter that an event is about: receiver, stopped participant, target of an action. */
export function concernedParticipant(event: TraceEvent): ParticipantId | null {
  switch (event.type) {
    case 'MessageSent':
      return event.toNode ?? null
    case 'ParticipantStopped':
      return event.participant
    case 'ActionDone':
      if ('participant' in event.action) return event.action.participant
      return 'node' in event.action ? event.action.node : null
    default:
      return null
  }
}
