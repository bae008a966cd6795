import type { Check, ParticipantId } from '../../trace/index.ts'
import type { GoalExercise, Play } from '../exercise.ts'
import { hasEntry, write, writer } from '../walkthroughs/seed-demo-builders.ts'
import { event, eventually } from '../walkthroughs/step-builders.ts'
import { printedFormed, repaired } from './printed-builders.ts'

/** Settings, preparation and solution are the preparation of the exercise `stored-and-gone`, too. */
export const twoWriterSettings = repaired(
  'journalDiesWithItsNode',
  'sleepsInTheHandler',
  'replaySendsCommands',
  'oneUpdateNode',
  'readersShareTheStream',
)
export const twoWriterPrepare: readonly Play[] = [
  printedFormed(['node-1', 'node-2', 'node-3', 'node-4'], ['node-1', 'node-4']),
  {
    actions: [write('hoge', 'fuga')],
    until: hasEntry('node-1', writer, 'hoge', 'fuga'),
    withinMs: 10_000,
  },
]

const storedBy = (node: ParticipantId, sequenceNr: number): Check =>
  event('EventPersisted', node, { actor: writer, sequenceNr })
const bothRun = eventually({ fact: 'singletons', atLeast: 2 })

/** Both writers store an event 2: the client talks to one side, and then only the other one can be reached. */
export const twoWriterSolution: readonly Play[] = [
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
    until: bothRun,
    withinMs: 60_000,
    speed: 4,
  },
  { actions: [write('left', '1')], until: storedBy('node-1', 2), withinMs: 10_000, speed: 0.7 },
  {
    actions: [
      {
        type: 'Cut',
        links: [
          { from: 'client', to: 'node-1' },
          { from: 'client', to: 'node-3' },
        ],
      },
    ],
    until: eventually({ event: 'ClientConnected', node: 'client' }),
    withinMs: 60_000,
    speed: 3,
  },
  { actions: [write('right', '1')], until: storedBy('node-4', 2), withinMs: 10_000, speed: 0.7 },
]

export const twoWriters: GoalExercise = {
  type: 'goal',
  id: 'two-writers',
  ladder: 'persistence',
  title: { en: 'Two writers, one number', ja: '2つの書き込み役、1つの番号' },
  minutes: 10,
  scenario: 'cqrs-as-printed',
  seed: 7,
  settings: twoWriterSettings,
  prepare: twoWriterPrepare,
  situation: {
    en: 'The article downs unreachable nodes after 10 s (auto-down). node-1 runs the writer, and node-4 could run it, too. hoge = fuga is stored as event 1. As in the article, the journal does not check the numbers. The client knows node-1 and node-2 as initial contacts and talks to node-1.',
    ja: '記事の設定では、到達不能なノードは10秒後に自動でDownになります(auto-down)。書き込み役はnode-1で動いていますが、node-4でも動かせます。hoge = fuga がイベント1として保存されています。記事と同じく、ジャーナルは番号を確かめません。クライアントの初期コンタクトはnode-1とnode-2で、今はnode-1と通信しています。',
  },
  goal: {
    en: 'Let two writers run at the same time, and let each of them store an event 2.',
    ja: '2つの書き込み役を同時に動かし、それぞれにイベント2を保存させてください。',
  },
  lamps: [
    {
      check: bothRun,
      met: { en: 'Two writers have run at the same time.', ja: '2つの書き込み役が同時に動きました。' },
      yet: { en: 'Only one writer runs.', ja: '動いている書き込み役は1つだけです。' },
    },
    {
      check: {
        type: 'eventually',
        what: { event: 'EventPersisted', where: { actor: writer, sequenceNr: 2 } },
        times: 2,
      },
      met: { en: 'Event 2 is stored twice.', ja: 'イベント2が2回保存されました。' },
      yet: { en: 'Event 2 is not stored twice.', ja: 'イベント2は、まだ2回保存されていません。' },
    },
  ],
  remarks: [
    {
      when: eventually({ event: 'EventPersisted', where: { actor: writer, sequenceNr: 3 } }),
      say: {
        en: 'The same writer has stored event 3. The client still talks to the same side. When it loses its contact, it tries its initial contacts: is one of them on the other side?',
        ja: '同じ書き込み役がイベント3を保存しました。クライアントは、まだ同じ側と通信しています。通信相手を失ったクライアントは、初期コンタクトを試します。その1つは反対側にありますか。',
      },
      example: [
        { actions: [write('left', '1')], until: storedBy('node-1', 2), withinMs: 5000 },
        { actions: [write('right', '1')], until: storedBy('node-1', 3), withinMs: 5000 },
      ],
    },
    {
      when: eventually({
        event: 'ParticipantStopped',
        where: { participant: 'node-1', reason: 'killed' },
      }),
      say: {
        en: 'After a crash the old writer is really gone, so the new one is alone. The old one must live on where the others cannot see it.',
        ja: 'クラッシュすれば古い書き込み役は本当にいなくなり、新しい書き込み役だけになります。古いほうは、ほかから見えない所で動き続けなければなりません。',
      },
      example: [
        {
          actions: [{ type: 'Kill', participant: 'node-1' }],
          until: event('RecoveryCompleted', 'node-4', { actor: writer }),
          withinMs: 60_000,
        },
      ],
    },
  ],
  solution: twoWriterSolution,
  par: 4,
  hints: [
    {
      en: 'A writer moves when its node is downed. What if the node was not dead, but only cut off?',
      ja: '書き込み役のノードがDownになると、書き込み役は移ります。ノードが止まったのではなく、切り離されただけだったら、どうなるでしょうか。',
    },
    {
      en: 'Split the nodes so that each side has an update node and an initial contact: node-1 and node-3 against node-2 and node-4. Then let time run for half a minute.',
      ja: '両側に、updateノードと初期コンタクトが1つずつあるように分けます。node-1とnode-3、node-2とnode-4です。それから30秒ほど時間を進めます。',
    },
    {
      en: 'Write on the first side. Then cut the links from the client to node-1 and node-3, wait until it has found node-2, and write again.',
      ja: '一方で書き込みます。次に、クライアントからnode-1とnode-3へのリンクを切り、node-2とつながるのを待って、もう一度書き込みます。',
    },
  ],
  why: {
    en: 'Each side downs the other after 10 s and starts a writer of its own. Both have recovered event 1, so both give their next event the number 2. Nothing in a persistent actor prevents that: one writer for each id is a promise that the cluster must keep. A resolver such as keep-majority keeps it, and a journal with unique numbers would have refused the second event. Belief: two writers with one id are prevented.',
    ja: '10秒後に、どちらの側も相手をDownにし、自分の書き込み役を起動します。どちらもイベント1をリカバリーしているので、次のイベントは両方とも番号2です。永続アクター自身はこれを防ぎません。IDごとに書き込み役が1つという約束は、クラスターが守るものです。keep-majorityのようなリゾルバーなら守れ、番号の重複を許さないジャーナルなら2つ目を拒否します。「同じIDの書き込み役が2つになることはない」というのは誤解です。',
  },
}
