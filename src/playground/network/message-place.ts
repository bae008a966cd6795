import type { ClusterView, EventId, ParticipantId, PathText, VirtualTime } from '../../trace/index.ts'

interface OtherMessage {
  readonly id: EventId
  readonly label: string
}

/** The place of a message that was sent and not handled yet. */
export interface MessagePlace {
  /** The receiver, which also performs the acts on the message. */
  readonly participant: ParticipantId
  readonly actor: PathText
  readonly inFlight: boolean
  readonly held: boolean
  /** The messages before which it can be moved: in flight to the same participant, or in the same mailbox. */
  readonly others: readonly OtherMessage[]
}

/** The place of a message at the instant `at`; null when it was handled or lost. */
export function messagePlaceOf(view: ClusterView, at: VirtualTime, id: EventId): MessagePlace | null {
  const flight = view.flights.find(each => each.id === id)
  if (flight !== undefined && !flight.lost && (flight.held || flight.dueAt > at)) {
    return {
      participant: flight.to,
      actor: flight.toPath,
      inFlight: true,
      held: flight.held,
      others: view.flights.filter(
        other => other.to === flight.to && other.id !== id && !other.held && !other.lost && other.dueAt > at,
      ),
    }
  }
  for (const { id: participant, actors } of Object.values(view.participants)) {
    for (const { path, mailbox } of Object.values(actors)) {
      const mail = mailbox.find(each => each.id === id)
      if (mail === undefined) continue
      const others = mailbox.filter(other => other.id !== id && !other.held)
      return { participant, actor: path, inFlight: false, held: mail.held === true, others }
    }
  }
  return null
}
