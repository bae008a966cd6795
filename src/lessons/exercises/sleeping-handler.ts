import type { PredictionExercise } from '../exercise.ts'
import { hasEntry, reader, write, writer } from '../walkthroughs/seed-demo-builders.ts'
import { all, event, eventually, never } from '../walkthroughs/step-builders.ts'
import { printedFormed } from './printed-builders.ts'

const unreachable = { event: 'MemberUnreachable', where: { member: '*@node-1:*' } } as const
const reachable = { event: 'MemberReachable', where: { member: '*@node-1:*' } } as const
const removed = { event: 'MemberChanged', where: { member: '*@node-1:*', status: 'Down' } } as const

export const sleepingHandler: PredictionExercise = {
  type: 'prediction',
  id: 'sleeping-handler',
  ladder: 'persistence',
  title: { en: 'Five seconds of sleep', ja: '5秒の眠り' },
  minutes: 4,
  scenario: 'cqrs-as-printed',
  seed: 7,
  prepare: [printedFormed()],
  situation: {
    en: 'This is the program of the article, as printed. After storing an event the writer calls Thread.sleep(5000), as if it had much to do. Nothing else of node-1 can run in these five seconds: no heartbeat, no timer, no other actor. You write hoge = fuga.',
    ja: '記事のプログラムそのままです。書き込み役は、イベントを保存した後でThread.sleep(5000)を呼びます。重い処理の代わりです。その5秒間、node-1ではほかに何も動きません。ハートビートも、タイマーも、ほかのアクターもです。hoge = fuga を書き込みます。',
  },
  question: {
    type: 'choice',
    ask: {
      en: 'What do the other nodes make of it?',
      ja: 'ほかのノードからはどう見えるでしょうか。',
    },
    choices: [
      {
        id: 'nothing',
        words: { en: 'They notice nothing', ja: '何も気づかない' },
        claim: never(unreachable),
        reply: {
          en: 'The failure detector expects a heartbeat every second. Five seconds are long for it.',
          ja: '障害検知器は、1秒ごとのハートビートを期待しています。5秒は長すぎます。',
        },
      },
      {
        id: 'suspected',
        words: {
          en: 'They call node-1 unreachable, and later reachable again',
          ja: 'node-1を到達不能とし、後で到達可能に戻す',
        },
        claim: all(eventually(unreachable), eventually(reachable), never(removed)),
      },
      {
        id: 'removed',
        words: { en: 'They down node-1 and go on without it', ja: 'node-1をDownにして、外す' },
        claim: eventually(removed),
        reply: {
          en: 'The article downs after ten seconds. Two writes in a row would be enough for that.',
          ja: '記事の設定では10秒後です。書き込みが2つ続けば、そうなります。',
        },
      },
    ],
    answer: 'suspected',
    why: {
      en: 'A node that sleeps looks like a dead one: its heartbeats are missing. It comes back before the ten seconds of auto-down are over. With a second write right behind, node-1 would have slept for ten seconds.',
      ja: '眠っているノードは、止まったノードと同じに見えます。ハートビートが届かないからです。auto-downの10秒が過ぎる前に戻りました。書き込みがもう1つ続いていれば、node-1は10秒眠ったところです。',
    },
  },
  experiment: [
    {
      actions: [write('hoge', 'fuga')],
      until: all(
        hasEntry('node-1', writer, 'hoge', 'fuga'),
        hasEntry('node-2', reader, 'hoge', 'fuga'),
        hasEntry('node-3', reader, 'hoge', 'fuga'),
        event('MemberReachable', 'node-2', { member: '*@node-1:*' }),
        event('MemberReachable', 'node-3', { member: '*@node-1:*' }),
      ),
      withinMs: 30_000,
      speed: 1.5,
    },
  ],
  hints: [
    {
      en: 'How do the others know that node-1 lives?',
      ja: 'ほかのノードは、node-1が動いていることをどうやって知りますか。',
    },
    {
      en: 'Watch the row “sees” on the cards of node-2 and node-3 during the sleep.',
      ja: '眠っている間、node-2とnode-3のカードの「視点」の行に注目しましょう。',
    },
    {
      en: 'Five seconds are more than the failure detector accepts, and less than the ten seconds of auto-down.',
      ja: '5秒は、障害検知器が待つ時間より長く、auto-downの10秒より短い時間です。',
    },
  ],
  why: {
    en: 'Belief: a handler that blocks is only slow. In truth it blocks its thread, and all that needs the thread: other actors, timers, heartbeats. Work that takes long belongs into a timer, or on a dispatcher of its own.',
    ja: '「ハンドラーがブロックしても、遅くなるだけ」と思われがちですが、スレッドが止まり、それを使うもの、つまりほかのアクター、タイマー、ハートビートもすべて止まります。時間のかかる処理は、タイマーか専用のディスパッチャーに任せましょう。',
  },
}
