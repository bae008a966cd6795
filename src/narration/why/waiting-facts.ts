import { localPath } from '../../trace/actor-path.ts'
import { type Found, lastBefore } from '../../trace/causes/search.ts'
import type { EventLog } from '../../trace/event-log/event-log.ts'
import {
  type EventId,
  eventId,
  type ParticipantId,
  type PathText,
  type VirtualTime,
} from '../../trace/identifiers.ts'
import type { TraceEvent, TraceEventOf } from '../../trace/trace-event.ts'
import type { Bilingual } from '../bilingual.ts'
import { nameOfActor, seconds } from '../wording.ts'
import type { WhyContext } from './context.ts'
import { chainPart, type WhyPart } from './steps.ts'

/** Explains why a message waits at the cursor, or why a handled one was late, by the act that holds or delays it. */
export function waitingParts(context: WhyContext, { event, position }: Found): readonly WhyPart[] {
  switch (event.type) {
    case 'MessageSent':
    case 'MessageDuplicated': {
      const message = eventId(event)
      const receiver = receiverOf(context.log, event)
      if (receiver === null || isOver(context, { message, position, receiver })) return []
      const change = changeOf(context, message, context.count)
      return partsOfWait(context, { event, position, receiver, change })
    }
    case 'MessageDelivered': {
      const change = event.cause === undefined ? null : changeOf(context, event.cause, position)
      return change === null ? [] : [chainPart(context, change, words.wasChanged)]
    }
    default:
      return []
  }
}

type Change = TraceEventOf<'MessageHeld'> | TraceEventOf<'MessageRescheduled'>

/** The last change of a message's flight or of its place in a mailbox, before a position. */
function changeOf(
  { log }: WhyContext,
  message: EventId,
  before: number,
): (Found & { readonly event: Change }) | null {
  const found = lastBefore(log, before, null, event => isChange(event) && event.message === message)
  return found !== null && isChange(found.event) ? { event: found.event, position: found.position } : null
}

const isChange = (event: TraceEvent): event is Change =>
  event.type === 'MessageHeld' || event.type === 'MessageRescheduled'

const ends: ReadonlySet<TraceEvent['type']> = new Set(['MessageDelivered', 'MessageDropped', 'DeadLetter'])

/** True when the message was handled or lost. */
const isOver = (
  { log, count }: WhyContext,
  sent: { readonly message: EventId; readonly position: number; readonly receiver: Receiver },
): boolean => {
  const end = lastBefore(
    log,
    count,
    null,
    event =>
      (event.cause === sent.message && ends.has(event.type)) ||
      (event.type === 'ParticipantStopped' && event.participant === sent.receiver.participant),
  )
  return end !== null && end.position > sent.position
}

interface Wait extends Found {
  readonly receiver: Receiver
  readonly change: (Found & { readonly event: Change }) | null
}

function partsOfWait(context: WhyContext, { event, position, receiver, change }: Wait): readonly WhyPart[] {
  const { log, view, count } = context
  if (change?.event.type === 'MessageHeld') {
    const { until } = change.event
    return [chainPart(context, change, until === undefined ? words.held : words.delayed(until))]
  }
  const due = change?.event.dueAt ?? (event.type === 'MessageSent' ? event.dueAt : undefined)
  if (due !== undefined && due > view.at) {
    if (change !== null) return [chainPart(context, change, words.delayed(due))]
    const slow = event.type === 'MessageSent' ? slownessOf(context, event, position) : null
    return slow === null ? [] : [chainPart(context, slow, words.slowLink)]
  }
  const { participant, path } = receiver
  const part = (lead: Bilingual, matches: (event: TraceEvent) => boolean): readonly WhyPart[] => {
    const found = lastBefore(log, count, null, matches)
    return found === null ? [] : [chainPart(context, found, lead)]
  }
  const { frozenSince, blockedUntil, actors } = view.participants[participant] ?? {}
  if (typeof frozenSince === 'number')
    return part(
      words.frozen(participant),
      each => each.type === 'ParticipantFrozen' && each.participant === participant,
    )
  if ((blockedUntil ?? 0) > view.at)
    return part(
      words.blocked(participant),
      each => each.type === 'Blocked' && each.node === participant && each.actor === null,
    )
  if ((actors?.[path]?.blockedUntil ?? 0) > view.at)
    return part(
      words.blocked(nameOfActor(context.names, path, participant)),
      each =>
        each.type === 'Blocked' &&
        each.node === participant &&
        each.actor !== null &&
        localPath(each.actor) === path,
    )
  return []
}

/** The change of the link that gave the message its latency. */
function slownessOf(
  { log }: WhyContext,
  { node, toNode }: TraceEventOf<'MessageSent'>,
  sent: number,
): Found | null {
  const found = lastBefore(
    log,
    sent,
    null,
    event => event.type === 'LinkChanged' && event.from === node && event.to === toNode,
  )
  return found?.event.type === 'LinkChanged' && found.event.latency !== null ? found : null
}

interface Receiver {
  readonly participant: ParticipantId
  readonly path: PathText
}

/** The receiver of a message or of its copy. Null: the log no longer holds the message. */
function receiverOf(log: EventLog, event: TraceEvent | undefined): Receiver | null {
  if (event?.type === 'MessageSent')
    return { participant: event.toNode ?? event.node, path: localPath(event.to) }
  if (event?.type !== 'MessageDuplicated') return null
  const original = log.positionOf(event.message)
  return original === null ? null : receiverOf(log, log.at(original))
}

const words = {
  held: { en: 'It is held until you release it:', ja: 'あなたが放すまで止められている:' },
  delayed: (until: VirtualTime): Bilingual => ({
    en: `It is delayed and goes on at ${seconds(until)} s:`,
    ja: `${seconds(until)} 秒まで遅らせられている:`,
  }),
  slowLink: { en: 'Its link has another latency:', ja: 'リンクの遅延が変更されている:' },
  frozen: (participant: string): Bilingual => ({
    en: `It waits because ${participant} is frozen:`,
    ja: `${participant} が凍結されているので待っている:`,
  }),
  blocked: (who: string): Bilingual => ({
    en: `It waits because ${who} is blocked:`,
    ja: `${who} がブロックされているので待っている:`,
  }),
  wasChanged: { en: 'It arrived at another instant than planned:', ja: '予定と違う時点に届いた理由:' },
}
