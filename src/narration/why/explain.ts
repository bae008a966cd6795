import { localPath } from '../../trace/actor-path.ts'
import { type Found, lastBefore } from '../../trace/causes/search.ts'
import type { EventId, ParticipantId, PathText } from '../../trace/identifiers.ts'
import type { TraceEvent } from '../../trace/trace-event.ts'
import type { Bilingual } from '../bilingual.ts'
import { describeEvent } from '../describe-event.ts'
import { nameOfActor } from '../wording.ts'
import type { WhyContext } from './context.ts'
import { leaderParts, reachabilityParts, statusParts } from './member-facts.ts'
import { lostMessageParts, progressPart } from './message-facts.ts'
import { staleParts } from './reader-facts.ts'
import { singletonParts } from './singleton-facts.ts'
import { chainPart, sentencePart, type WhyPart } from './steps.ts'
import { waitingParts } from './waiting-facts.ts'

/** A fact that the page shows, which a person can ask about. */
export type Fact =
  /** Any event: a message, a failure, a dead letter, the event that made a lamp red. */
  | { readonly type: 'event'; readonly id: EventId }
  /** A participant's status, or that it has ended. */
  | { readonly type: 'status'; readonly of: ParticipantId }
  /** That `by`, or with null any node, cannot reach a node. */
  | { readonly type: 'reachability'; readonly of: ParticipantId; readonly by: ParticipantId | null }
  /** The leader in the view of `by`, or with null of most nodes. */
  | { readonly type: 'leader'; readonly by: ParticipantId | null }
  /** The host of the singleton, or its absence. */
  | { readonly type: 'singleton' }
  /** The last start, stop, failure or restart of an actor. */
  | { readonly type: 'actor'; readonly participant: ParticipantId; readonly path: PathText }
  /** That a reader's copy is behind the journal. */
  | { readonly type: 'copy'; readonly participant: ParticipantId; readonly path: PathText }
  /** An answer to a request of a client actor, or that there is none yet; `request` is the number of the request. */
  | {
      readonly type: 'answer'
      readonly participant: ParticipantId
      readonly path: PathText
      readonly request: number
    }

/** The answer to *Why?*: the fact, and the chains of causes that led to it. */
export interface WhyAnswer {
  readonly title: Bilingual
  /** Empty when no event explains the fact. */
  readonly parts: readonly WhyPart[]
  /** Every event of the chains. */
  readonly events: ReadonlySet<EventId>
}

/** Explains a fact of the view at the cursor. */
export function explain(context: WhyContext, fact: Fact): WhyAnswer {
  const parts = partsOf(context, fact)
  return {
    title: titleOf(context, fact),
    parts: parts.length > 0 ? parts : [unexplained],
    events: new Set(parts.flatMap(({ events }) => events)),
  }
}

const unexplained = sentencePart({
  en: 'Nothing that the recording holds up to here explains this.',
  ja: 'ここまでの記録に、これを説明する出来事はない。',
})

function partsOf(context: WhyContext, fact: Fact): readonly WhyPart[] {
  switch (fact.type) {
    case 'event': {
      const found = shownEvent(context, fact.id)
      return found === null ? [] : [...waitingParts(context, found), ...lostMessageParts(context, found)]
    }
    case 'status':
      return statusParts(context, fact.of)
    case 'reachability':
      return reachabilityParts(context, fact.of, fact.by)
    case 'leader':
      return leaderParts(context, fact.by)
    case 'singleton':
      return singletonParts(context)
    case 'actor':
      return actorParts(context, fact.participant, fact.path)
    case 'copy':
      return staleParts(context, fact.participant, fact.path)
    case 'answer':
      return answerParts(context, fact)
  }
}

/** An event that is shown at the cursor; a later one is never told. */
function shownEvent({ log, count }: WhyContext, id: EventId): Found | null {
  const position = log.positionOf(id)
  const event = position === null || position >= count ? undefined : log.at(position)
  return event === undefined || position === null ? null : { event, position }
}

const turningPoints: ReadonlySet<TraceEvent['type']> = new Set([
  'ActorStarted',
  'ActorStopped',
  'ActorFailed',
  'ActorResumed',
  'ActorRestarted',
  'ActorBackingOff',
])

function actorParts(context: WhyContext, participant: ParticipantId, path: PathText): readonly WhyPart[] {
  const found = lastBefore(
    context.log,
    context.count,
    null,
    event =>
      ('actor' in event &&
        event.node === participant &&
        event.actor !== null &&
        turningPoints.has(event.type) &&
        localPath(event.actor) === path) ||
      (event.type === 'ParticipantStopped' && event.participant === participant),
  )
  return found === null ? [] : [chainPart(context, found)]
}

