import { localPath } from './actor-path.ts'
import { type EventId, eventId, type PathText } from './identifiers.ts'
import type { TraceEvent, TraceEventOf } from './trace-event.ts'
import type { ActorDraft, ParticipantDraft, ViewDraft } from './view-draft.ts'

/** Number of messages per mailbox, and per stash, that a view lists; further ones are only counted. */
export const maxListedMail = 1000

/** Adds a message to an actor's mailbox. A message to an actor without `ActorStarted` is counted when it is handled. */
export const enqueue = (
  draft: ViewDraft,
  participant: ParticipantDraft,
  to: PathText,
  id: EventId,
  label: string,
  before: EventId | null = null,
): void => {
  const actor = draft.knownActor(participant, to)
  if (actor === undefined || actor.stoppedAt !== null) return
  actor.waiting += 1
  const mailbox = draft.mailbox(actor)
  if (mailbox.length >= maxListedMail) return
  const place = before === null ? -1 : mailbox.findIndex(mail => mail.id === before)
  // Held messages are listed after all others.
  const end = mailbox.findIndex(({ held }) => held)
  mailbox.splice(place >= 0 ? place : end >= 0 ? end : mailbox.length, 0, { id, label })
}

/** Enqueues the messages that have become due at their receivers. */
export const enqueueArrived = (draft: ViewDraft): void => {
  for (;;) {
    const flight = draft.takeDue()
    if (flight === null) return
    if (flight.lost) continue
    const receiver = draft.participant(flight.to)
    if (receiver?.running) enqueue(draft, receiver, flight.toPath, flight.id, flight.label, flight.before)
  }
}

/** Removes the message that caused this event from the mailbox; false when it was not there. */
export const dequeue = (draft: ViewDraft, actor: ActorDraft, event: TraceEvent): boolean => {
  const { cause } = event
  if (cause === undefined || actor.mailbox.length === 0) return false
  const position = actor.mailbox[0]?.id === cause ? 0 : actor.mailbox.findIndex(mail => mail.id === cause)
  if (position < 0) return false
  const mailbox = draft.mailbox(actor)
  if (position === 0) mailbox.shift()
  else mailbox.splice(position, 1)
  return true
}

/** Removes a dead letter or dropped message from the mailbox in which it was waiting, if it was. */
export const foldLostMail = (
  draft: ViewDraft,
  event: TraceEventOf<'DeadLetter'> | TraceEventOf<'MessageDropped'>,
): void => {
  const participant = draft.participants[event.node]
  if (event.cause === undefined || !participant?.actors[localPath(event.to)]?.mailbox.length) return
  const owned = draft.participant(event.node)
  const actor = owned && draft.knownActor(owned, event.to)
  if (actor !== undefined && dequeue(draft, actor, event)) actor.waiting = Math.max(0, actor.waiting - 1)
}

export const foldSignalDelivered = (draft: ViewDraft, event: TraceEventOf<'SignalDelivered'>): void => {
  const participant = draft.participant(event.node)
  const actor = participant && draft.knownActor(participant, event.actor)
  if (actor === undefined) return
  actor.lastHandled = { event: eventId(event), at: event.at, label: event.signal }
}

export const foldMessageStashed = (draft: ViewDraft, event: TraceEventOf<'MessageStashed'>): void => {
  const participant = draft.participant(event.node)
  if (participant === undefined) return
  const actor = draft.actor(participant, event.actor)
  actor.stashed = event.size
  const stash = draft.stash(actor)
  if (stash.length < maxListedMail) stash.push(event.label)
}

/** Messages leave a stash in the order in which they entered it. */
export const foldMessagesUnstashed = (draft: ViewDraft, event: TraceEventOf<'MessagesUnstashed'>): void => {
  const participant = draft.participant(event.node)
  if (participant === undefined) return
  const actor = draft.actor(participant, event.actor)
  actor.stashed = event.size
  if (event.size === 0) actor.stash = []
  else draft.stash(actor).splice(0, event.count)
}
