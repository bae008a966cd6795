import type { Check } from '../../trace/index.ts'
import type { GoalExercise } from '../exercise.ts'
import { all, eventually } from '../walkthroughs/step-builders.ts'
import { stopped, together, writerStarts } from './cluster-builders.ts'

const twoWriters: Check = eventually({ fact: 'singletons', atLeast: 2 })
const bothDowned: Check = all(
  eventually(stopped('node-1', 'downed')),
  eventually(stopped('node-2', 'downed')),
)
const crashed: Check = all(eventually(stopped('node-1', 'killed')), eventually(writerStarts('node-2')))

export const hastyDowning: GoalExercise = {
  type: 'goal',
  id: 'hasty-downing',
  ladder: 'cluster',
  title: { en: 'Downed by a time-out', ja: 'タイムアウトによるDown' },
  minutes: 5,
  scenario: 'cqrs',
  seed: 7,
  settings: { cluster: { downing: { strategy: 'auto-down', afterMs: 5000 }, downRemovalMarginMs: null } },
  prepare: [together],
  situation: {
    en: 'This cluster has a downing provider: auto-down, as in old versions of Akka. A member that stays unreachable for five seconds is downed automatically. The operators believe that this keeps the writer unique.',
    ja: 'このクラスターには、古いAkkaにあったダウニングプロバイダー、auto-downがあります。5秒間到達不能なメンバーは、自動でDownになります。運用担当者は「これで書き込み役は1つに保たれる」と信じています。',
  },
  goal: {
    en: 'Show that they are wrong: let two writers run at the same time.',
    ja: 'それが間違いであることを示してください。2つの書き込み役を同時に動かします。',
  },
  lamps: [
    {
      check: twoWriters,
      met: { en: 'Two writers run at the same time.', ja: '2つの書き込み役が同時に動いています。' },
      yet: { en: 'There is one writer at most.', ja: '書き込み役は1つまでです。' },
    },
  ],
  remarks: [
    {
      when: crashed,
      say: {
        en: 'After a real crash auto-down is right: node-1 is gone, and its writer with it. In which other case do the heartbeats of node-1 stay away?',
        ja: '本当のクラッシュなら、auto-downの判断は正しく、node-1と一緒に書き込み役も失われています。node-1のハートビートが途絶えるのは、ほかにどんな場合でしょうか。',
      },
      example: [{ actions: [{ type: 'Kill', participant: 'node-1' }], until: crashed, withinMs: 30_000 }],
    },
    {
      when: bothDowned,
      say: {
        en: 'node-1 and node-2 have downed each other, and node-3 and node-4 passed both messages on. So both have ended. Cut the cluster in such a way that no message gets around.',
        ja: 'node-1とnode-2が互いをDownにし、node-3とnode-4がそれを両方に伝えたので、2つとも終了しました。回り道も残らないように、クラスターを切り分けましょう。',
      },
      example: [
        {
          actions: [{ type: 'Cut', links: [{ from: 'node-1', to: 'node-2' }] }],
          until: bothDowned,
          withinMs: 30_000,
        },
      ],
    },
  ],
  forbidden: [
    {
      act: { event: 'ActionDone', where: { 'action.type': 'Down' } },
      words: { en: 'Do not mark a node as Down yourself.', ja: '自分の手でノードをDownにしないでください。' },
    },
  ],
  solution: [
    {
      actions: [
        {
          type: 'Partition',
          sides: [
            ['node-1', 'node-3'],
            ['node-2', 'node-4'],
          ],
        },
      ],
      until: twoWriters,
      withinMs: 30_000,
      speed: 1.5,
    },
  ],
  par: 1,
  hints: [
    {
      en: 'A time-out measures silence. A crash makes a node silent. What else does?',
      ja: 'タイムアウトが測るのは沈黙です。クラッシュすればノードは沈黙します。ほかに沈黙の原因はないでしょうか。',
    },
    {
      en: 'The writer on node-1 must stay alive, while node-2 believes that node-1 is gone.',
      ja: 'node-1の書き込み役を生かしたまま、node-2に「node-1は落ちた」と思わせます。',
    },
    {
      en: 'Cut the network in two, with node-1 on one side and node-2 on the other, and wait until each side has downed the other.',
      ja: 'ネットワークを2つに分けます。片方にnode-1、もう片方にnode-2を置き、互いをDownにするまで待ちます。',
    },
  ],
  why: {
    en: 'Each side sees the other one silent, and each downs it. Both go on as a cluster of their own, each with a writer: split brain. A downing provider helps only if both sides come to the same result, as those of the split brain resolver do. Pekko has removed auto-down. Belief: any downing provider makes two singletons impossible.',
    ja: '両側とも、相手が沈黙したと見てDownにします。それぞれが別のクラスターとして動き続け、書き込み役も1つずつ持ちます。スプリットブレインです。役に立つのは、スプリットブレインリゾルバーのように、両側が同じ結論に達するものだけです。Pekkoからauto-downは削除されました。「ダウニングプロバイダーがあれば、シングルトンは2つにならない」というのは誤解です。',
  },
}
