import { localPath } from '../../trace/actor-path.ts'
import { consequencesOf } from '../../trace/causes/consequences.ts'
import { type Found, lastBefore } from '../../trace/causes/search.ts'
import { eventId, type ParticipantId, type PathText } from '../../trace/identifiers.ts'
import type { WhyContext } from './context.ts'
import { flightWords } from './message-facts.ts'
import { staleCopyOf } from './stale-copy.ts'
import { chainPart, sentencePart, type WhyPart } from './steps.ts'

/** Explains a copy that is behind by the first event that it lacks. */
export function staleParts(context: WhyContext, node: ParticipantId, path: PathText): readonly WhyPart[] {
  const { view, log, count } = context
  const actor = view.participants[node]?.actors[path]
  const copy = staleCopyOf(view, actor)
  if (actor === undefined || copy === null) {
    return [
      sentencePart({
        en: 'This copy holds every event of the journal.',
        ja: 'このコピーは、ジャーナルのイベントをすべて含んでいる。',
      }),
    ]
  }
  const { applied, journal, catchingUp } = copy
  const parts: WhyPart[] = []
  const missing = lastBefore(
    log,
    count,
    null,
    event =>
      event.type === 'EventPersisted' &&
      event.persistenceId === journal.persistenceId &&
      event.sequenceNr === applied + 1,
  )
  const state = lastBefore(
    log,
    count,
    node,
    event => event.type === 'StateChanged' && localPath(event.actor) === path,
  )
  const behind = {
    en: `The copy holds the events up to ${applied}; the journal has ${journal.highestSequenceNr}.`,
    ja: `このコピーはイベント${applied}まで。ジャーナルには${journal.highestSequenceNr}まである。`,
  }
  if (actor.stoppedAt !== null) {
    const stop = lastBefore(
      log,
      count,
      null,
      event =>
        (event.type === 'ActorStopped' && event.node === node && localPath(event.actor) === path) ||
        (event.type === 'ParticipantStopped' && event.participant === node),
    )
    if (stop !== null)
      parts.push(
        chainPart(context, stop, {
          en: `${behind.en} The reader is not running:`,
          ja: `${behind.ja}読み手は動いていない:`,
        }),
      )
  } else if (catchingUp && state !== null) {
    parts.push(
      chainPart(context, state, {
        en: `${behind.en} It is reading the missing events from the journal:`,
        ja: `${behind.ja}足りないイベントをジャーナルから読んでいる:`,
      }),
    )
  }
  if (missing !== null)
    parts.push(
      missingPart(context, node, missing, applied + 1, parts.length === 0 ? behind.en : null, behind.ja),
    )
  if (parts.length === 0) parts.push(sentencePart(behind))
  return parts
}

/** The end of an event's way to a reader. */
function missingPart(
  context: WhyContext,
  node: ParticipantId,
  persisted: Found,
  sequenceNr: number,
  behindEn: string | null,
  behindJa: string,
): WhyPart {
  const { log, count } = context
  // The update is sent in the turn that stored the event, after it.
  const cause = persisted.event.cause === undefined ? null : log.positionOf(persisted.event.cause)
  const followed = consequencesOf(log, cause ?? persisted.position, count).filter(
    ({ position }) => position >= persisted.position,
  )
  const towards = followed.filter(({ event }) => event.type === 'MessageSent' && event.toNode === node)
  const before = (en: string, ja: string) => ({
    en: behindEn === null ? en : `${behindEn} ${en}`,
    ja: behindEn === null ? ja : `${behindJa}${ja}`,
  })
  const lost = followed.find(
    ({ event }) => (event.type === 'MessageDropped' || event.type === 'DeadLetter') && event.node === node,
  )
  if (lost !== undefined) {
    return chainPart(
      context,
      lost,
      before(`The update for event ${sequenceNr} got lost:`, `イベント${sequenceNr}の更新は失われた:`),
    )
  }
  const [sent] = towards
  if (sent?.event.type === 'MessageSent') {
    const id = eventId(sent.event)
    const arrival = followed.find(({ event }) => event.cause === id)
    if (arrival !== undefined) {
      return chainPart(
        context,
        arrival,
        before(
          `The update for event ${sequenceNr} has arrived there:`,
          `イベント${sequenceNr}の更新は届いている:`,
        ),
      )
    }
    const fate = flightWords(context, sent.event, sent.position, count)
    return chainPart(context, sent, before(fate.en, fate.ja))
  }
  return chainPart(
    context,
    persisted,
    before(
      `No update for event ${sequenceNr} was sent to ${node}: no subscriber there was known when the event was stored.`,
      `イベント${sequenceNr}の更新は ${node} に送られていない。保存されたとき、そこの購読者は知られていなかった。`,
    ),
  )
}
