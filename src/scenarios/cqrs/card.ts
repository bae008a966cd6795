import type { Bilingual } from '../../trace/bilingual.ts'
import { countText, type ExchangeTexts, type ScenarioCard, type StateData, sizeOf } from '../card.ts'
import { cqrsFields } from './command-fields.ts'

/** One entry in full, more as a number. */
function entriesText(entries: unknown): Bilingual {
  const [first, ...others] = Object.entries(entries ?? {})
  if (first === undefined) return { en: 'no entries', ja: 'データなし' }
  if (others.length > 0) return countText(others.length + 1, 'entry', 'entries', 'データ')
  const [key, value] = first.map(String)
  return { en: `${key} = ${value}`, ja: `${key} = ${value}` }
}

function readerText({ entries, sequenceNr, catchingUp }: StateData): Bilingual {
  if (catchingUp === true) return { en: 'catching up…', ja: 'イベントを読み込み中…' }
  const at = countText(Number(sequenceNr ?? 0), 'event', 'events', 'イベント')
  const known = entriesText(entries)
  return { en: `${at.en} · ${known.en}`, ja: `${at.ja} · ${known.ja}` }
}

const listenerText = ({ clients }: StateData): Bilingual => {
  const count = sizeOf(clients)
  return count === 0 ? { en: 'no clients', ja: '接続なし' } : countText(count, 'client', 'clients', '接続')
}

const exchanges: ExchangeTexts = {
  requests: {
    Write: ({ key, value }) => ({ en: `Write ${key} = ${value}`, ja: `書き込み ${key} = ${value}` }),
    Get: ({ key }) => ({ en: `Get ${key}`, ja: `読み取り ${key}` }),
    SaveSnapshot: () => ({ en: 'Save snapshot', ja: 'スナップショット保存' }),
  },
  replies: {
    WriteAck: ({ sequenceNr }) => ({
      outcome: 'ok',
      text: { en: `stored as event ${sequenceNr}`, ja: `イベント${sequenceNr}として保存` },
    }),
    GetReply: ({ value, reader }) =>
      value === null
        ? { outcome: 'missing', text: { en: `Not found (${reader})`, ja: `見つかりません(${reader})` } }
        : { outcome: 'ok', text: { en: `${value} (${reader})`, ja: `${value}(${reader})` } },
    SnapshotAck: ({ sequenceNr }) => ({
      outcome: 'ok',
      text: { en: `snapshot at event ${sequenceNr}`, ja: `イベント${sequenceNr}までのスナップショット` },
    }),
    SnapshotNotSaved: () => ({
      outcome: 'missing',
      text: { en: 'The database could not save it.', ja: 'データベースが保存できませんでした。' },
    }),
    NoAnswer: () => ({
      outcome: 'no-answer',
      text: {
        en: 'No answer: the command may have been carried out or not.',
        ja: '応答がありません。実行されたかどうかは分かりません。',
      },
    }),
  },
}

