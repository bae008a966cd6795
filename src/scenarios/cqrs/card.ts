import type { Bilingual } from '../../trace/bilingual.ts'
import { countText, type ExchangeTexts, type ScenarioCard, type StateData, sizeOf } from '../card.ts'
import { clusterClientText, exchangesText, managerText, proxyText } from '../state-texts.ts'
import { cqrsFields } from './command-fields.ts'
import { clusterSizes, cqrsParticipants, cqrsParticipantsOf } from './participants.ts'
import { entriesOf, type WriterState } from './writer-state.ts'

/** The writer's state in a few words. */
function writerText(state: StateData): Bilingual {
  // Safe: the inspected state of the writer.
  const known = entriesText(entriesOf(state as WriterState))
  if (typeof state.entries !== 'object') return known
  const keys = sizeOf(state.requests)
  return { en: `${known.en} · remembers ${keys}`, ja: `${known.ja} · キー${keys}個を記憶` }
}

/** One entry in full, more as a number. */
function entriesText(entries: unknown): Bilingual {
  const [first, ...others] = Object.entries(entries ?? {})
  if (first === undefined) return { en: 'no entries', ja: 'データなし' }
  if (others.length > 0) return countText(others.length + 1, 'entry', 'entries', 'データ')
  const [key, value] = first.map(String)
  return { en: `${key} = ${value}`, ja: `${key} = ${value}` }
}

const feedTexts: Readonly<Record<string, Bilingual>> = {
  query: { en: 'query', ja: 'クエリー' },
  'hinted-query': { en: 'query + hints', ja: 'クエリー+通知' },
}

function readerText({ entries, sequenceNr, catchingUp, feed }: StateData): Bilingual {
  if (catchingUp === true) return { en: 'catching up…', ja: 'イベントを読み込み中…' }
  const at = countText(Number(sequenceNr ?? 0), 'event', 'events', 'イベント')
  const known = entriesText(entries)
  const fed = typeof feed === 'string' ? feedTexts[feed] : undefined
  // A card has room for two.
  const texts = [at, fed ?? known]
  return { en: texts.map(({ en }) => en).join(' · '), ja: texts.map(({ ja }) => ja).join(' · ') }
}

/** The same replies, which also say how often the client has asked again. */
const sayingRepeats = (replies: ExchangeTexts['replies']): ExchangeTexts['replies'] =>
  Object.fromEntries(
    Object.entries(replies).map(([type, textOf]) => [
      type,
      reply => {
        const { outcome, text } = textOf(reply)
        const { again } = reply
        if (typeof again !== 'number') return { outcome, text }
        const times = again === 1 ? 'once' : `${again} times`
        return {
          outcome,
          text: { en: `${text.en} · asked again ${times}`, ja: `${text.ja} · 再送${again}回` },
        }
      },
    ]),
  )

const listenerText = ({ clients }: StateData): Bilingual => {
  const count = sizeOf(clients)
  return count === 0 ? { en: 'no clients', ja: '接続なし' } : countText(count, 'client', 'clients', '接続')
}

