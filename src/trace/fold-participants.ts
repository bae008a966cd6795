import type { ActorView } from './cluster-view.ts'
import { eventId } from './identifiers.ts'
import { emptyKeyed } from './keyed.ts'
import type { TraceEventOf } from './trace-event.ts'
import type { ViewDraft } from './view-draft.ts'

const nothing = Object.freeze(emptyKeyed<never>())
const nobody: readonly never[] = Object.freeze([])

/** A new incarnation knows nothing of the one before. */
export const foldParticipantStarted = (draft: ViewDraft, event: TraceEventOf<'ParticipantStarted'>): void => {
  forgetSingletons(draft, event.node)
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
    beliefs: nothing,
    leader: null,
    converged: false,
    actors: nothing,
    topics: nothing,
    contact: null,
    clients: nobody,
    stats: draft.participants[event.node]?.stats ?? { sent: 0, delivered: 0 },
  })
}

/** A dead process believes nothing any more. Its actors stay to be looked at, all of them stopped. */
export const foldParticipantStopped = (draft: ViewDraft, event: TraceEventOf<'ParticipantStopped'>): void => {
  forgetSingletons(draft, event.participant)
  const goesOn = event.reason === 'power-failure'
  for (const flight of [...draft.flights.values()]) {
    if (flight.to !== event.participant || flight.lost || (goesOn && flight.sentAt === event.at)) continue
    draft.setFlight({ ...flight, lost: true })
  }
  // At one instant the trace is in the order of names: of a power failure, who sorts before the conductor is told
  // to have started again before it is told to have stopped.
  const known = draft.participants[event.participant]
  if (goesOn && known?.startedAt === event.at) return
  const participant = draft.participant(event.participant)
  if (participant === undefined) return
  participant.running = false
  participant.stoppedBecause = event.reason
  participant.stoppedAt = event.at
  participant.beliefs = nothing
  participant.leader = null
  participant.converged = false
  participant.topics = nothing
  participant.contact = null
  participant.clients = nobody
  const actors = emptyKeyed<ActorView>()
  for (const [path, actor] of Object.entries(participant.actors)) {
    actors[path] = actor.stoppedAt === null ? { ...actor, stoppedAt: event.at } : actor
  }
  participant.actors = actors
}

export const foldActionDone = (draft: ViewDraft, event: TraceEventOf<'ActionDone'>): void => {
  draft.addAction({ index: event.index, at: event.at, action: event.action, event: eventId(event) })
}

const forgetSingletons = (draft: ViewDraft, participant: string): void => {
  if (draft.singletons.some(singleton => singleton.participant === participant)) {
    draft.singletons = draft.singletons.filter(singleton => singleton.participant !== participant)
  }
}
