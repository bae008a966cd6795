import { localPath, parentOf } from './actor-path.ts'
import { addSingleton } from './fold-actors.ts'
import type { TraceEventOf } from './trace-event.ts'
import type { ViewDraft } from './view-draft.ts'

/** A running child of a singleton manager is a singleton. Its `ActorStarted` may precede the manager's first state. */
export const foldSingletonManagerChanged = (
  draft: ViewDraft,
  event: TraceEventOf<'SingletonManagerChanged'>,
): void => {
  const participant = draft.participant(event.node)
  if (participant === undefined) return
  const manager = draft.actor(participant, event.actor)
  const isNew = manager.role?.type !== 'singleton-manager'
  manager.role = { type: 'singleton-manager', state: event.to }
  if (!isNew) return
  for (const actor of Object.values(participant.actors)) {
    if (actor.stoppedAt === null && parentOf(actor.path) === manager.path)
      addSingleton(draft, event.node, actor.path)
  }
}

export const foldSingletonIdentified = (
  draft: ViewDraft,
  event: TraceEventOf<'SingletonIdentified'>,
): void => {
  const participant = draft.participant(event.node)
  if (participant === undefined) return
  draft.actor(participant, event.actor).role = {
    type: 'singleton-proxy',
    singleton: event.singleton,
    buffered: event.buffered,
  }
}

export const foldTopicSubscribed = (draft: ViewDraft, event: TraceEventOf<'TopicSubscribed'>): void => {
  const participant = draft.participant(event.node)
  if (participant === undefined) return
  const subscriber = localPath(event.subscriber)
  const known = participant.topics[event.topic] ?? []
  if (!known.includes(subscriber)) draft.topics(participant)[event.topic] = [...known, subscriber]
}

export const foldTopicUnsubscribed = (draft: ViewDraft, event: TraceEventOf<'TopicUnsubscribed'>): void => {
  const participant = draft.participant(event.node)
  const known = participant?.topics[event.topic]
  if (participant === undefined || known === undefined) return
  const remaining = known.filter(subscriber => subscriber !== localPath(event.subscriber))
  if (remaining.length === 0) delete draft.topics(participant)[event.topic]
  else draft.topics(participant)[event.topic] = remaining
}

export const foldClientConnected = (draft: ViewDraft, event: TraceEventOf<'ClientConnected'>): void => {
  const client = draft.participant(event.node)
  if (client !== undefined) client.contact = event.receptionist
}

export const foldClientDisconnected = (draft: ViewDraft, event: TraceEventOf<'ClientDisconnected'>): void => {
  const client = draft.participant(event.node)
  if (client !== undefined) client.contact = null
}

export const foldClientsChanged = (draft: ViewDraft, event: TraceEventOf<'ClientsChanged'>): void => {
  const participant = draft.participant(event.node)
  if (participant !== undefined) participant.clients = event.clients
}
