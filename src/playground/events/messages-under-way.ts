import type {
  ClusterView,
  FlightView,
  MailView,
  ParticipantId,
  PathText,
  VirtualTime,
} from '../../trace/index.ts'

/** A message that waits in a mailbox. */
export interface WaitingMail extends MailView {
  readonly participant: ParticipantId
  readonly actor: PathText
}

export interface MessagesUnderWay {
  /** Messages between participants, those that arrive first first. */
  readonly flights: readonly FlightView[]
  /** Periodic traffic such as gossip and heartbeats, in the same order. */
  readonly background: readonly FlightView[]
  /** The next message of each mailbox first. */
  readonly mail: readonly WaitingMail[]
}

/**
 * The messages that have been sent and not yet handled at the instant `at`, in virtual ms.
 *
 * @param of only messages from and to this participant; null: all
 */
export function messagesUnderWay(
  view: ClusterView,
  at: VirtualTime,
  of: ParticipantId | null,
): MessagesUnderWay {
  const flights = view.flights
    // As on the canvas: the fold removes a flight later than its arrival.
    .filter(({ from, to, dueAt, held }) => (held || dueAt > at) && (of === null || from === of || to === of))
    .sort((a, b) => a.dueAt - b.dueAt)
  const mail: WaitingMail[] = []
  for (const { id, actors } of Object.values(view.participants)) {
    if (of !== null && id !== of) continue
    for (const { path, mailbox } of Object.values(actors))
      for (const waiting of mailbox) mail.push({ ...waiting, participant: id, actor: path })
  }
  return {
    flights: flights.filter(({ periodic }) => !periodic),
    background: flights.filter(({ periodic }) => periodic),
    mail,
  }
}
