import type { Check } from '../../trace/index.ts'
import type { PredictionExercise } from '../exercise.ts'
import { noAnswer, write, writer } from '../walkthroughs/seed-demo-builders.ts'
import { all, eventually, never } from '../walkthroughs/step-builders.ts'
import { formedWithEntry } from './cqrs-builders.ts'

const published = { event: 'Published', node: 'node-2' } as const
const acknowledged = {
  event: 'MessageSent',
  where: { from: writer, label: 'WriteAck', 'body.sequenceNr': 2 },
} as const
const recovered = (sequenceNr: number): Check =>
  eventually({ event: 'RecoveryCompleted', node: 'node-2', where: { actor: writer, sequenceNr } })

export const effectAfterCrash: PredictionExercise = {
  type: 'prediction',
  id: 'effect-after-crash',
  ladder: 'persistence',
  title: { en: 'Stored, and then?', ja: '保存された、その後は?' },
  minutes: 4,
  scenario: 'cqrs',
  seed: 7,
  prepare: formedWithEntry,
  situation: {
    en: 'The writer stores an event, and in thenRun and thenReply it publishes the event and acknowledges the write. You write hoge = new. The database stores it as event 2. At this very instant node-1 crashes, before the database can answer. Later a new writer starts on node-2 and replays events 1 and 2.',
    ja: '書き込み役はイベントを保存した後、thenRunとthenReplyで配信と確認応答を行います。hoge = new を書き込むと、データベースがイベント2として保存します。まさにその瞬間、データベースの応答より前に、node-1がクラッシュします。後でnode-2の新しい書き込み役が、イベント1と2を再生します。',
  },
  question: {
    type: 'choice',
    ask: {
      en: 'What happens to the publication and the acknowledgement of event 2?',
      ja: 'イベント2の配信と確認応答はどうなるでしょうか。',
    },
    choices: [
      {
        id: 'at-recovery',
        words: { en: 'The new writer catches up on both', ja: '新しい書き込み役が、両方を後から行う' },
        claim: all(recovered(2), eventually(published), eventually(acknowledged)),
        reply: {
          en: 'A replay runs the event handler only. If it ran effects, each start would repeat the whole past.',
          ja: '再生で動くのはイベントハンドラーだけです。副作用まで動けば、起動のたびに過去がすべて繰り返されます。',
        },
      },
      {
        id: 'rolled-back',
        words: {
          en: 'Event 2 is rolled back with them',
          ja: 'イベント2も一緒に取り消される',
        },
        claim: recovered(1),
        reply: {
          en: 'The commit is done. The database does not know what the writer wanted to do next.',
          ja: 'コミットは済んでいます。書き込み役が次に何をするつもりだったか、データベースは知りません。',
        },
      },
      {
        id: 'never',
        words: {
          en: 'Event 2 is there, but both never happen',
          ja: 'イベント2は残るが、どちらも行われない',
        },
        claim: all(recovered(2), never(published), never(acknowledged)),
      },
    ],
    answer: 'never',
    why: {
      en: 'thenRun and thenReply run at most once: after the commit, if the writer still lives. The event is stored, the client waits in vain, and the readers miss an event. They find it in the journal later.',
      ja: 'thenRunとthenReplyが動くのは、コミットの後に書き込み役が生きていれば、の高々一度です。イベントは保存され、クライアントはむなしく待ち、読み取り役はイベントを見逃します。後でジャーナルから見つけます。',
    },
  },
  experiment: [
    {
      actions: [write('hoge', 'new')],
      until: eventually({
        event: 'JournalChanged',
        where: { change: 'appended', highestSequenceNr: 2 },
      }),
      withinMs: 5000,
      speed: 0.2,
    },
    {
      actions: [{ type: 'Kill', participant: 'node-1' }],
      until: all(recovered(2), noAnswer),
      withinMs: 60_000,
      speed: 4,
    },
  ],
  hints: [
    {
      en: 'What does a recovery run again: the command handler, the event handler, or thenRun?',
      ja: 'リカバリーで再び動くのはどれでしょうか。コマンドハンドラー、イベントハンドラー、それともthenRunでしょうか。',
    },
    {
      en: 'The journal holds the event. It does not hold the function of thenRun, nor who asked.',
      ja: 'ジャーナルにあるのはイベントです。thenRunの関数も、誰が頼んだかも入っていません。',
    },
    {
      en: 'Watch the client: does an answer ever arrive?',
      ja: 'クライアントに注目しましょう。応答は届くでしょうか。',
    },
  ],
  why: {
    en: 'Belief: thenRun is guaranteed, or runs again at recovery. In truth it runs at most once. What must happen for each event belongs into a projection, which reads the journal and remembers its position.',
    ja: '「thenRunは必ず動く、または、リカバリーでもう一度動く」と思われがちですが、実際には高々一度です。イベントごとに必ず行うべきことは、ジャーナルを読み、自分の位置を覚えているプロジェクションに任せます。',
  },
}
