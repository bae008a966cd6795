import type { EventId, ParticipantId, VirtualTime } from '../../trace/identifiers.ts'
import type { Envelope } from '../participant.ts'

/** An envelope with an instant and a place of its own, which may differ from those that its sender gave it. */
export interface PlacedEnvelope {
  readonly envelope: Envelope
  readonly due: VirtualTime
  readonly place: Place
}

/** Order at one instant: sender, incarnation, number, then `shift`: negative before and positive after the envelope of that number. */
export interface Place {
  readonly from: ParticipantId
  readonly incarnation: number
  readonly seq: number
  readonly shift: number
}

export const placeOf = ({ from, fromIncarnation, seq }: Envelope): Place => ({
  from,
  incarnation: fromIncarnation,
  seq,
  shift: 0,
})

/** Envelopes that a person delayed, copied or moved, in the order in which they are due. */
export class PostponedMail {
  readonly #entries: PlacedEnvelope[] = []

  get size(): number {
    return this.#entries.length
  }

  get first(): PlacedEnvelope | undefined {
    return this.#entries[0]
  }

  shift(): void {
    this.#entries.shift()
  }

  /** True when the first entry comes after an envelope that has its sender's instant and place. */
  isAfter(arriving: Envelope): boolean {
    const { first } = this
    return (
      first === undefined ||
      compare({ envelope: arriving, due: arriving.due, place: placeOf(arriving) }, first) < 0
    )
  }

  insert(entry: PlacedEnvelope): void {
    const at = this.#entries.findIndex(other => compare(entry, other) < 0)
    this.#entries.splice(at < 0 ? this.#entries.length : at, 0, entry)
  }

  find(message: EventId): PlacedEnvelope | undefined {
    return this.#entries.find(({ envelope }) => envelope.sent?.id === message)
  }

  /** Returns false if the message is not among the postponed ones. */
  remove(message: EventId): boolean {
    const at = this.#entries.findIndex(({ envelope }) => envelope.sent?.id === message)
    if (at < 0) return false
    this.#entries.splice(at, 1)
    return true
  }

  /** The place directly before `place` at an instant: its shift lies between that of `place` and the next smaller one. */
  placeBefore(due: VirtualTime, place: Place): Place {
    const smaller = this.#shiftsAt(due, place).filter(shift => shift < place.shift)
    return { ...place, shift: (Math.max(place.shift - 1, ...smaller) + place.shift) / 2 }
  }

  /** The place directly after `place` at an instant: its shift lies between that of `place` and the next greater one. */
  placeAfter(due: VirtualTime, place: Place): Place {
    const greater = this.#shiftsAt(due, place).filter(shift => shift > place.shift)
    return { ...place, shift: (Math.min(place.shift + 1, ...greater) + place.shift) / 2 }
  }

  #shiftsAt(due: VirtualTime, { from, incarnation, seq }: Place): readonly number[] {
    return this.#entries
      .filter(
        ({ due: d, place: p }) =>
          d === due && p.from === from && p.incarnation === incarnation && p.seq === seq,
      )
      .map(({ place }) => place.shift)
  }
}

const compare = (a: PlacedEnvelope, b: PlacedEnvelope): number => {
  if (a.due !== b.due) return a.due - b.due
  if (a.place.from !== b.place.from) return a.place.from < b.place.from ? -1 : 1
  return (
    a.place.incarnation - b.place.incarnation || a.place.seq - b.place.seq || a.place.shift - b.place.shift
  )
}
