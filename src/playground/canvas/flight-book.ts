import {
  type EventId,
  eventId,
  type FlightView,
  flightOf,
  heldFlight,
  type ParticipantId,
  rescheduledFlight,
  type TraceEvent,
} from '../../trace/index.ts'

/** Longest flight, in virtual ms: messages sent earlier have arrived. */
export const maxFlightMs = 10_000

/**
 * Messages between participants, from their sending until the shown time has passed their arrival. Collected from events,
 * because the view no longer holds a message that arrived between two frames.
 */
export class FlightBook {
  readonly #flights = new Map<EventId, FlightView>()

  get size(): number {
    return this.#flights.size
  }

  all(): IterableIterator<FlightView> {
    return this.#flights.values()
  }

  /** Adds the messages of these events, except those due before `shownAt`, in virtual ms. */
  add(events: readonly TraceEvent[], shownAt: number): void {
    for (const event of events) {
      switch (event.type) {
        case 'MessageSent': {
          const flight = flightOf(event)
          if (flight === null || flight.dueAt < shownAt) break
          this.#flights.set(flight.id, flight)
          break
        }
        case 'MessageHeld':
          this.#change(event.message, flight => heldFlight(flight, event))
          break
        case 'MessageRescheduled':
          this.#change(event.message, flight => rescheduledFlight(flight, event))
          break
        case 'MessageDuplicated': {
          const original = this.#flights.get(event.message)
          if (original !== undefined) this.#flights.set(eventId(event), { ...original, id: eventId(event) })
          break
        }
        case 'MessageDropped':
        case 'DeadLetter':
          if (event.cause !== undefined) this.#lose(event.cause)
          break
        case 'ParticipantStopped':
          this.#loseAllTo(event.participant, event.at)
          break
        default:
      }
    }
  }

  /** Removes the messages due until `shownAt` and returns the lost ones among them. */
  removeArrived(shownAt: number): readonly FlightView[] {
    const lost: FlightView[] = []
    for (const flight of this.#flights.values()) {
      if (flight.dueAt > shownAt || (flight.held && !flight.lost)) continue
      this.#flights.delete(flight.id)
      if (flight.lost) lost.push(flight)
    }
    return lost
  }

  /**
   * Replaces all flights by those at `shownAt`, after a jump and on the way back. `recent`: the events of the last
   * {@link maxFlightMs}; `inFlight`: the flights of the view there.
   */
  restore(recent: readonly TraceEvent[], shownAt: number, inFlight: readonly FlightView[] = []): void {
    this.#flights.clear()
    this.add(recent, shownAt)
    // A held or delayed message may have been sent long before, and was due before it was held.
    for (const flight of inFlight) {
      const flies = flight.held || flight.dueAt > shownAt
      if (flight.stop !== null && flies && !flight.lost) this.#flights.set(flight.id, flight)
    }
  }

  #lose(id: EventId): void {
    this.#change(id, flight => ({ ...flight, lost: true }))
  }

  #change(id: EventId, changed: (flight: FlightView) => FlightView): void {
    const flight = this.#flights.get(id)
    if (flight !== undefined) this.#flights.set(id, changed(flight))
  }

  #loseAllTo(participant: ParticipantId, at: number): void {
    for (const flight of this.#flights.values()) {
      if (flight.to === participant && flight.dueAt > at) this.#lose(flight.id)
    }
  }
}
