import { localPath } from './actor-path.ts'
import type { EventPattern } from './check.ts'
import { conductorId, type TraceEvent } from './trace-event.ts'

type Fields = NonNullable<EventPattern['where']>

/**
 * A pattern for the next event like this one: the same thing at the same place, without numbers and uids, which never come
 * again.
 */
export const patternOfEvent = (event: TraceEvent): EventPattern => {
  const where = fieldsOf(event)
  return {
    event: event.type,
    // The events of the conductor are about other participants, which `where` names.
    ...(event.node === conductorId ? {} : { node: event.node }),
    ...(Object.keys(where).length === 0 ? {} : { where }),
  }
}

const fieldsOf = (event: TraceEvent): Fields => {
  switch (event.type) {
    case 'ActionDone': {
      const { action } = event
      const target =
        'participant' in action
          ? { 'action.participant': action.participant }
          : 'node' in action
            ? { 'action.node': action.node }
            : {}
      return { 'action.type': action.type, ...target }
    }
    case 'ParticipantStopped':
    case 'ParticipantFrozen':
    case 'ParticipantThawed':
      return { participant: event.participant }
    case 'LinkCut':
    case 'LinkHealed':
      return { from: event.from, to: event.to }
    case 'MessageSent':
    case 'MessageDelivered':
    case 'MessageDropped':
    case 'MessageHeld':
    case 'DeadLetter':
      return { to: localPath(event.to), label: event.label }
    case 'ActorFailed':
      return { actor: localPath(event.actor), 'error.name': event.error.name }
    case 'SignalDelivered':
      return { actor: localPath(event.actor), signal: event.signal }
    case 'StateChanged':
      return { actor: localPath(event.actor), state: event.state }
    case 'Logged':
      return { actor: localPath(event.actor), text: event.text }
    case 'MemberChanged':
      return { member: event.member, status: event.status }
    case 'MemberUnreachable':
    case 'MemberReachable':
      return { member: event.member }
    case 'LeaderChanged':
      return { leader: event.leader }
    case 'ConvergenceChanged':
      return { converged: event.converged }
    case 'DowningDecided':
      return { decision: event.decision }
    case 'SingletonManagerChanged':
      return { actor: localPath(event.actor), to: event.to }
    case 'JournalChanged':
      return { persistenceId: event.persistenceId, change: event.change }
    case 'LeaseChanged':
      return { lease: event.lease, change: event.change }
    case 'TopicSubscribed':
    case 'TopicUnsubscribed':
    case 'Published':
      return { topic: event.topic }
    default:
      return 'actor' in event && event.actor !== null ? { actor: localPath(event.actor) } : {}
  }
}
