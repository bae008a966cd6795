import {
  type EventId,
  type FlightView,
  flightOf,
  type ParticipantId,
  type TraceEvent,
} from '../../trace/index.ts'

/** A message on its way as the canvas draws it. */
export interface Flight extends FlightView {
  /** Talk that never ends: gossip, heartbeats. Drawn small and faint. */
  readonly background: boolean
}

const backgroundLabels = /^(Heartbeat|Gossip|Status$|Delta$|GetContacts$|Contacts$)/

/**
 * The messages between participants from their sending until the shown time has passed their arrival. Kept from the
 * events and not from the view, which has forgotten by then what arrived between two pictures.
 */
export class FlightBook {
  readonly #flights = new Map<EventId, Flight>()

  get size(): number {
    return this.#flights.size
  }

  all(): IterableIterator<Flight> {
    return this.#flights.values()
  }

  /** What was due before `shown` is not taken in any more. */
  add(events: readonly TraceEvent[], shown: number): void {
    for (const event of events) {
      switch (event.type) {
        case 'MessageSent': {
          const flight = flightOf(event)
          if (flight === null || flight.dueAt < shown) break
          this.#flights.set(flight.id, { ...flight, background: backgroundLabels.test(flight.label) })
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

  /** Removes what has arrived at `shown`, and answers the removed that reached nobody. */
  land(shown: number): readonly Flight[] {
    const lost: Flight[] = []
    for (const flight of this.#flights.values()) {
      if (flight.dueAt > shown) continue
      this.#flights.delete(flight.id)
      if (flight.lost) lost.push(flight)
    }
    return lost
  }

  clear(): void {
    this.#flights.clear()
  }

  #lose(id: EventId): void {
    const flight = this.#flights.get(id)
    if (flight !== undefined) this.#flights.set(id, { ...flight, lost: true })
  }

  #loseAllTo(participant: ParticipantId, at: number): void {
    for (const flight of this.#flights.values()) {
      if (flight.to === participant && flight.dueAt > at) this.#lose(flight.id)
    }
  }
}