export const cqrsCard: ScenarioCard = {
  id: 'cqrs',
  title: { en: 'Event sourcing + CQRS', ja: 'イベントソーシング + CQRS' },
  intro: {
    en: 'One writer in the whole cluster stores events. Every reader keeps its own copy of the data. Send a write, read it back, then break something.',
    ja: 'クラスターに一つだけの書き込み役がイベントを保存します。読み取り役はそれぞれデータのコピーを持ちます。書いて、読んで、それから何かを壊してみましょう。',
  },
  roles: [
    {
      name: 'update',
      title: { en: 'update', ja: 'update' },
      help: {
        en: 'Can run the writer. The writer is on the oldest of these nodes.',
        ja: '書き込み役を動かせます。最も古いノードで動きます。',
      },
    },
    {
      name: 'read',
      title: { en: 'read', ja: 'read' },
      help: {
        en: 'Answers queries from its own copy of the data.',
        ja: '自分のコピーを使ってクエリーに答えます。',
      },
    },
  ],
  commands: [
    {
      type: 'Write',
      title: { en: 'Write', ja: '書き込み' },
      help: {
        en: 'Goes to the writer, which stores it and then publishes it to the readers.',
        ja: '書き込み役へ届きます。書き込み役は保存してから、読み取り役に配信します。',
      },
      participant: 'client',
      actor: '/user/client',
      fields: cqrsFields.Write,
      submit: { en: 'Write', ja: '書き込む' },
    },
    {
      type: 'Get',
      title: { en: 'Get', ja: '読み取り' },
      help: {
        en: 'Goes to one of the readers, which answers from its own copy.',
        ja: '読み取り役の一つが、自分のコピーから答えます。',
      },
      participant: 'client',
      actor: '/user/client',
      fields: cqrsFields.Get,
      submit: { en: 'Get', ja: '読み取る' },
    },
    {
      type: 'SaveSnapshot',
      title: { en: 'Save snapshot', ja: 'スナップショット保存' },
      help: {
        en: 'The writer stores its whole state and deletes the events before it. Commands wait until that is done.',
        ja: '書き込み役が状態全体を保存し、それ以前のイベントを削除します。その間のコマンドは待たされます。',
      },
      participant: 'client',
      actor: '/user/client',
      fields: cqrsFields.SaveSnapshot,
      submit: { en: 'Save snapshot', ja: '保存する' },
    },
  ],
  actors: [
    {
      path: '/user/master/singleton',
      title: { en: 'Writer', ja: '書き込み役' },
      help: {
        en: 'The cluster singleton: an event-sourced map, and the only actor that changes the data.',
        ja: 'クラスターに一つだけのシングルトン。イベントソーシングで管理されるマップで、データを変更できる唯一のアクターです。',
      },
      canFail: true,
      errors: ['JournalFailure', 'StashOverflow'],
      source: 'cqrs/writer.ts',
      state: entriesText,
    },
    {
      path: '/user/master',
      title: { en: 'Singleton manager', ja: 'シングルトンマネージャー' },
      help: { en: 'Starts the writer on the oldest node.', ja: '最も古いノードで書き込み役を起動します。' },
      canFail: true,
      errors: ['ClusterSingletonManagerIsStuck'],
      // The manager's phases have words of the toolkit; before the first one it waits for the membership.
      state: () => ({ en: 'waits for the members', ja: 'メンバーを待機中' }),
    },
    {
      path: '/user/masterProxy',
      title: { en: 'Singleton proxy', ja: 'シングルトンプロキシー' },
      help: {
        en: 'Forwards messages to the writer, and keeps them while there is no writer.',
        ja: 'メッセージを書き込み役に転送し、不在の間はためておきます。',
      },
      canFail: true,
      errors: ['StashOverflow'],
    },
    {
      path: '/user/read',
      title: { en: 'Reader', ja: '読み取り役' },
      help: { en: 'Keeps a copy of the data and answers Get.', ja: 'データのコピーを持ち、Getに答えます。' },
      canFail: true,
      errors: ['StashOverflow', 'JournalTimeout'],
      source: 'cqrs/reader.ts',
      state: readerText,
    },
    {
      path: '/user/updateListener',
      title: { en: 'Client listener', ja: 'クライアントリスナー' },
      help: { en: 'Keeps a list of the connected clients.', ja: '接続中のクライアントの一覧を管理します。' },
      canFail: true,
      errors: ['DeathPactException'],
      source: 'cqrs/cluster-service-listener.ts',
      state: listenerText,
    },
    {
      path: '/user/readListener',
      title: { en: 'Client listener', ja: 'クライアントリスナー' },
      help: { en: 'Keeps a list of the connected clients.', ja: '接続中のクライアントの一覧を管理します。' },
      canFail: true,
      errors: ['DeathPactException'],
      source: 'cqrs/cluster-service-listener.ts',
      state: listenerText,
    },
    {
      path: '/user/client',
      title: { en: 'Client', ja: 'クライアント' },
      help: {
        en: 'Runs outside the cluster and sends the commands that you enter.',
        ja: 'クラスターの外で動き、入力されたコマンドを送ります。',
      },
      canFail: true,
      errors: ['AskTimeout'],
      source: 'cqrs/client.ts',
    },
  ],
  exchanges,
}
