import type { Check } from '../../trace/index.ts'
import type { PredictionExercise } from '../exercise.ts'
import { reader, write, writeStored } from '../walkthroughs/seed-demo-builders.ts'
import { formedWithEntry } from './cqrs-builders.ts'

const restarted = { event: 'ParticipantStarted', node: 'node-3', where: { incarnation: 2 } } as const

/** The restarted reader holds this value, now or at some time. */
const restartedReaderHolds = (value: string): Check => ({
  type: 'eventually',
  what: { fact: 'state', node: 'node-3', actor: reader, contains: `"hoge":"${value}"` },
  after: restarted,
})

const readerOfNode4Sends: Check = {
  type: 'eventually',
  what: { event: 'MessageSent', node: 'node-4', where: { from: reader, toNode: 'node-3' } },
}

export const readerComesBack: PredictionExercise = {
  type: 'prediction',
  id: 'reader-comes-back',
  ladder: 'cqrs',
  title: { en: 'A reader comes back', ja: '戻ってきた読み取り役' },
  minutes: 4,
  scenario: 'cqrs',
  seed: 7,
  prepare: formedWithEntry,
  situation: {
    en: 'The reader on node-3 keeps its copy in memory only: hoge = old. Now node-3 crashes. While it is down, hoge = new is written and acknowledged. Then node-3 is started again, and nobody writes any more.',
    ja: 'node-3の読み取り役は、コピーをメモリーだけに持っています(hoge = old)。これからnode-3がクラッシュします。止まっている間に hoge = new が書き込まれ、確認されます。その後node-3を再起動し、もう書き込みはしません。',
  },
  question: {
    type: 'choice',
    ask: {
      en: 'What does the copy of the restarted reader contain?',
      ja: '再起動した読み取り役のコピーはどうなるでしょうか。',
    },
    choices: [
      {
        id: 'empty',
        words: {
          en: 'Nothing, until the next write is published',
          ja: '次の書き込みが配信されるまで空のまま',
        },
        claim: {
          type: 'all',
          checks: [
            { type: 'eventually', what: restarted },
            {
              type: 'never',
              what: {
                event: 'MessageDelivered',
                node: 'node-3',
                where: { to: `${reader}/*`, label: 'RecoverySuccess' },
              },
            },
          ],
        },
        reply: {
          en: 'Published events are indeed gone for a reader that was away. But they are not its only source.',
          ja: '不在の間に配信されたイベントは、確かに届きません。しかし、情報源はそれだけではありません。',
        },
      },
      {
        id: 'old',
        words: { en: 'hoge = old, as before the crash', ja: 'hoge = old(クラッシュ前と同じ)' },
        claim: restartedReaderHolds('old'),
        reply: {
          en: 'The copy was in memory and went down with the node.',
          ja: 'コピーはメモリーにあったので、ノードと一緒に失われました。',
        },
      },
      {
        id: 'new-from-journal',
        words: { en: 'hoge = new, read from the journal', ja: 'hoge = new(ジャーナルから読む)' },
        claim: restartedReaderHolds('new'),
      },
      {
        id: 'new-from-reader',
        words: { en: 'hoge = new, sent by the reader on node-4', ja: 'hoge = new(node-4の読み取り役が送る)' },
        claim: readerOfNode4Sends,
        reply: {
          en: 'Readers do not know each other. Each one follows the journal on its own.',
          ja: '読み取り役どうしは互いを知りません。それぞれが独立にジャーナルを追います。',
        },
      },
    ],
    answer: 'new-from-journal',
    why: {
      en: 'At its start a reader reads all events of the journal and builds its copy anew. Only then does it follow the published events. So the copy may be lost at any time: the journal is the truth, and the copy can be computed again.',
      ja: '読み取り役は、起動するとジャーナルの全イベントを読み、コピーを作り直します。その後で、配信されるイベントを追います。だからコピーはいつ失われても構いません。真実はジャーナルにあり、コピーは計算し直せます。',
    },
  },
  experiment: [
    {
      actions: [{ type: 'Kill', participant: 'node-3' }, write('hoge', 'new')],
      until: writeStored(2),
      withinMs: 10_000,
      speed: 0.7,
    },
    {
      actions: [{ type: 'Start', participant: 'node-3' }],
      until: {
        type: 'eventually',
        what: { fact: 'state', node: 'node-3', actor: reader, contains: '"hoge":"new"' },
      },
      withinMs: 10_000,
      speed: 0.5,
    },
  ],
  hints: [
    {
      en: 'A copy in memory does not survive the crash. Where is the same information kept?',
      ja: 'メモリーのコピーはクラッシュで失われます。同じ情報は、ほかにどこにあるでしょうか。',
    },
    {
      en: 'The writer stores each event before it publishes it.',
      ja: '書き込み役は、配信する前にイベントを保存します。',
    },
    {
      en: 'Watch the messages between node-3 and the database right after the start.',
      ja: '起動直後の、node-3とデータベースの間のメッセージに注目しましょう。',
    },
  ],
  why: {
    en: 'Belief: a read side must be backed up, or it is lost with its node. In truth it is derived from the journal.',
    ja: '「読み取り側はバックアップしないと失われる」と思われがちですが、実際にはジャーナルから作り直せます。',
  },
}
