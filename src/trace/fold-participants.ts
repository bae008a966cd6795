import type { ActorView } from './cluster-view.ts'
import { addLostFlight, addLostMail } from './fold-losses.ts'
import { eventId } from './identifiers.ts'
import { emptyKeyed } from './keyed.ts'
import type { TraceEventOf } from './trace-event.ts'
import type { ViewDraft } from './view-draft.ts'

const emptyMap = Object.freeze(emptyKeyed<never>())
const emptyList: readonly never[] = Object.freeze([])

/** A new incarnation starts without the beliefs and actors of the one before. */
export const foldParticipantStarted = (draft: ViewDraft, event: TraceEventOf<'ParticipantStarted'>): void => {
  removeSingletons(draft, event.node)
  draft.setParticipant({
    id: event.node,
    kind: event.kind,
    address: event.address,
    roles: event.roles,
    incarnation: event.incarnation,
    uid: event.uid,
    running: true,
    stoppedBecause: null,
    startedAt: event.at,
    stoppedAt: null,
    frozenSince: null,
    frozenUntil: null,
    blockedUntil: null,
    beliefs: emptyMap,
    leader: null,
    converged: false,
    gossip: null,
    actors: emptyMap,
    topics: emptyMap,
    contact: null,
    clients: emptyList,
    databaseFaults: emptyList,
    stats: draft.participants[event.node]?.stats ?? { sent: 0, delivered: 0 },
  })
}

/** A stopped participant has no beliefs. Its actors remain in the view, marked as stopped. */
export const foldParticipantStopped = (draft: ViewDraft, event: TraceEventOf<'ParticipantStopped'>): void => {
  removeSingletons(draft, event.participant)
  const restarts = event.reason === 'power-failure'
  for (const flight of [...draft.flights.values()]) {
    if (flight.to !== event.participant || flight.lost || (restarts && flight.sentAt === event.at)) continue
    draft.setFlight({ ...flight, lost: true })
    addLostFlight(draft, flight, 'stopped')
  }
  // In traces before version 3, the start of a participant that sorts before `conductor` precedes its stop at a power
  // failure.
  const known = draft.participants[event.participant]
  if (restarts && known?.startedAt === event.at) return
  const participant = draft.participant(event.participant)
  if (participant === undefined) return
  addLostMail(draft, participant)
  participant.running = false
  participant.stoppedBecause = event.reason
  participant.stoppedAt = event.at
  participant.frozenSince = null
  participant.frozenUntil = null
  participant.blockedUntil = null
  participant.beliefs = emptyMap
  participant.leader = null
  participant.converged = false
  participant.gossip = null
  participant.topics = emptyMap
  participant.contact = null
  participant.clients = emptyList
  participant.databaseFaults = emptyList
  const actors = emptyKeyed<ActorView>()
  for (const [path, actor] of Object.entries(participant.actors)) {
    actors[path] = actor.stoppedAt === null ? { ...actor, stoppedAt: event.at } : actor
  }
  participant.actors = actors
}

export const foldParticipantFrozen = (draft: ViewDraft, event: TraceEventOf<'ParticipantFrozen'>): void => {
  const participant = draft.participant(event.participant)
  if (participant === undefined) return
  participant.frozenSince = event.at
  participant.frozenUntil = event.until ?? null
}

export const foldParticipantThawed = (draft: ViewDraft, event: TraceEventOf<'ParticipantThawed'>): void => {
  const participant = draft.participant(event.participant)
  if (participant === undefined) return
  participant.frozenSince = null
  participant.frozenUntil = null
}

export const foldBlocked = (draft: ViewDraft, event: TraceEventOf<'Blocked'>): void => {
  const participant = draft.participant(event.node)
  if (participant === undefined) return
  if (event.actor === null) {
    participant.blockedUntil = event.until
    return
  }
  const actor = draft.knownActor(participant, event.actor)
  if (actor !== undefined) actor.blockedUntil = event.until
}

export const foldActionDone = (draft: ViewDraft, event: TraceEventOf<'ActionDone'>): void => {
  draft.addAction({ index: event.index, at: event.at, action: event.action, event: eventId(event) })
}

const removeSingletons = (draft: ViewDraft, participant: string): void => {
  if (draft.singletons.some(singleton => singleton.participant === participant)) {
    draft.singletons = draft.singletons.filter(singleton => singleton.participant !== participant)
  }
}
