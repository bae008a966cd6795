import type { Check } from '../../trace/index.ts'
import type { PredictionExercise } from '../exercise.ts'
import { allUp, singletonOn } from '../walkthroughs/seed-demo-builders.ts'
import { all, eventually } from '../walkthroughs/step-builders.ts'
import { removedBy, stopped, together } from './cluster-builders.ts'

/** The writer was handed over exactly so many times. */
const handOvers = (times: number): Check => {
  const what = { event: 'MessageDelivered', where: { label: 'HandOverDone' } } as const
  const atMost = { type: 'atMost', what, times } as const
  return times === 0 ? atMost : all({ type: 'eventually', what, times }, atMost)
}

export const threeWaysOut: PredictionExercise = {
  type: 'prediction',
  id: 'three-ways-out',
  ladder: 'cluster',
  title: { en: 'Three ways out', ja: 'クラスターを去る3つの道' },
  minutes: 5,
  scenario: 'cqrs',
  seed: 7,
  prepare: [together],
  situation: {
    en: 'The writer moves three times. First its node leaves. Then its new node crashes. At last its node is healthy, but somebody marks it as Down by hand. After the first two moves the node starts again and joins.',
    ja: '書き込み役が3回移ります。1回目はそのノードが離脱(leave)し、2回目は移った先のノードがクラッシュします。3回目は、正常なのに手動でDownにされます。1回目と2回目のあと、ノードは再び起動して参加します。',
  },
  question: {
    type: 'choice',
    ask: {
      en: 'When does the old node hand the writer over to the new one?',
      ja: '古いノードが新しいノードへ書き込み役を引き継ぐのは、どの場合でしょうか。',
    },
    choices: [
      {
        id: 'leave',
        words: { en: 'Only when it leaves', ja: '離脱のときだけ' },
        claim: handOvers(1),
      },
      {
        id: 'alive',
        words: {
          en: 'When it leaves and when it is downed: the process is alive then',
          ja: '離脱とDownのとき。プロセスが生きているから',
        },
        claim: handOvers(2),
        reply: {
          en: 'A node that hears of its own Down stops at once and hands nothing over. The others have to miss its heartbeats and remove it first.',
          ja: '自分がDownだと知ったノードは、何も引き継がずにすぐ停止します。ほかのノードは、ハートビートの途絶えに気づき、取り除くまで待つしかありません。',
        },
      },
      {
        id: 'all',
        words: { en: 'In all three cases', ja: '3つの場合すべて' },
        claim: handOvers(3),
        reply: {
          en: 'A crashed node sends nothing any more. The others see only silence.',
          ja: 'クラッシュしたノードは、もう何も送れません。ほかのノードに見えるのは沈黙だけです。',
        },
      },
      {
        id: 'never',
        words: {
          en: 'Never: the new node just starts it',
          ja: 'どの場合もしない。新しいノードが起動するだけ',
        },
        claim: handOvers(0),
        reply: {
          en: 'The managers on both nodes talk when they have time for it: look for HandOverDone.',
          ja: '余裕があるときは、両方のノードのマネージャーがやり取りします。HandOverDoneを探してみましょう。',
        },
      },
    ],
    answer: 'leave',
    why: {
      en: 'Leave is a request: the node stays a member until its writer is handed over, so the gap is about a second. After a crash the others must suspect, decide and remove: about twelve seconds here. Down is a decision about a node that is taken for dead. It has no hand-over, even if the node was well.',
      ja: '離脱は「抜けたい」という申し出です。引き継ぎが済むまでメンバーのままなので、空白は1秒ほどです。クラッシュでは、疑い、判断し、取り除く必要があり、ここでは12秒ほどかかります。Downは「落ちたとみなす」決定で、実際は正常でも引き継ぎはありません。',
    },
  },
  experiment: [
    {
      actions: [{ type: 'Leave', node: 'node-1' }],
      until: all(singletonOn('node-2'), eventually(stopped('node-1', 'left'))),
      withinMs: 30_000,
      speed: 0.5,
    },
    { actions: [{ type: 'Start', participant: 'node-1' }], until: allUp(), withinMs: 30_000, speed: 2 },
    {
      actions: [{ type: 'Kill', participant: 'node-2' }],
      until: all(singletonOn('node-1'), removedBy(['node-1'], 'node-2')),
      withinMs: 40_000,
      speed: 2,
    },
    { actions: [{ type: 'Start', participant: 'node-2' }], until: allUp(), withinMs: 30_000, speed: 2 },
    {
      actions: [{ type: 'Down', node: 'node-1', by: 'node-2' }],
      until: all(singletonOn('node-2'), eventually(stopped('node-1', 'downed'))),
      withinMs: 40_000,
      speed: 2,
    },
  ],
  hints: [
    {
      en: 'A hand-over is a talk between two singleton managers. Who must be able to talk for that?',
      ja: '引き継ぎは、2つのシングルトンマネージャーのやり取りです。そのために、誰が応答できる必要がありますか。',
    },
    {
      en: 'A crash takes the manager along. And what does a node do that learns that it is Down?',
      ja: 'クラッシュすると、マネージャーも一緒に失われます。では、自分がDownだと知ったノードは何をするでしょうか。',
    },
    {
      en: 'Down means that the others go on without the node. So it ends itself at once.',
      ja: 'Downとは、ほかのノードがそのノードなしで先へ進むという意味です。だから、そのノードは直ちに終わります。',
    },
  ],
  why: {
    en: 'Belief: leave, down and kill are three words for the same. In truth only leave is graceful: take a healthy node out by leave, and keep down for a node that has really ended.',
    ja: '「離脱もDownも強制終了も同じこと」と思われがちですが、きれいに抜けられるのは離脱だけです。正常なノードは離脱で外し、Downは本当に終わったノードのために取っておきましょう。',
  },
}
