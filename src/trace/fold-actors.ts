import { localPath, parentOf } from './actor-path.ts'
import { eventId, type PathText } from './identifiers.ts'
import type { TraceEventOf } from './trace-event.ts'
import type { ActorDraft, ParticipantDraft, ViewDraft } from './view-draft.ts'

/** Number of stopped actors per participant that a view still shows. */
export const maxStoppedActors = 20
/** Number of failures per actor that a view lists. */
export const maxFailures = 20

export const foldActorStarted = (draft: ViewDraft, event: TraceEventOf<'ActorStarted'>): void => {
  const participant = draft.participant(event.node)
  if (participant === undefined) return
  draft.startActor(participant, event.actor)
  const parent = parentOf(event.actor)
  if (parent !== null && participant.actors[parent]?.role?.type === 'singleton-manager') {
    addSingleton(draft, event.node, localPath(event.actor))
  }
}

export const foldActorStopped = (draft: ViewDraft, event: TraceEventOf<'ActorStopped'>): void => {
  const path = localPath(event.actor)
  if (draft.singletons.some(singleton => singleton.participant === event.node && singleton.path === path)) {
    draft.singletons = draft.singletons.filter(
      singleton => singleton.participant !== event.node || singleton.path !== path,
    )
  }
  const participant = draft.participant(event.node)
  const actor = participant && draft.knownActor(participant, path)
  if (participant === undefined || actor === undefined) return
  actor.stoppedAt = event.at
  actor.stoppedByFailure = actor.lastFailure?.decision === 'stop'
  actor.waiting = 0
  actor.mailbox = []
  actor.stashed = 0
  actor.stash = []
  actor.backingOffSince = null
  actor.backingOffUntil = null
  removeOldestStopped(draft, participant)
}

export const foldActorFailed = (draft: ViewDraft, event: TraceEventOf<'ActorFailed'>): void => {
  const participant = draft.participant(event.node)
  if (participant === undefined) return
  const actor = draft.actor(participant, event.actor)
  const failure = {
    ...event.error,
    event: eventId(event),
    at: event.at,
    decision: event.decision,
    label: event.label ?? null,
    decidedBy: event.decidedBy ?? null,
    count: event.count ?? null,
    exhausted: event.exhausted ?? [],
    stateBefore: actor.state,
    stateAfter: null,
  }
  actor.lastFailure = failure
  actor.failures = [...actor.failures.slice(1 - maxFailures), failure]
  actor.failureCount += 1
}

export const foldSupervisionSet = (draft: ViewDraft, event: TraceEventOf<'SupervisionSet'>): void => {
  const participant = draft.participant(event.node)
  if (participant === undefined) return
  draft.actor(participant, event.actor).supervision = { rules: event.rules, by: event.by }
}

export const foldActorRestarted = (draft: ViewDraft, event: TraceEventOf<'ActorRestarted'>): void => {
  const participant = draft.participant(event.node)
  if (participant === undefined) return
  const actor = draft.actor(participant, event.actor)
  actor.restarts = event.restarts
  actor.backingOffSince = null
  actor.backingOffUntil = null
  actor.stashed = 0
  actor.stash = []
  // A restarted actor emits its new state within the same turn, and that is the state after the failure.
  actor.state = null
  actor.stateCut = false
}

/** The state that the handler left is emitted before this event, because a resumed actor keeps it. */
export const foldActorResumed = (draft: ViewDraft, event: TraceEventOf<'ActorResumed'>): void => {
  const participant = draft.participant(event.node)
  if (participant === undefined) return
  const actor = draft.actor(participant, event.actor)
  setStateAfter(actor, actor.state)
}

export const foldActorBackingOff = (draft: ViewDraft, event: TraceEventOf<'ActorBackingOff'>): void => {
  const participant = draft.participant(event.node)
  if (participant === undefined) return
  const actor = draft.actor(participant, event.actor)
  actor.backingOffSince = event.at
  actor.backingOffUntil = event.until
}

export const foldStateChanged = (draft: ViewDraft, event: TraceEventOf<'StateChanged'>): void => {
  const participant = draft.participant(event.node)
  if (participant === undefined) return
  const actor = draft.actor(participant, event.actor)
  const failure = actor.lastFailure
  if (
    failure !== null && failure.stateAfter === null ? actor.state === null : event.cause === failure?.event
  ) {
    setStateAfter(actor, event.state)
  }
  actor.state = event.state
  actor.stateCut = event.cut === true
}

const setStateAfter = (actor: ActorDraft, stateAfter: string | null): void => {
  if (actor.lastFailure === null) return
  actor.lastFailure = { ...actor.lastFailure, stateAfter }
  actor.failures = [...actor.failures.slice(0, -1), actor.lastFailure]
}

export const addSingleton = (draft: ViewDraft, participant: string, path: PathText): void => {
  if (draft.singletons.some(singleton => singleton.participant === participant && singleton.path === path))
    return
  draft.singletons = [...draft.singletons, { participant, path }]
  draft.lastSingletonHost = participant
}

const removeOldestStopped = (draft: ViewDraft, participant: ParticipantDraft): void => {
  let stopped = 0
  let oldest: PathText | null = null
  let oldestAt = Number.POSITIVE_INFINITY
  for (const path in participant.actors) {
    const stoppedAt = participant.actors[path]?.stoppedAt ?? null
    if (stoppedAt === null) continue
    stopped += 1
    if (stoppedAt < oldestAt) {
      oldestAt = stoppedAt
      oldest = path
    }
  }
  if (stopped > maxStoppedActors && oldest !== null) delete draft.actors(participant)[oldest]
}
