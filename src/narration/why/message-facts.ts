import { addressOf, localPath, withoutAddress } from '../../trace/actor-path.ts'
import { consequencesOf } from '../../trace/causes/consequences.ts'
import { type Found, lastBefore } from '../../trace/causes/search.ts'
import { eventId, type PathText } from '../../trace/identifiers.ts'
import type { TraceEvent, TraceEventOf } from '../../trace/trace-event.ts'
import { participantAt } from '../../trace/views-agree.ts'
import type { Bilingual } from '../bilingual.ts'
import { nameOfActor, nameOfPath, seconds } from '../wording.ts'
import type { WhyContext } from './context.ts'
import { chainPart, sentencePart, type WhyPart } from './steps.ts'

/** Explains a message that did not reach its actor: its sender, and the missing receiver. */
export function lostMessageParts(context: WhyContext, found: Found): readonly WhyPart[] {
  const { event } = found
  const parts = [chainPart(context, found)]
  if (event.type !== 'DeadLetter' && event.type !== 'MessageDropped') return parts
  if (event.type === 'MessageDropped' && event.because !== undefined) {
    const sent = event.cause === undefined ? null : context.log.positionOf(event.cause)
    const sending = sent === null ? undefined : context.log.at(sent)
    if (sent === null || sending === undefined) return parts
    const lead = { en: 'It had been sent:', ja: 'そのメッセージが送られた理由:' }
    return [...parts, chainPart(context, { event: sending, position: sent }, lead)]
  }
  const receiver = receiverPart(context, event, found.position)
  return receiver === null ? parts : [...parts, receiver]
}

function receiverPart(
  context: WhyContext,
  { node, to, why }: TraceEventOf<'DeadLetter'> | TraceEventOf<'MessageDropped'>,
  before: number,
): WhyPart | null {
  const { log, view, names } = context
  const address = addressOf(to)
  const home = address === null ? node : (participantAt(view, address)?.id ?? node)
  const path = localPath(to)
  const name = nameOfActor(names, path, home)
  if (path.startsWith('/temp/')) {
    return sentencePart({
      en: 'Its receiver was an ask, which has got its reply or its time-out already.',
      ja: '宛先は問い合わせの返信先で、返信かタイムアウトですでに終わっている。',
    })
  }
  if (path === '/deadLetters') {
    return sentencePart({
      en: 'Its sender gave it to the dead letters itself, because it had nobody to send it to.',
      ja: '送る相手がいなかったので、送り手が自分でデッドレターに渡した。',
    })
  }
  const ended = lastBefore(
    log,
    before,
    null,
    event => isStopOf(event, home, to) || (event.type === 'ParticipantStopped' && event.participant === home),
  )
  if (ended !== null) {
    return chainPart(context, ended, {
      en: `Its receiver ${name} is gone:`,
      ja: `宛先の ${name} はもういない:`,
    })
  }
  if (why !== 'no actor has this path') return null
  return sentencePart({
    en: `No actor has ever had the path ${path} on ${home}.`,
    ja: `${home} に ${path} というパスのアクターがいたことはない。`,
  })
}

/** True for the stop of the actor at this path; a path without uid means any actor that had it. */
const isStopOf = (event: TraceEvent, home: string, to: PathText): boolean =>
  event.type === 'ActorStopped' &&
  event.node === home &&
  (to.includes('#') ? event.actor === withoutAddress(to) : localPath(event.actor) === to)

/** Explains a command without an answer by the last event that followed from it. */
export function progressPart(context: WhyContext, start: Found, end: number): WhyPart | null {
  const followed = consequencesOf(context.log, start.position, end).filter(({ event }) => isProgress(event))
  const lost =
    followed.findLast(({ event }) => isLoss(event)) ??
    followed.findLast(found => isLostOnTheWay(context, found, end))
  const last = lost ?? followed.at(-1)
  if (last === undefined) return null
  const { event } = last
  if (event.type === 'MessageSent' && event.toNode !== undefined) return onTheWayPart(context, last, end)
  return chainPart(
    context,
    last,
    lost === undefined
      ? { en: 'The last thing that came of it:', ja: 'それがたどり着いた最後の出来事:' }
      : { en: 'It got lost:', ja: '途中で失われた:' },
  )
}

function onTheWayPart(context: WhyContext, sent: Found, end: number): WhyPart {
  const { event } = sent
  if (event.type !== 'MessageSent') return chainPart(context, sent)
  return chainPart(context, sent, flightWords(context, event, sent.position, end))
}

/** The fate of a message between two participants at the cursor. */
export function flightWords(
  { log, view, names }: WhyContext,
  { label, toNode = '', to, dueAt = 0 }: TraceEventOf<'MessageSent'>,
  position: number,
  end: number,
): Bilingual {
  const receiver = nameOfPath(names, to, null)
  if (dueAt > view.at) {
    return {
      en: `${label} is on its way to ${receiver} and arrives at ${seconds(dueAt)} s.`,
      ja: `${label} は ${receiver} へ配送中で、${seconds(dueAt)} 秒に届く。`,
    }
  }
  const ended = lastBefore(
    log,
    end,
    null,
    event => event.type === 'ParticipantStopped' && event.participant === toNode && event.at <= dueAt,
  )
  const isGone = ended !== null && (view.participants[toNode]?.startedAt ?? 0) > dueAt
  return (ended !== null && ended.position > position) ||
    isGone ||
    view.participants[toNode]?.running === false
    ? {
        en: `${label} was lost: ${toNode} was not running when it was due.`,
        ja: `${label} は失われた。届くはずの時刻に ${toNode} は動いていなかった。`,
      }
    : {
        en: `${label} to ${receiver} never arrived: it was lost on the link.`,
        ja: `${receiver} への ${label} は届かなかった。リンクの上で失われた。`,
      }
}

const isLoss = ({ type }: TraceEvent): boolean =>
  type === 'DeadLetter' || type === 'MessageDropped' || type === 'ActorFailed' || type === 'PersistFailed'

function isLostOnTheWay({ log, view }: WhyContext, { event, position }: Found, end: number): boolean {
  if (event.type !== 'MessageSent' || event.toNode === undefined || (event.dueAt ?? 0) > view.at) return false
  const id = eventId(event)
  return !consequencesOf(log, position, end).some(({ event: other }) => other.cause === id)
}

const isProgress = (event: TraceEvent): boolean =>
  event.rule === undefined && event.type !== 'StateChanged' && event.type !== 'Logged'