const exchanges: ExchangeTexts = {
  requests: {
    Write: ({ key, value }) => ({ en: `Write ${key} = ${value}`, ja: `書き込み ${key} = ${value}` }),
    Get: ({ key }) => ({ en: `Get ${key}`, ja: `読み取り ${key}` }),
    SaveSnapshot: () => ({ en: 'Save snapshot', ja: 'スナップショット保存' }),
    FollowPubSub: () => ({ en: 'Readers follow pub/sub', ja: '読み取り役はPub/Subに従う' }),
    FollowJournal: () => ({ en: 'Readers follow the journal', ja: '読み取り役はジャーナルに従う' }),
    FollowHints: () => ({
      en: 'Readers follow the journal with hints',
      ja: '読み取り役は通知付きでジャーナルに従う',
    }),
    AskOnce: () => ({ en: 'Client asks once', ja: 'クライアントは1回だけ送る' }),
    AskAgain: () => ({ en: 'Client asks again', ja: 'クライアントは再送する' }),
    AskAgainWithKeys: () => ({
      en: 'Client asks again with idempotency keys',
      ja: 'クライアントは冪等キー付きで再送する',
    }),
  },
  replies: sayingRepeats({
    WriteAck: ({ sequenceNr }) => ({
      outcome: 'ok',
      text: { en: `stored as event ${sequenceNr}`, ja: `イベント${sequenceNr}として保存` },
    }),
    RepeatedWriteAck: ({ sequenceNr }) => ({
      outcome: 'ok',
      text: { en: `was stored already as event ${sequenceNr}`, ja: `イベント${sequenceNr}として保存済み` },
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
  }),
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
    {
      type: 'FollowPubSub',
      title: { en: 'Readers follow pub/sub', ja: '読み取り役:Pub/Sub' },
      help: {
        en: 'The writer publishes each event. A reader that misses one notices it at the next.',
        ja: '書き込み役がイベントを配信します。取りこぼしには、次のイベントで気づきます。',
      },
      participant: 'client',
      actor: '/user/client',
      fields: cqrsFields.FollowPubSub,
      submit: { en: 'Follow pub/sub', ja: 'Pub/Subに従う' },
      isSwitch: true,
    },
    {
      type: 'FollowJournal',
      title: { en: 'Readers follow the journal', ja: '読み取り役:ジャーナル' },
      help: {
        en: 'Persistence query: the database informs the readers of each commit, and they read the events from the journal.',
        ja: 'パーシステンスクエリー。データベースがコミットを知らせ、読み取り役がジャーナルからイベントを読みます。',
      },
      participant: 'client',
      actor: '/user/client',
      fields: cqrsFields.FollowJournal,
      submit: { en: 'Follow the journal', ja: 'ジャーナルに従う' },
      isSwitch: true,
    },
    {
      type: 'FollowHints',
      title: { en: 'Readers follow the journal with hints', ja: '読み取り役:ジャーナルと通知' },
      help: {
        en: 'Each publication is only a hint: the reader then reads the journal. Without a hint it reads every 3 s.',
        ja: '配信は通知としてだけ使い、読み取り役はそのたびにジャーナルを読みます。通知がなくても3秒ごとに読みます。',
      },
      participant: 'client',
      actor: '/user/client',
      fields: cqrsFields.FollowHints,
      submit: { en: 'Follow with hints', ja: '通知付きで従う' },
      isSwitch: true,
    },
    {
      type: 'AskOnce',
      title: { en: 'Client asks once', ja: 'クライアント:1回だけ' },
      help: {
        en: 'The client waits 30 s for an answer. Without an answer you do not know what happened.',
        ja: 'クライアントは応答を30秒待ちます。応答がなければ、何が起きたかは分かりません。',
      },
      participant: 'client',
      actor: '/user/client',
      fields: cqrsFields.AskOnce,
      submit: { en: 'Ask once', ja: '1回だけ送る' },
      isSwitch: true,
    },
    {
      type: 'AskAgain',
      title: { en: 'Client asks again', ja: 'クライアント:再送' },
      help: {
        en: 'Without an answer in 5 s the client asks again, at most five times. A write whose answer was lost is stored twice.',
        ja: '5秒以内に応答がなければ、クライアントは5回まで再送します。応答だけが失われた書き込みは、2回保存されます。',
      },
      participant: 'client',
      actor: '/user/client',
      fields: cqrsFields.AskAgain,
      submit: { en: 'Ask again', ja: '再送する' },
      isSwitch: true,
    },
    {
      type: 'AskAgainWithKeys',
      title: { en: 'Client asks again with keys', ja: 'クライアント:キー付きで再送' },
      help: {
        en: 'Each write has an idempotency key, which its event contains. The writer remembers the last 100 keys and answers a repeated write without storing it again.',
        ja: '書き込みごとに冪等キーを付け、イベントにも保存します。書き込み役は直近100個のキーを覚え、再送された書き込みには、もう保存せずに応答します。',
      },
      participant: 'client',
      actor: '/user/client',
      fields: cqrsFields.AskAgainWithKeys,
      submit: { en: 'Ask again with keys', ja: 'キー付きで再送' },
      isSwitch: true,
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
      state: writerText,
    },
    {
      path: '/user/master',
      isTool: true,
      title: { en: 'Singleton manager', ja: 'シングルトンマネージャー' },
      help: { en: 'Starts the writer on the oldest node.', ja: '最も古いノードで書き込み役を起動します。' },
      canFail: true,
      errors: ['ClusterSingletonManagerIsStuck'],
      state: managerText,
    },
    {
      path: '/user/masterProxy',
      isTool: true,
      title: { en: 'Singleton proxy', ja: 'シングルトンプロキシー' },
      help: {
        en: 'Forwards messages to the writer, and keeps them while there is no writer.',
        ja: 'メッセージを書き込み役に転送し、不在の間はためておきます。',
      },
      canFail: true,
      errors: ['StashOverflow'],
      state: proxyText,
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
      state: exchangesText,
    },
    {
      path: '/user/client/cluster-client',
      title: { en: 'Cluster client', ja: 'クラスタークライアント' },
      help: {
        en: 'Connects to one node of the cluster and sends the commands there.',
        ja: 'クラスターのノード一つに接続し、コマンドをそこへ送ります。',
      },
      canFail: true,
      errors: ['StashOverflow'],
      state: clusterClientText,
    },
  ],
  exchanges,
  participants: cqrsParticipants,
  readers: '/user/read',
  sizes: clusterSizes,
  participantsOf: cqrsParticipantsOf,
}