function answerParts(context: WhyContext, fact: Extract<Fact, { type: 'answer' }>): readonly WhyPart[] {
  const { log, count } = context
  const states = (before: number, matches: (exchange: Exchange | null) => boolean) =>
    lastBefore(
      log,
      before,
      fact.participant,
      event =>
        event.type === 'StateChanged' &&
        localPath(event.actor) === fact.path &&
        matches(exchangeIn(event.state, fact.request)),
    )
  // The newest state without the answer, or without the request, is the one before the change.
  const before = states(count, exchange => exchange === null || exchange.reply === null)
  const isWaiting = before !== null && hasRequest(before.event, fact.request)
  const earlier = isWaiting ? states(before.position, exchange => exchange === null) : before
  const asked = firstStateAfter(context, fact, earlier)
  const answered = firstStateAfter(context, fact, before)
  const parts: WhyPart[] = []
  const isAnswered = answered !== null && !isPending(answered.event, fact.request)
  if (isAnswered) parts.push(chainPart(context, answered))
  const isFailed = isAnswered && answered.event.rule !== undefined
  if (asked !== null && (!isAnswered || isFailed)) {
    const cause = asked.event.cause === undefined ? null : log.positionOf(asked.event.cause)
    const start = cause === null ? asked : { event: log.at(cause) as TraceEvent, position: cause }
    const progress = progressPart(context, start, isAnswered ? answered.position : count)
    if (progress !== null) parts.push(progress)
  }
  return parts
}

interface Exchange {
  readonly reply: unknown
}

/** The first state of the client actor after this one. */
function firstStateAfter(
  { log, count }: WhyContext,
  { participant, path }: Extract<Fact, { type: 'answer' }>,
  after: Found | null,
): Found | null {
  let first: Found | null = null
  const isState = (event: TraceEvent) => event.type === 'StateChanged' && localPath(event.actor) === path
  for (let before = count; ; ) {
    const found = lastBefore(log, before, participant, isState)
    if (found === null || found.position <= (after?.position ?? -1)) return first
    first = found
    before = found.position
  }
}

const hasRequest = (event: TraceEvent, request: number): boolean =>
  event.type === 'StateChanged' && exchangeIn(event.state, request) !== null

const isPending = (event: TraceEvent, request: number): boolean =>
  event.type === 'StateChanged' && (exchangeIn(event.state, request)?.reply ?? null) === null

/** The exchange with this number in the state of a client actor; null when the state does not list it. */
function exchangeIn(state: string, request: number): Exchange | null {
  try {
    const { exchanges } = JSON.parse(state) as { readonly exchanges?: readonly (Exchange & { id: number })[] }
    return exchanges?.find(({ id }) => id === request) ?? null
  } catch {
    return null
  }
}

function titleOf(context: WhyContext, fact: Fact): Bilingual {
  const { names, view } = context
  switch (fact.type) {
    case 'event': {
      const found = shownEvent(context, fact.id)
      return found === null
        ? { en: 'This has not happened yet', ja: 'まだ起きていない' }
        : describeEvent(found.event, names)
    }
    case 'status':
      return statusTitle(context, fact.of)
    case 'reachability':
      return { en: `${fact.of} is unreachable`, ja: `${fact.of} に到達できない` }
    case 'leader':
      return fact.by === null
        ? { en: 'The leader', ja: 'リーダー' }
        : { en: `The leader in the view of ${fact.by}`, ja: `${fact.by} から見たリーダー` }
    case 'singleton': {
      const hosts = view.singletons.map(({ participant }) => participant)
      return hosts.length === 0
        ? { en: 'There is no singleton', ja: 'シングルトンがない' }
        : {
            en: `The singleton runs on ${hosts.join(' and ')}`,
            ja: `シングルトンは ${hosts.join('と ')} で動いている`,
          }
    }
    case 'actor': {
      const name = nameOfActor(names, fact.path, fact.participant)
      return { en: name, ja: name }
    }
    case 'copy': {
      const name = nameOfActor(names, fact.path, fact.participant)
      return { en: `${name} is behind the journal`, ja: `${name} はジャーナルより遅れている` }
    }
    case 'answer':
      return { en: `The answer to request ${fact.request}`, ja: `要求${fact.request}への応答` }
  }
}

function statusTitle({ view }: WhyContext, of: ParticipantId): Bilingual {
  const member = view.participants[of]
  if (member?.running !== true) return { en: `${of} is not running`, ja: `${of} は動いていない` }
  const status = member.beliefs[member.address]?.status
  return status === undefined
    ? { en: `${of} is running`, ja: `${of} は動いている` }
    : { en: `${of} is ${status}`, ja: `${of} は ${status}` }
}
