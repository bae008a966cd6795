import type { Bilingual } from '../../trace/bilingual.ts'
import { countText, type ScenarioCard, type StateData } from '../card.ts'
import { cqrsCard } from '../cqrs/card.ts'
import { cqrsAsPrintedFields } from './command-fields.ts'
import { printedParticipants } from './participants.ts'

/** One entry in full, more as a number. */
function entriesText({ entries }: StateData): Bilingual {
  const [first, ...others] = Object.entries(entries ?? {})
  if (first === undefined) return { en: 'no entries', ja: 'データなし' }
  if (others.length > 0) return countText(others.length + 1, 'entry', 'entries', 'データ')
  const [key, value] = first.map(String)
  return { en: `${key} = ${value}`, ja: `${key} = ${value}` }
}

const sentText = ({ sent }: StateData): Bilingual =>
  countText(Number(sent ?? 0), 'command', 'commands', 'コマンド')

export const cqrsAsPrintedCard: ScenarioCard = {
  id: 'cqrs-as-printed',
  title: { en: 'The article, as printed', ja: '記事のプログラムそのまま' },
  intro: {
    en: 'The program of the article, line by line, with its mistakes. Provoke one, then try again with its repair.',
    ja: '記事のプログラムを一行ずつ写したもので、誤りもそのままです。問題を起こしてから、修正した設定でもう一度試しましょう。',
  },
  participants: printedParticipants,
  hasSwitches: true,
  roles: cqrsCard.roles,
  commands: [
    {
      type: 'Write',
      title: { en: 'Write', ja: '書き込み' },
      help: {
        en: 'Goes to the writer. Nobody answers: look into the log of the writer and of the readers.',
        ja: '書き込み役に届きます。応答はありません。書き込み役と読み取り役のログを見てください。',
      },
      participant: 'client',
      actor: '/user/client',
      fields: cqrsAsPrintedFields.Write,
      submit: { en: 'Write', ja: '書き込む' },
    },
    {
      type: 'Get',
      title: { en: 'Get', ja: '読み取り' },
      help: {
        en: 'Goes to one of the readers, which writes the value into its log.',
        ja: '読み取り役の一つに届き、値がログに書かれます。',
      },
      participant: 'client',
      actor: '/user/client',
      fields: cqrsAsPrintedFields.Get,
      submit: { en: 'Get', ja: '読み取る' },
    },
    {
      type: 'SaveSnapshotEvent',
      title: { en: 'Save snapshot', ja: 'スナップショット保存' },
      help: {
        en: 'Goes to the writer, which as printed waits for ever.',
        ja: '書き込み役に届きます。記事のままでは、書き込み役が待ち続けます。',
      },
      participant: 'client',
      actor: '/user/client',
      fields: cqrsAsPrintedFields.SaveSnapshotEvent,
      submit: { en: 'Save snapshot', ja: '保存する' },
    },
  ],
  actors: [
    {
      path: '/user/master/singleton',
      title: { en: 'Writer', ja: '書き込み役' },
      help: {
        en: 'The WriteNodeActor of the article: a persistent actor and cluster singleton.',
        ja: '記事のWriteNodeActor。PersistentActorで、クラスターシングルトンです。',
      },
      canFail: true,
      errors: ['StashOverflow'],
      source: 'cqrs-as-printed/write-node-actor.ts',
      state: entriesText,
    },
    ...cqrsCard.actors.filter(({ path }) => path === '/user/master' || path === '/user/masterProxy'),
    {
      path: '/user/read',
      title: { en: 'Reader', ja: '読み取り役' },
      help: {
        en: 'The ReadNodeActor of the article: as printed, a persistent actor on the stream of the writer.',
        ja: '記事のReadNodeActor。記事のままでは、書き込み役と同じストリームのPersistentActorです。',
      },
      canFail: true,
      errors: ['StashOverflow'],
      source: 'cqrs-as-printed/read-node-actor.ts',
      state: entriesText,
    },
    {
      path: '/user/client',
      title: { en: 'Client', ja: 'クライアント' },
      help: {
        en: 'Runs outside the cluster. It sends the commands that you enter and waits for no answer.',
        ja: 'クラスターの外で動きます。入力されたコマンドを送り、応答は待ちません。',
      },
      canFail: true,
      errors: ['Boom'],
      source: 'cqrs-as-printed/client.ts',
      state: sentText,
    },
  ],
  exchanges: {
    requests: {
      Write: ({ key, value }) => ({ en: `Write ${key} = ${value}`, ja: `書き込み ${key} = ${value}` }),
      Get: ({ key }) => ({ en: `Get ${key}`, ja: `読み取り ${key}` }),
      SaveSnapshotEvent: () => ({ en: 'Save snapshot', ja: 'スナップショット保存' }),
    },
    // The printed program sends no answer.
    replies: {},
  },
}
