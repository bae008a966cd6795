import type { ParticipantId } from '../../trace/index.ts'
import type { TimelineMessage } from './timeline-messages.ts'
import type { TimelineModel } from './timeline-model.ts'

/** The way of cause and effect between two visible lanes through hidden ones. */
export interface JoinedMessages {
  /** The message that left a visible lane, and the one that reached a visible lane. */
  readonly first: TimelineMessage
  readonly last: TimelineMessage
}

/** Messages in one way at most: a longer one is not drawn. */
const maxHops = 50

/** Joins each message from a hidden to a visible lane with the message of a visible lane that led to it. */
export function joinHidden(
  model: TimelineModel,
  messages: readonly TimelineMessage[],
  hidden: ReadonlySet<ParticipantId>,
): readonly JoinedMessages[] {
  if (hidden.size === 0) return []
  return messages.flatMap(last => {
    if (!hidden.has(last.from) || hidden.has(last.to) || last.loss !== null) return []
    const first = visibleCause(model, last, hidden)
    return first === null ? [] : [{ first, last }]
  })
}

function visibleCause(
  model: TimelineModel,
  last: TimelineMessage,
  hidden: ReadonlySet<ParticipantId>,
): TimelineMessage | null {
  let message: TimelineMessage | null = last
  for (let hop = 0; hop < maxHops && message !== null; hop++) {
    if (!hidden.has(message.from)) return message
    message = message.ledBy === null ? null : model.messageAt(message.ledBy)
  }
  return null
}
