import { useFormatter, useLocale, useTranslations } from 'use-intl'
import { describeEvent, nameOfActor } from '../../narration/index.ts'
import { type ExchangeData, replyText, requestText } from '../../scenarios/card.ts'
import type { Link } from '../../trace/index.ts'
import { useLossWords } from '../client/loss-words.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { lampOf } from '../lamps/lamp-status.ts'
import { isRed } from '../lamps/lamps.ts'
import { useRedSentence } from '../lamps/use-red-sentence.ts'
import { useScenario } from '../store/scenario.ts'
import { wordRefusal } from '../texts/word-refusal.ts'
import { useNames } from '../ui/use-names.ts'
import { useText } from '../ui/use-text.ts'
import type { AnnouncedEvent, Announcement, CommandMessage } from './announcement.ts'
import type { Utterance } from './speech-queue.ts'

/** Returns the function that puts an announced event into the page's language, without a full stop. */
export function useEventWords(): (announced: AnnouncedEvent) => string {
  const t = useTranslations('live')
  const locale = useLocale()
  const text = useText()
  const names = useNames()
  const card = useScenario()
  const format = useFormatter()
  const linksInWords = (links: readonly Link[]) =>
    format.list(links.map(({ from, to, oneWay }) => `${from} ${oneWay ? '→' : '–'} ${to}`))
  return ({ event, view }) => {
    const named = names(view)
    if (event.type !== 'ActionDone') return describeEvent(event, named)[locale]
    const { action } = event
    switch (action.type) {
      case 'Tell': {
        const request = text(requestText(card, exchangeData(action.message)))
        const { times = 1 } = action
        return t('sent', { request: times === 1 ? request : t('times', { words: request, count: times }) })
      }
      case 'Leave':
        return t('leave', { node: action.node })
      case 'PrepareForShutdown':
        return t('prepare', { node: action.node })
      case 'Down':
        return t('down', { node: action.node })
      case 'FailNext':
        return t('fail', { actor: nameOfActor(named, action.actor, action.participant) })
      case 'Supervise':
        return t('supervise', { actor: nameOfActor(named, action.actor, action.participant) })
      case 'Partition': {
        const [one, other] = action.sides.toSorted((a, b) => a.length - b.length)
        if (one === undefined || other === undefined) break
        return t('partitioned', { one: format.list(one), other: format.list(other) })
      }
      case 'Cut':
        return t('cut', { links: linksInWords(action.links) })
      case 'Heal':
        return action.links === undefined
          ? t('healedAll')
          : t('healed', { links: linksInWords(action.links) })
      case 'PowerFailure':
        return describeEvent(event, named)[locale]
    }
    return t('done', { act: describeEvent(event, named)[locale] })
  }
}

/** A message as a request: nested values as JSON, because the card's texts are about plain fields. */
const exchangeData = (message: CommandMessage): ExchangeData => ({
  ...Object.fromEntries(
    Object.entries(message).map(([field, value]) => [
      field,
      typeof value === 'boolean' || typeof value === 'object' ? JSON.stringify(value) : value,
    ]),
  ),
  type: message.type,
})

/** Returns the function that puts an utterance into one sentence of the page's language; empty: there is nothing to say. */
export function useUtteranceWords(): (utterance: Utterance<Announcement>) => string {
  const t = useTranslations('live')
  const locale = useLocale()
  const wordsOf = useWords()
  return ({ item, times, more }) => {
    const words = withoutStop(wordsOf(item))
    if (words === '') return ''
    const counted = item.type === 'answer' && times > 1 ? t('times', { words, count: times }) : words
    const all = more > 0 ? t('more', { words: counted, count: more }) : counted
    // A voice pauses at a full stop.
    return /[!?。!?]$/.test(all) ? all : `${all}${locale === 'ja' ? '。' : '.'}`
  }
}

const withoutStop = (words: string): string => words.replace(/[.。]$/, '')

function useWords(): (item: Announcement) => string {
  const t = useTranslations('live')
  const lesson = useTranslations('lesson')
  const locale = useLocale()
  const text = useText()
  const time = useTimeFormat(1)
  const card = useScenario()
  const eventWords = useEventWords()
  const lossWords = useLossWords()
  const redSentence = useRedSentence()
  return item => {
    switch (item.type) {
      case 'event':
        return eventWords(item)
      case 'answer':
        return t('answer', {
          request: text(requestText(card, item.request)),
          reply: text(replyText(card, item.reply).text),
        })
      case 'loss':
        return t('loss', {
          request: text(requestText(card, exchangeData(item.message))),
          loss: lossWords(item.lost),
        })
      case 'jump': {
        const moved = item.to - item.from
        return t('jump', {
          now: item.now ? 'yes' : 'no',
          time: time(item.at),
          direction: moved === 0 ? 'none' : moved > 0 ? 'later' : 'earlier',
          count: Math.abs(moved),
        })
      }
      case 'playing':
        return t('playing')
      case 'paused':
        return t('paused', { time: time(item.at) })
      case 'waiting':
        return t('waiting')
      case 'lamp':
        return isRed(item.decision)
          ? t('lampRed', { title: text(item.lamp.title), why: redSentence(item.decision) })
          : t('lampGreen', { title: text(item.lamp.title), time: time(item.decision.at) })
      case 'lesson': {
        const { step, status, problem, verdicts } = item.state
        if (problem !== null) return wordRefusal(problem, locale)
        const waiting = step.await === undefined ? null : text(step.await.waiting)
        if (status === 'running') return waiting === null ? '' : lesson('waitingFor', { what: waiting })
        if (status === 'missed') return waiting === null ? '' : lesson('missed', { what: waiting })
        return [
          ...verdicts.flatMap((verdict, place) => {
            const lamp = step.lamps?.[place]
            return lamp === undefined
              ? []
              : [t('lamp', { verdict: lampOf(lamp.check, verdict), words: text(lamp.words) })]
          }),
          item.last ? lesson('done') : t('stepDone'),
        ]
          .map(withoutStop)
          .join(locale === 'ja' ? '。' : '. ')
      }
    }
  }
}
