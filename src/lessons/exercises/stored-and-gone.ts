import type { Check, Fact } from '../../trace/index.ts'
import type { PredictionExercise } from '../exercise.ts'
import { writer } from '../walkthroughs/seed-demo-builders.ts'
import { afterwards, event } from '../walkthroughs/step-builders.ts'
import { twoWriterPrepare, twoWriterSettings, twoWriterSolution } from './two-writers.ts'

const restarted = { event: 'ParticipantStopped', where: { participant: 'node-1' } } as const
const holds = (entries: string): Fact => ({
  fact: 'state',
  node: 'node-1',
  actor: writer,
  contains: `"entries":{"hoge":"fuga"${entries}},"sequenceNr":2`,
})
const recovered = (entries: string): Check => afterwards(restarted, holds(entries))

export const storedAndGone: PredictionExercise = {
  type: 'prediction',
  id: 'stored-and-gone',
  ladder: 'persistence',
  title: { en: 'Stored, and gone', ja: '保存されたのに、ない' },
  minutes: 5,
  scenario: 'cqrs-as-printed',
  seed: 7,
  settings: twoWriterSettings,
  prepare: [...twoWriterPrepare, ...twoWriterSolution],
  situation: {
    en: 'A partition has led to two writers with one persistence id. The writer on node-1 has stored left = 1 as event 2. After that, the writer on node-4 has stored right = 1 as event 2, too. Now the links are healed, and after a power failure everything starts again with one writer, on node-1.',
    ja: 'ネットワーク分断で、同じ永続化IDの書き込み役が2つになりました。node-1の書き込み役が left = 1 をイベント2として保存し、その後node-4の書き込み役も right = 1 をイベント2として保存しました。これからリンクが直り、停電の後、すべてが再び起動します。書き込み役はnode-1に1つだけです。',
  },
  question: {
    type: 'choice',
    ask: {
      en: 'What does the writer hold after its recovery, beside hoge = fuga?',
      ja: 'リカバリーの後、書き込み役が hoge = fuga のほかに持っているのはどれでしょうか。',
    },
    choices: [
      {
        id: 'both',
        words: { en: 'left and right', ja: 'leftとright' },
        claim: recovered(',"left":"1","right":"1"'),
        reply: {
          en: 'Both events are in the journal. But a replay must not deliver one number twice.',
          ja: 'ジャーナルには両方あります。しかし再生は、同じ番号を2回渡してはいけません。',
        },
      },
      {
        id: 'left',
        words: { en: 'left only, it was stored first', ja: '先に保存されたleftだけ' },
        claim: recovered(',"left":"1"'),
        reply: {
          en: 'The filter trusts the writer that started last: it knows what the older one had stored until then.',
          ja: 'フィルターは、後から起動した書き込み役を信用します。古いほうがそれまでに保存したものを知っているからです。',
        },
      },
      {
        id: 'right',
        words: { en: 'right only, its writer is the newer one', ja: '新しい書き込み役のrightだけ' },
        claim: recovered(',"right":"1"'),
      },
      {
        id: 'fails',
        words: { en: 'Nothing: the recovery fails', ja: '何もない。リカバリーに失敗する' },
        claim: afterwards(restarted, { event: 'RecoveryFailed' }),
        reply: {
          en: 'With the replay filter set to fail it would. By default it repairs, and only warns.',
          ja: '再生フィルターの設定がfailならそうなります。デフォルトでは修復し、警告するだけです。',
        },
      },
    ],
    answer: 'right',
    why: {
      en: 'Each event carries the id of its writer. The replay filter sees a new writer begin at number 2 and discards event 2 of the older one, with a warning in the log. The event was stored and is ignored from now on, although nobody was told so.',
      ja: '各イベントには書き手のIDが付いています。再生フィルターは、新しい書き手が番号2から始まったのを見て、古い書き手のイベント2を捨て、ログに警告を出します。保存されたのに、誰にも知らされないまま、以後は無視されます。',
    },
  },
  experiment: [
    {
      actions: [{ type: 'Heal' }, { type: 'PowerFailure' }],
      until: event('RecoveryCompleted', 'node-1', { actor: writer }),
      withinMs: 30_000,
      speed: 0.7,
    },
  ],
  hints: [
    {
      en: 'In which order do the events stand in the journal, and who wrote them? The panel Journal shows it.',
      ja: 'ジャーナルでのイベントの順番と書き手を見てみましょう。パネル「ジャーナル」に表示されます。',
    },
    {
      en: 'The replay reads 1, 2, 2. At the second 2 it sees a writer that it has not seen before.',
      ja: '再生では1、2、2と読みます。2つ目の2で、それまでになかった書き手が現れます。',
    },
    {
      en: 'The default of the replay filter is repair-by-discard-old.',
      ja: '再生フィルターのデフォルトは、repair-by-discard-oldです。',
    },
  ],
  why: {
    en: 'Belief: what is stored is there for ever. With two writers the journal holds two histories, and a replay follows one of them. Prevent the second writer; no filter can give back what it discards.',
    ja: '「保存されたものは、ずっと残る」と思われがちですが、書き込み役が2つあると、ジャーナルには2つの歴史があり、再生がたどるのは片方だけです。フィルターは捨てたものを元に戻せないので、2つ目の書き込み役を防ぎましょう。',
  },
}
