import type { ParticipantId } from '../trace/trace-event.ts'
import type { PlannedParticipant } from './host.ts'
import { Seat } from './seat.ts'

/** Who takes part, and who of them runs. */
export class Roster {
  /** In the order in which they first came. */
  readonly seats: Seat[] = []
  readonly #byId = new Map<ParticipantId, Seat>()
  #peers: { readonly [id: ParticipantId]: number } | null = null
  #version = 0

  find(id: ParticipantId): Seat | undefined {
    return this.#byId.get(id)
  }

  add(who: PlannedParticipant): Seat {
    const seat = new Seat(who)
    this.seats.push(seat)
    this.#byId.set(who.id, seat)
    return seat
  }

  get running(): readonly Seat[] {
    return this.seats.filter(seat => seat.host !== null)
  }

  /** The running node with the lowest id, other than this one. */
  nodeOtherThan(id: ParticipantId): Seat | undefined {
    let lowest: Seat | undefined
    for (const seat of this.seats) {
      if (seat.host === null || seat.who.kind !== 'node' || seat.id === id) continue
      if (lowest === undefined || seat.id < lowest.id) lowest = seat
    }
    return lowest
  }

  /** Call when somebody started or stopped. */
  changed(): void {
    this.#peers = null
    this.#version += 1
  }

  get version(): number {
    return this.#version
  }

  /** Running participants and their incarnation. */
  get peers(): { readonly [id: ParticipantId]: number } {
    if (this.#peers === null) {
      const peers: { [id: ParticipantId]: number } = {}
      for (const seat of this.seats) if (seat.host !== null) peers[seat.id] = seat.incarnation
      this.#peers = peers
    }
    return this.#peers
  }
}
