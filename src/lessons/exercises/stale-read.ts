import type { Check } from '../../trace/index.ts'
import type { GoalExercise } from '../exercise.ts'
import { get, write, writeStored } from '../walkthroughs/seed-demo-builders.ts'
import { formedWithEntry } from './cqrs-builders.ts'

/** The client's acknowledgement of event 2, as a fact. */
const acknowledged = {
  fact: 'state',
  node: 'client',
  actor: '/user/client',
  contains: '"reply":{"type":"WriteAck","sequenceNr":2}',
} as const

const oldAnswer = { event: 'MessageSent', where: { label: 'GetReply', 'body.sequenceNr': 1 } } as const
const staleAnswer: Check = { type: 'eventually', what: oldAnswer, after: acknowledged }

export const staleRead: GoalExercise = {
  type: 'goal',
  id: 'stale-read',
  ladder: 'cqrs',
  title: { en: 'A stale answer', ja: '古い回答' },
  minutes: 5,
  scenario: 'cqrs',
  seed: 7,
  prepare: formedWithEntry,
  situation: {
    en: 'The cluster is formed, and hoge = old is stored as event 1. The writer runs on node-1. The readers on node-3 and node-4 each have their own copy. The writer publishes each new event to them over the network.',
    ja: 'クラスターができていて、hoge = old がイベント1として保存されています。書き込み役はnode-1で動いています。node-3とnode-4の読み取り役は、それぞれコピーを持っています。新しいイベントは、書き込み役からネットワーク経由で配信されます。',
  },
  goal: {
    en: 'Write a new value for hoge and get its acknowledgement. After that, let a reader answer with its old copy.',
    ja: 'hogeに新しい値を書き込み、確認応答を受け取ってください。その後で、読み取り役に古いコピーから回答させてください。',
  },
  lamps: [
    {
      check: { type: 'eventually', what: acknowledged },
      met: {
        en: 'The new value is acknowledged as event 2.',
        ja: '新しい値がイベント2として確認されました。',
      },
      yet: { en: 'No second write is acknowledged yet.', ja: '2つ目の書き込みはまだ確認されていません。' },
    },
    {
      check: staleAnswer,
      met: {
        en: 'After that, a reader answered from a copy that ends at event 1.',
        ja: 'その後、読み取り役がイベント1までのコピーから回答しました。',
      },
      yet: {
        en: 'After that, no reader has answered from an old copy yet.',
        ja: 'その後、古いコピーからの回答はまだありません。',
      },
    },
  ],
  remarks: [
    {
      when: {
        type: 'eventually',
        what: { event: 'MessageSent', where: { label: 'GetReply', 'body.sequenceNr': 2 } },
      },
      say: {
        en: 'This reader knows event 2 already: the published event was as quick as your query. Keep the event from the readers until you have asked.',
        ja: 'この読み取り役は、もうイベント2を知っています。配信がクエリーに間に合ったからです。クエリーが届くまで、イベントが読み取り役に届かないようにしましょう。',
      },
      example: [
        { actions: [write('hoge', 'new')], until: writeStored(2), withinMs: 5000 },
        {
          actions: [get('hoge')],
          until: { type: 'eventually', what: { event: 'MessageSent', where: { label: 'GetReply' } } },
          withinMs: 5000,
        },
      ],
    },
    {
      when: {
        type: 'eventually',
        what: { event: 'MessageDropped', where: { label: 'Get', why: 'the link is cut' } },
      },
      say: {
        en: 'The cut lost your query, too. Heal the links before you ask: the lost event does not come by itself after that.',
        ja: '切断のためにクエリーも失われました。尋ねる前にリンクを戻しましょう。失われたイベントが、その後ひとりでに届くことはありません。',
      },
      example: [
        {
          actions: [
            {
              type: 'Cut',
              links: [
                { from: 'node-1', to: 'node-3', oneWay: true },
                { from: 'node-1', to: 'node-4', oneWay: true },
              ],
            },
            write('hoge', 'new'),
          ],
          until: writeStored(2),
          withinMs: 5000,
        },
        {
          actions: [get('hoge')],
          until: { type: 'eventually', what: { event: 'MessageDropped', where: { label: 'Get' } } },
          withinMs: 5000,
        },
      ],
    },
  ],
  solution: [
    {
      actions: [
        {
          type: 'Cut',
          links: [
            { from: 'node-1', to: 'node-3', oneWay: true },
            { from: 'node-1', to: 'node-4', oneWay: true },
          ],
        },
        write('hoge', 'new'),
      ],
      until: writeStored(2),
      withinMs: 5000,
      speed: 0.4,
    },
    {
      actions: [{ type: 'Heal' }, get('hoge')],
      until: { type: 'eventually', what: oldAnswer },
      withinMs: 5000,
      speed: 0.4,
    },
  ],
  par: 4,
  hints: [
    {
      en: 'A write is acknowledged as soon as it is stored. Nobody waits for the readers.',
      ja: '書き込みは、保存された時点で確認されます。読み取り役を待つ人はいません。',
    },
    {
      en: 'The published event travels from node-1 to node-3 and node-4. You can cut links on the canvas, or hold or drop single messages.',
      ja: '配信されるイベントは、node-1からnode-3とnode-4へ届きます。リンクはキャンバスで切断でき、メッセージを1つずつ止めたり捨てたりもできます。',
    },
    {
      en: 'Cut both links of node-1 to the readers, write, wait for the acknowledgement, heal the links, and send a Get.',
      ja: 'node-1から読み取り役への2本のリンクを切り、書き込み、確認応答を待ちます。それからリンクを戻し、読み取りを送ります。',
    },
  ],
  why: {
    en: 'The acknowledgement says that the event is stored, not that every copy has it. Readers follow with a delay, and pub/sub delivers at most once, so a lost event is missing until the reader notices the gap at the next one. That is eventual consistency. Belief: once a write is acknowledged, every read shows it.',
    ja: '確認応答は「イベントが保存された」という意味で、すべてのコピーに届いたという意味ではありません。読み取り役は遅れて追いつきます。Pub/Subの配信は高々一度なので、失われたイベントは、次のイベントで抜けに気づくまで欠けたままです。これが結果整合性です。「確認された書き込みは、どの読み取りにも見える」というのは誤解です。',
  },
}
