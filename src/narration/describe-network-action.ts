import type { Action, Link, LinkAction, MessageAction, PauseAction } from '../trace/action.ts'
import type { Bilingual } from './bilingual.ts'
import { listEn, listJa, type Names, nameOfActor, seconds } from './wording.ts'

export type NetworkAction = LinkAction | PauseAction | MessageAction

const linkText = ({ from, to, oneWay }: Link): string => `${from} ${oneWay ? '→' : '–'} ${to}`

const linksEn = (links: readonly Link[]): string =>
  `${links.length === 1 ? 'the link' : 'the links'} ${listEn(links.map(linkText))}`

const linksJa = (links: readonly Link[]): string => `${listJa(links.map(linkText))} のリンク`

const describeSetLinks = ({
  links,
  latency,
  lossPercent,
}: Extract<Action, { type: 'SetLinks' }>): Bilingual => {
  const which =
    links === undefined
      ? { en: 'all links', ja: 'すべてのリンク' }
      : { en: linksEn(links), ja: linksJa(links) }
  const en: string[] = []
  const ja: string[] = []
  if (latency === null) {
    en.push('their usual latency')
    ja.push('遅延は既定値')
  } else if (latency !== undefined) {
    en.push(`a latency of ${latency.minMs} to ${latency.maxMs} ms`)
    ja.push(`遅延 ${latency.minMs}〜${latency.maxMs} ms`)
  }
  if (lossPercent !== undefined) {
    en.push(`a loss of ${lossPercent} %`)
    ja.push(`損失 ${lossPercent} %`)
  }
  return {
    en: `Give ${which.en} ${listEn(en) || 'no new properties'}`,
    ja: `${which.ja}を変更: ${listJa(ja) || '変更なし'}`,
  }
}

const holdTexts = {
  nothing: { en: 'Hold no more arriving messages', ja: '届いたメッセージを止めるのをやめる' },
  application: {
    en: 'Hold arriving messages of the application',
    ja: 'アプリケーションのメッセージを届いた時点で止める',
  },
  everything: { en: 'Hold all arriving messages', ja: 'すべてのメッセージを届いた時点で止める' },
} as const

const messageActs: { readonly [T in 'Hold' | 'Release' | 'DeliverNow' | 'Drop' | 'Duplicate']: Bilingual } = {
  Hold: { en: 'Hold', ja: '止めておく' },
  Release: { en: 'Release', ja: '放す' },
  DeliverNow: { en: 'Deliver now', ja: '今すぐ届ける' },
  Drop: { en: 'Drop', ja: '捨てる' },
  Duplicate: { en: 'Duplicate', ja: '複製する' },
}

/** An action on links, on the pace of a participant, or on one message, in one line. */
export const describeNetworkAction = (action: NetworkAction, names: Names): Bilingual => {
  switch (action.type) {
    case 'Cut':
      return { en: `Cut ${linksEn(action.links)}`, ja: `${linksJa(action.links)}を切る` }
    case 'Heal':
      return action.links === undefined
        ? { en: 'Heal all links', ja: 'すべてのリンクを復旧' }
        : { en: `Heal ${linksEn(action.links)}`, ja: `${linksJa(action.links)}を復旧` }
    case 'Partition': {
      const sides = action.sides.map(side => `[${side.join(', ')}]`)
      return { en: `Partition ${listEn(sides)}`, ja: `${sides.join(' と ')} を分断` }
    }
    case 'SetLinks':
      return describeSetLinks(action)
    case 'HoldArrivals':
      return holdTexts[action.hold]
    case 'Freeze': {
      const { participant, forMs } = action
      return forMs === undefined
        ? { en: `Freeze ${participant}`, ja: `${participant} をフリーズ` }
        : {
            en: `Freeze ${participant} for ${seconds(forMs)} s`,
            ja: `${participant} を ${seconds(forMs)} 秒間フリーズ`,
          }
    }
    case 'Thaw':
      return { en: `Thaw ${action.participant}`, ja: `${action.participant} のフリーズを解除` }
    case 'Block': {
      const { participant, actor, forMs } = action
      const name = actor === undefined ? participant : nameOfActor(names, actor, participant)
      return {
        en: `Block ${actor === undefined ? 'all actors of ' : ''}${name} for ${seconds(forMs)} s`,
        ja: `${name}${actor === undefined ? ' の全アクター' : ''}を ${seconds(forMs)} 秒間ブロック`,
      }
    }
    case 'Delay': {
      const { message, participant, forMs } = action
      return {
        en: `Delay message ${message} to ${participant} by ${seconds(forMs)} s`,
        ja: `${participant} へのメッセージ ${message} を ${seconds(forMs)} 秒遅らせる`,
      }
    }
    case 'MoveBefore': {
      const { message, participant, before } = action
      return {
        en: `Move message ${message} to ${participant} before ${before}`,
        ja: `${participant} へのメッセージ ${message} を ${before} の前に移す`,
      }
    }
    default: {
      const { en, ja } = messageActs[action.type]
      const { message, participant } = action
      return {
        en: `${en} message ${message} to ${participant}`,
        ja: `${participant} へのメッセージ ${message} を${ja}`,
      }
    }
  }
}
