import type { Describe } from './describe-actor-event.ts'
import { describeReason } from './describe-reason.ts'
import { nameOfActor, nameOfPath, seconds } from './wording.ts'

type NetworkEventType =
  | 'ActionHadNoEffect'
  | 'CodeEdited'
  | 'ParticipantFrozen'
  | 'ParticipantThawed'
  | 'LinkCut'
  | 'LinkHealed'
  | 'LinkChanged'
  | 'ArrivalHoldSet'
  | 'MessageHeld'
  | 'MessageRescheduled'
  | 'MessageDuplicated'
  | 'Blocked'

/** Texts of what a person changed on links, participants and single messages. */
export const describeNetworkEvent: { readonly [T in NetworkEventType]: Describe<T> } = {
  ActionHadNoEffect: (event, view) => {
    const why = describeReason(event.why, view)
    return { en: `The act had no effect: ${why.en}`, ja: `操作の効果はなかった: ${why.ja}` }
  },
  CodeEdited: ({ files }) => ({
    en: `The run uses edited code: ${files.join(', ')}`,
    ja: `編集されたコードで実行する: ${files.join('、')}`,
  }),
  ParticipantFrozen: ({ participant, at, until }) => ({
    en: `${participant} freezes${until === undefined ? '' : ` for ${seconds(until - at)} s`}`,
    ja: `${participant} が${until === undefined ? '' : ` ${seconds(until - at)} 秒間`}フリーズする`,
  }),
  ParticipantThawed: ({ participant }) => ({
    en: `${participant} thaws and handles all that fell due meanwhile`,
    ja: `${participant} のフリーズが解け、その間に届いたものを処理する`,
  }),
  LinkCut: ({ from, to }) => ({
    en: `The link from ${from} to ${to} is cut`,
    ja: `${from} から ${to} へのリンクが切れる`,
  }),
  LinkHealed: ({ from, to }) => ({
    en: `The link from ${from} to ${to} works again`,
    ja: `${from} から ${to} へのリンクが復旧する`,
  }),
  LinkChanged: ({ from, to, latency, lossPercent }) => {
    const ms = latency === null ? null : `${latency.minMs}–${latency.maxMs} ms`
    return {
      en: `The link from ${from} to ${to} has ${ms === null ? 'its usual latency' : `a latency of ${ms}`} and loses ${lossPercent} %`,
      ja: `${from} から ${to} へのリンク: 遅延 ${ms ?? '既定値'}、損失 ${lossPercent} %`,
    }
  },
  ArrivalHoldSet: ({ hold }) => ({ en: holds[hold].en, ja: holds[hold].ja }),
  MessageHeld: ({ node, to, label, until, at }, view) => {
    const actor = nameOfPath(view, to, node)
    return until === undefined
      ? { en: `${label} to ${actor} is held`, ja: `${actor} への ${label} を止めておく` }
      : {
          en: `${label} to ${actor} is delayed by ${seconds(until - at)} s`,
          ja: `${actor} への ${label} を ${seconds(until - at)} 秒遅らせる`,
        }
  },
  MessageRescheduled: ({ node, to, label, dueAt, at, before }, view) => {
    const actor = nameOfPath(view, to, node)
    if (before !== undefined) {
      return {
        en: `${label} to ${actor} moves ahead of another message`,
        ja: `${actor} への ${label} を別のメッセージの前に移す`,
      }
    }
    return dueAt <= at
      ? { en: `${label} to ${actor} arrives now`, ja: `${actor} への ${label} が今届く` }
      : {
          en: `${label} to ${actor} arrives ${seconds(dueAt - at)} s from now`,
          ja: `${actor} への ${label} は ${seconds(dueAt - at)} 秒後に届く`,
        }
  },
  MessageDuplicated: ({ node, to, label }, view) => {
    const actor = nameOfPath(view, to, node)
    return { en: `${label} to ${actor} is sent twice`, ja: `${actor} への ${label} が二重に送られる` }
  },
  Blocked: ({ node, actor, until, at }, view) => {
    const ms = seconds(until - at)
    const name = actor === null ? node : nameOfActor(view, actor, node)
    return actor === null
      ? {
          en: `All actors of ${name} are blocked for ${ms} s`,
          ja: `${name} の全アクターが ${ms} 秒間ブロックされる`,
        }
      : { en: `${name} is blocked for ${ms} s`, ja: `${name} が ${ms} 秒間ブロックされる` }
  },
}

const holds = {
  nothing: { en: 'Arriving messages are no longer held', ja: '届いたメッセージを止めるのをやめる' },
  application: {
    en: 'Messages of the application are held when they arrive',
    ja: 'アプリケーションのメッセージを届いた時点で止める',
  },
  everything: { en: 'All messages are held when they arrive', ja: 'すべてのメッセージを届いた時点で止める' },
} as const
