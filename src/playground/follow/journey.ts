import {
  type EventId,
  eventId,
  flightOf,
  isWithin,
  localPath,
  type ParticipantId,
  type TraceEvent,
  type VirtualTime,
} from '../../trace/index.ts'

interface Flight {
  readonly sentAt: VirtualTime
  readonly dueAt: VirtualTime
}

/** Without a message on its way for this long, in virtual ms, a journey is over. */
const quietMs = 100
/** A journey with this many hops is over, because some messages cause others for ever. */
const maxHops = 40

/** A command or message and everything that it causes: the events that follow from it, in the order of the trace. */
export class Journey {
  readonly #root: EventId
  readonly #events = new Set<EventId>()
  /** Participants where something of it happens, or to which a message is on its way. It grows in place. */
  readonly participants = new Set<ParticipantId>()
  readonly #flights = new Map<EventId, Flight>()
  #hops = 0
  #lastAt: VirtualTime = 0

  constructor(root: EventId) {
    this.#root = root
  }

  /** Ids of the events so far. It grows in place. */
  get events(): ReadonlySet<EventId> {
    return this.#events
  }

  /** Messages between participants that are on their way. */
  get flights(): IterableIterator<Flight> {
    return this.#flights.values()
  }

  /** Takes the next event of the run. Returns whether it belongs to the journey, and whether it is a hop of its own. */
  add(event: TraceEvent): 'no' | 'part' | 'hop' {
    const id = eventId(event)
    if (id !== this.#root && (event.cause === undefined || !this.#events.has(event.cause))) return 'no'
    this.#events.add(id)
    this.#lastAt = event.at
    if (event.node !== 'conductor') this.participants.add(event.node)
    if (event.type === 'MessageSent') {
      const flight = flightOf(event)
      if (flight !== null) {
        this.#flights.set(id, flight)
        this.participants.add(flight.to)
      }
    } else if (event.cause !== undefined && endsFlight(event)) this.#flights.delete(event.cause)
    if (!isHop(event)) return 'part'
    this.#hops += 1
    return 'hop'
  }

  /** Whether nothing that belongs to the journey is on its way at this instant. */
  isOver(at: VirtualTime): boolean {
    if (this.#hops >= maxHops) return true
    for (const { dueAt } of this.#flights.values()) if (dueAt + quietMs > at) return false
    return this.#events.size > 0 && at >= this.#lastAt + quietMs
  }
}

const endsFlight = ({ type }: TraceEvent): boolean =>
  type === 'MessageDelivered' || type === 'MessageDropped' || type === 'DeadLetter'

/** Whether the event is shown as a step of its own: a message leaves, an actor handles it, data is stored, something fails. */
function isHop(event: TraceEvent): boolean {
  switch (event.type) {
    case 'ActionDone':
    case 'JournalChanged':
    case 'EventPersisted':
    case 'MessageDropped':
    case 'DeadLetter':
    case 'ActorFailed':
      return true
    case 'MessageSent':
      return event.toNode !== undefined
    case 'MessageDelivered':
      // Actors of the toolkit only pass messages on, at once.
      return isWithin(localPath(event.to), '/user')
    default:
      return false
  }
}
