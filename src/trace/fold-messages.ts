import type { FlightView } from './cluster-view.ts'
import { addLostFlight } from './fold-losses.ts'
import { dequeue, enqueue, foldLostMail } from './fold-mailboxes.ts'
import type { VirtualTime } from './identifiers.ts'
import { eventId } from './identifiers.ts'
import type { TraceEvent, TraceEventOf } from './trace-event.ts'
import { hasListedMailbox } from './user-mailbox.ts'
import type { ViewDraft } from './view-draft.ts'

/** Virtual ms for which a view keeps an arrived flight whose message still waits in a mailbox. */
export const flightLingerMs = 100
/** Number of dead letters that a view lists. */
export const recentDeadLetterCount = 200
/** Virtual ms between two searches for arrived flights. */
const sweepEveryMs = 50

/** The flight of a sent message; null when it stays within its participant. `lost`: its receiver has stopped. */
export const flightOf = (event: TraceEventOf<'MessageSent'>, lost = false): FlightView | null =>
  event.dueAt === undefined || event.toNode === undefined
    ? null
    : {
        id: eventId(event),
        from: event.node,
        to: event.toNode,
        sentAt: event.at,
        dueAt: event.dueAt,
        label: event.label,
        body: event.body ?? null,
        fromPath: event.from,
        toPath: event.to,
        protocol: event.protocol,
        reply: event.reply === true,
        periodic: event.periodic === true,
        notice: event.notice === true,
        lost,
        held: false,
        stop: null,
        before: null,
      }

export const foldMessageSent = (draft: ViewDraft, event: TraceEventOf<'MessageSent'>): void => {
  const sender = draft.participant(event.node)
  if (sender !== undefined) draft.stats(sender).sent += 1
  const receiver = event.toNode === undefined ? undefined : draft.participants[event.toNode]
  const lost = receiver !== undefined && !receiver.running
  const flight = flightOf(event, lost)
  if (flight === null) {
    if (sender !== undefined && hasListedMailbox(event.to)) {
      enqueue(draft, sender, event.to, eventId(event), event.label)
    }
    return
  }
  draft.setFlight(flight)
  if (lost) addLostFlight(draft, flight, 'stopped')
}

export const foldMessageDelivered = (draft: ViewDraft, event: TraceEventOf<'MessageDelivered'>): void => {
  endFlight(draft, event)
  const receiver = draft.participant(event.node)
  if (receiver === undefined) return
  draft.stats(receiver).delivered += 1
  const actor = draft.knownActor(receiver, event.to)
  if (actor === undefined) return
  dequeue(draft, actor, event)
  actor.waiting = event.waiting
  actor.lastHandled = { event: eventId(event), at: event.at, label: event.label }
}

export const foldMessagesCounted = (draft: ViewDraft, event: TraceEventOf<'MessagesCounted'>): void => {
  const receiver = draft.participant(event.node)
  if (receiver === undefined) return
  draft.stats(receiver).delivered += event.count
}

export const foldDeadLetter = (draft: ViewDraft, event: TraceEventOf<'DeadLetter'>): void => {
  dropFlight(draft, event)
  foldLostMail(draft, event)
  const { at, node, from, to, label, why, body = null } = event
  draft.addDeadLetter({ id: eventId(event), at, node, from, to, label, why, body }, recentDeadLetterCount)
}

export const foldMessageDropped = (draft: ViewDraft, event: TraceEventOf<'MessageDropped'>): void => {
  dropFlight(draft, event)
  foldLostMail(draft, event)
}

const dropFlight = (draft: ViewDraft, event: TraceEvent): void => {
  const flight = event.cause === undefined ? undefined : draft.flights.get(event.cause)
  if (flight !== undefined && !flight.lost) addLostFlight(draft, flight, 'dropped')
  endFlight(draft, event)
}

/** Removes the flight of the message that caused this event. */
const endFlight = (draft: ViewDraft, event: TraceEvent): void => {
  if (event.cause !== undefined) draft.removeFlight(event.cause)
}

/** Removes arrived flights when time has moved from `before` to now. Lost ones are removed at their due instant. */
export const sweepFlights = (draft: ViewDraft, before: VirtualTime): void => {
  if (Math.floor(before / sweepEveryMs) === Math.floor(draft.at / sweepEveryMs)) return
  for (const flight of draft.flights.values()) {
    if (flight.held && !flight.lost) continue
    if (flight.dueAt + (flight.lost ? 0 : flightLingerMs) < draft.at) draft.removeFlight(flight.id)
  }
}
