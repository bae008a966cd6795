import type { EventPattern } from '../../trace/index.ts'
import type { CodeExercise } from '../exercise.ts'
import { client, noAnswer, write, writer } from '../walkthroughs/seed-demo-builders.ts'
import { all, event, eventually, never, stateContains } from '../walkthroughs/step-builders.ts'
import { writerAccepts as accepting, formedWithEntry } from './cqrs-builders.ts'

const order = write('order-7', 'tea')
const answered = '"key":"order-7","value":"tea"},"reply":{"type":"WriteAck"'
const acknowledged = stateContains('client', client, answered)
const stored = (highestSequenceNr: number): EventPattern => ({
  event: 'JournalChanged',
  where: { change: 'appended', highestSequenceNr },
})
const recovered = event('RecoveryCompleted', 'node-2', { actor: writer, sequenceNr: 2 })

const known = 'if (Object.hasOwn(entriesOf(state), command.key))'

export const askedTwice: CodeExercise = {
  type: 'code',
  id: 'asked-twice',
  ladder: 'persistence',
  title: { en: 'Asked twice', ja: '2回頼まれた注文' },
  minutes: 9,
  scenario: 'cqrs',
  seed: 7,
  prepare: formedWithEntry,
  situation: {
    en: 'Here a key is the number of an order. The client sends order-7 = tea. The database stores it as event 2, and at this instant node-1 crashes. A new writer starts on node-2. After 30 s the client has no answer and sends order-7 once more: now the journal holds the order twice, as events 2 and 3.',
    ja: 'ここでは、キーは注文番号です。クライアントが order-7 = tea を送ります。データベースがイベント2として保存した瞬間、node-1がクラッシュし、node-2で新しい書き込み役が始まります。30秒たっても応答がないので、クライアントは order-7 をもう一度送ります。すると同じ注文が、イベント2と3として2回ジャーナルに入ります。',
  },
  goal: {
    en: 'Change the code of the writer so that an order is stored once, however often it is sent, and the second request is acknowledged.',
    ja: '何回送られても注文は1回だけ保存され、2回目の要求にも確認応答が返るように、コードを変えてください。',
  },
  code: {
    file: 'cqrs/writer.ts',
    participant: 'node-1',
    actor: writer,
    solution: [
      {
        find: accepting,
        put: `${known} {
            const sequenceNr = EventSourcedBehavior.lastSequenceNumber(context)
            return Effect.reply(command.replyTo, { type: 'WriteAck', key: command.key, sequenceNr })
          }
          ${accepting}`,
      },
    ],
  },
  trial: [
    { actions: [order], until: eventually(stored(2)), withinMs: 5000, speed: 0.3 },
    {
      actions: [{ type: 'Kill', participant: 'node-1' }],
      until: all(noAnswer, recovered),
      withinMs: 60_000,
      speed: 4,
    },
    { actions: [order], until: acknowledged, withinMs: 5000, speed: 0.5 },
  ],
  lamps: [
    {
      check: noAnswer,
      met: { en: 'The first request got no answer.', ja: '最初の要求に応答はありませんでした。' },
      yet: { en: 'The first request has no answer yet.', ja: '最初の要求に応答はまだありません。' },
    },
    {
      check: acknowledged,
      met: { en: 'The second request is acknowledged.', ja: '2回目の要求が確認されました。' },
      yet: { en: 'The second request is not acknowledged.', ja: '2回目の要求はまだ確認されていません。' },
    },
    {
      check: never(stored(3)),
      met: { en: 'The order is stored once.', ja: '注文は1回だけ保存されています。' },
      yet: { en: 'The order is stored once.', ja: '注文は1回だけ保存されています。' },
      broken: { en: 'The order is stored twice.', ja: '注文が2回保存されました。' },
    },
  ],
  remarks: [
    {
      when: all(recovered, never({ fact: 'state', node: 'client', actor: client, contains: answered })),
      say: {
        en: 'The order is stored once, but the client still does not know it, and will ask again and again. A repeated request deserves the same answer.',
        ja: '注文は1回だけ保存されました。しかしクライアントには伝わらず、何度も頼むことになります。繰り返された要求にも、同じ応答を返しましょう。',
      },
      example: [{ find: accepting, put: `${known} return Effect.none()\n          ${accepting}` }],
    },
    {
      when: eventually(stored(3)),
      say: {
        en: 'The journal has two events for one order. The new writer knows only what it has recovered. Does your code look there?',
        ja: '1つの注文に、2つのイベントがあります。新しい書き込み役が知っているのは、リカバリーしたものだけです。あなたのコードはそこを見ていますか。',
      },
      example: [
        {
          find: '  let savedSequenceNr = -1\n',
          put: '  let savedSequenceNr = -1\n  const seen = new Set<string>()\n',
        },
        {
          find: accepting,
          put: `if (seen.has(command.key)) return Effect.reply(command.replyTo, { type: 'WriteAck', key: command.key, sequenceNr: 0 })
          seen.add(command.key)
          ${accepting}`,
        },
      ],
    },
  ],
  par: 6,
  hints: [
    {
      en: 'What does the writer know after its recovery, and is order-7 in it?',
      ja: 'リカバリーの後、書き込み役は何を知っていますか。そこに order-7 はありますか。',
    },
    {
      en: 'The command handler gets the state as its first parameter. The keys of entriesOf(state) are the orders that are stored.',
      ja: 'コマンドハンドラーの最初の引数は状態です。entriesOf(state) のキーが、保存済みの注文です。',
    },
    {
      en: "When Object.hasOwn(entriesOf(state), command.key), return Effect.reply(command.replyTo, { type: 'WriteAck', … }) and persist nothing.",
      ja: "Object.hasOwn(entriesOf(state), command.key) のときは、何も保存せずに Effect.reply(command.replyTo, { type: 'WriteAck', … }) を返します。",
    },
  ],
  why: {
    en: 'A time-out says that no answer came, not that nothing was done. So the client must ask again, and the command needs an id by which the writer recognizes it. The id belongs into the event, so that it is known after a recovery, too. Belief: an ask that timed out was not carried out.',
    ja: '時間切れが意味するのは「応答が来なかった」ことで、「行われなかった」ことではありません。だからクライアントは頼み直し、コマンドには、書き込み役が見分けるためのIDが必要です。IDをイベントに入れておけば、リカバリーの後にも分かります。「時間切れになった要求は実行されていない」というのは誤解です。',
  },
}
