import { localPath } from '../actor-path.ts'
import type { EventLog } from '../event-log/event-log.ts'
import type { ParticipantId } from '../identifiers.ts'
import type { TraceEvent, TraceEventOf } from '../trace-event.ts'
import { carriesNews, isSameNews, type News, newsIn } from './news.ts'
import { type Found, lastBefore } from './search.ts'
import { silenceOfContact, silenceOfMember } from './silence.ts'

/**
 * The relation of an event to the next one of its chain: by its `cause`; as news that came by gossip; because a participant
 * has been silent since it ended, froze or was cut off; as the next status; within the same turn of a rule; because a person
 * asked for the failure; because the message was lost by it; or because it holds or delays the message.
 */
export type Ground = 'cause' | 'gossip' | 'silence' | 'status' | 'turn' | 'request' | 'loss' | 'hold'

/**
 * The event that an event follows from where its `cause` does not say it: a rule that fires at intervals has no cause, and
 * gossip carries everything that its sender knows. Null: the cause, if there is one.
 */
export function groundOf(
  log: EventLog,
  { event, position }: Found,
  news: News | null,
): (Found & { readonly by: Ground }) | null {
  const by = (ground: Ground, found: Found | null) => found && { ...found, by: ground }
  if (news !== null && carriesNews(event)) {
    return by(
      'gossip',
      lastBefore(log, position, event.node, other => isSameNews(newsIn(other), news)),
    )
  }
  switch (event.type) {
    case 'ActorFailed':
      return by('request', requestOf(log, event, position))
    case 'MessageDropped':
      return by('loss', lossOf(log, event, position))
    case 'MessageHeld':
      // Its own message is the cause of a message that is held as it arrives.
      return event.cause === event.message ? by('hold', holdOf(log, position)) : null
    case 'MessageRescheduled':
      return event.cause === undefined ? by('hold', delayOf(log, event, position)) : null
    case 'ParticipantThawed':
      return event.cause === undefined ? by('status', freezeOf(log, event.participant, position)) : null
    case 'ClientDisconnected':
      return event.cause === undefined ? by('silence', silenceOfContact(log, event, position)) : null
    case 'MemberUnreachable':
      return event.cause === undefined ? by('silence', silenceOfMember(log, position, event)) : null
    case 'MemberChanged': {
      if (event.cause !== undefined) return null
      return event.previous === undefined ? null : by('status', previousStatus(log, event, position))
    }
    case 'MessageSent':
      // Periodic messages follow from their rule alone.
      return event.cause === undefined && event.periodic !== true
        ? by('turn', inSameTurn(log, event, position))
        : null
    case 'ActionDone':
    case 'ParticipantStarted':
      return null
    default:
      return event.cause === undefined ? by('turn', inSameTurn(log, event, position)) : null
  }
}

/** The event by which a message was lost, such as the cut of its link. */
function lossOf(log: EventLog, { because }: TraceEventOf<'MessageDropped'>, before: number): Found | null {
  const position = because === undefined ? null : log.positionOf(because)
  const event = position === null ? undefined : log.at(position)
  return position === null || event === undefined || position >= before ? null : { event, position }
}

/** The order to hold arriving messages. */
const holdOf = (log: EventLog, before: number): Found | null =>
  lastBefore(log, before, null, event => event.type === 'ArrivalHoldSet' && event.hold !== 'nothing')

/** The delay that is over now. */
const delayOf = (
  log: EventLog,
  { node, message }: TraceEventOf<'MessageRescheduled'>,
  before: number,
): Found | null =>
  lastBefore(log, before, node, event => event.type === 'MessageHeld' && event.message === message)

const freezeOf = (log: EventLog, participant: ParticipantId, before: number): Found | null =>
  lastBefore(
    log,
    before,
    null,
    event => event.type === 'ParticipantFrozen' && event.participant === participant,
  )

const previousStatus = (
  log: EventLog,
  { node, member, uid, previous }: TraceEventOf<'MemberChanged'>,
  before: number,
): Found | null =>
  lastBefore(
    log,
    before,
    node,
    event =>
      event.type === 'MemberChanged' &&
      event.member === member &&
      event.uid === uid &&
      event.status === previous,
  )

/** The change that the same turn of a rule made before this event: one of a member, or a decision. */
function inSameTurn(log: EventLog, { node, at, rule }: TraceEvent, before: number): Found | null {
  if (rule === undefined) return null
  const found = lastBefore(
    log,
    before,
    node,
    event =>
      event.at < at ||
      (event.rule === rule && (newsIn(event) !== null || event.type === 'ClientDisconnected')),
  )
  return found?.event.at === at ? found : null
}

/** The action by which a person asked for this failure. */
function requestOf(log: EventLog, failed: TraceEventOf<'ActorFailed'>, before: number): Found | null {
  const actor = localPath(failed.actor)
  let failures = 0
  const found = lastBefore(log, before, null, event => {
    if (event.type === 'ActorFailed' && event.node === failed.node && localPath(event.actor) === actor)
      failures += 1
    if (event.type !== 'ActionDone') return false
    const { action } = event
    return action.type === 'FailNext' && action.participant === failed.node && action.actor === actor
  })
  if (found === null || found.event.type !== 'ActionDone') return null
  const { action } = found.event
  if (action.type !== 'FailNext' || failures >= (action.times ?? 1)) return null
  const { fault = 'error', error = 'Boom' } = action
  return fault !== 'error' || failed.error.name === error ? found : null
}
