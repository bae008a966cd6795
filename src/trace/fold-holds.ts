import type { FlightView, MailView } from './cluster-view.ts'
import { enqueueArrived } from './fold-mailboxes.ts'
import { type EventId, eventId, type PathText, type VirtualTime } from './identifiers.ts'
import type { TraceEventOf } from './trace-event.ts'
import type { ActorDraft, ViewDraft } from './view-draft.ts'

interface AboutMessage {
  readonly node: string
  readonly message: EventId
  readonly to: PathText
}

/** A flight belongs to the receiver that emitted the event; otherwise the message is in one of its mailboxes. */
const flightOf = (draft: ViewDraft, { message, node }: AboutMessage): FlightView | undefined => {
  const flight = draft.flights.get(message)
  return flight?.to === node ? flight : undefined
}

/** Share of its way, 0 to 1, that a flight has flown at an instant. */
export const flownShare = ({ sentAt, dueAt, held, stop }: FlightView, at: VirtualTime): number => {
  const { share: from, at: since } = stop ?? { share: 0, at: sentAt }
  if (held) return from
  if (dueAt <= since) return 1
  return from + (1 - from) * Math.min(1, Math.max(0, (at - since) / (dueAt - since)))
}

/** The flight after it was held. */
export const heldFlight = (flight: FlightView, { at }: { readonly at: VirtualTime }): FlightView => ({
  ...flight,
  held: true,
  before: null,
  stop: { share: flownShare(flight, at), at },
})

/** The flight after it was released, delayed or moved: it flies the rest of its way until its new arrival. */
export const rescheduledFlight = (
  flight: FlightView,
  { at, dueAt, before }: TraceEventOf<'MessageRescheduled'>,
): FlightView => ({
  ...flight,
  dueAt,
  held: false,
  before: before ?? null,
  stop: { share: flownShare(flight, at), at },
})

const mailboxOf = (
  draft: ViewDraft,
  { node, to, message }: AboutMessage,
): { readonly actor: ActorDraft; readonly mail: MailView | undefined } | undefined => {
  const participant = draft.participant(node)
  const actor = participant && draft.knownActor(participant, to)
  return actor && { actor, mail: actor.mailbox.find(({ id }) => id === message) }
}

const replace = (draft: ViewDraft, actor: ActorDraft, mails: readonly MailView[]): void => {
  const mailbox = draft.mailbox(actor)
  mailbox.splice(0, mailbox.length, ...mails)
}

/** A message that has arrived is in a mailbox, although its flight lingers in the view for a while. */
const isEnqueued = (draft: ViewDraft, event: AboutMessage): boolean =>
  mailboxOf(draft, event)?.mail !== undefined

export const foldMessageHeld = (draft: ViewDraft, event: TraceEventOf<'MessageHeld'>): void => {
  const flight = flightOf(draft, event)
  if (flight !== undefined && !isEnqueued(draft, event)) {
    draft.setFlight(heldFlight(flight, event))
    return
  }
  const found = mailboxOf(draft, event)
  if (found === undefined) return
  const { actor } = found
  actor.waiting = Math.max(0, actor.waiting - 1)
  const held: MailView = { id: event.message, label: event.label, held: true }
  replace(draft, actor, [...actor.mailbox.filter(({ id }) => id !== event.message), held])
}

export const foldMessageRescheduled = (draft: ViewDraft, event: TraceEventOf<'MessageRescheduled'>): void => {
  const { message } = event
  const before = event.before ?? null
  const flight = flightOf(draft, event)
  const found = mailboxOf(draft, event)
  if (flight !== undefined && found?.mail === undefined) {
    draft.setFlight(rescheduledFlight(flight, event))
    enqueueArrived(draft)
    return
  }
  if (found === undefined) return
  const { actor } = found
  if (found.mail?.held) actor.waiting += 1
  const others = actor.mailbox.filter(({ id }) => id !== message)
  const mail: MailView = { id: message, label: event.label }
  const end = others.findIndex(({ held }) => held)
  const place = before === null ? end : others.findIndex(({ id }) => id === before)
  others.splice(place < 0 ? others.length : place, 0, mail)
  replace(draft, actor, others)
}

export const foldMessageDuplicated = (draft: ViewDraft, event: TraceEventOf<'MessageDuplicated'>): void => {
  const flight = flightOf(draft, event)
  const found = mailboxOf(draft, event)
  if (flight !== undefined && found?.mail === undefined) {
    draft.setFlight({ ...flight, id: eventId(event), before: null })
    return
  }
  if (found?.mail === undefined) return
  const { actor } = found
  const copies = [...actor.mailbox]
  copies.splice(copies.indexOf(found.mail) + 1, 0, { id: eventId(event), label: event.label })
  actor.waiting += 1
  replace(draft, actor, copies)
}
