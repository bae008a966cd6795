import type { Condition } from '../../trace/index.ts'
import type { GoalExercise } from '../exercise.ts'
import { allNodes, singletonOn } from '../walkthroughs/seed-demo-builders.ts'
import { all, eventually } from '../walkthroughs/step-builders.ts'
import { neverTwoWriters, removedBy, together } from './cluster-builders.ts'

const others = ['node-2', 'node-3', 'node-4'] as const
const start = { type: 'Start', participant: 'node-1' } as const
const startedAgain: Condition = { event: 'ParticipantStarted', node: 'node-1', where: { incarnation: 2 } }
/** node-1 becomes Up as the first member of a cluster. */
const founds = {
  event: 'MemberChanged',
  node: 'node-1',
  where: { member: '*@node-1:*', status: 'Up', upNumber: 1 },
} as const
/** The second founder: the first time, node-1 has founded the cluster in which all four were. */
const foundsAgain = { type: 'eventually', what: founds, times: 2 } as const
const allFour = { fact: 'members', status: 'Up', nodes: allNodes } as const

export const firstSeedAlone: GoalExercise = {
  type: 'goal',
  id: 'first-seed-alone',
  ladder: 'cluster',
  title: { en: 'The first seed node comes back', ja: '戻ってくる先頭のシードノード' },
  minutes: 5,
  scenario: 'cqrs',
  seed: 7,
  prepare: [
    together,
    {
      actions: [
        { type: 'Kill', participant: 'node-1' },
        { type: 'Partition', sides: [['node-1'], others] },
      ],
      until: all(singletonOn('node-2'), removedBy(others, 'node-1')),
      withinMs: 60_000,
    },
  ],
  situation: {
    en: 'The process of node-1 has crashed, and its links to the other nodes are cut. The three others have removed it, and the writer runs on node-2. Every node has the list of seed nodes, and node-1 is the first in it.',
    ja: 'node-1がクラッシュし、ほかのノードとのリンクも切れています。残りの3つはnode-1を取り除き、書き込み役はnode-2で動いています。どのノードにもシードノードの一覧があり、先頭はnode-1です。',
  },
  goal: {
    en: 'Bring node-1 back, so that all four nodes are in one cluster. There must never be two writers.',
    ja: 'node-1を復帰させ、4つのノードを1つのクラスターにしてください。書き込み役が2つになってはいけません。',
  },
  lamps: [
    {
      check: { type: 'eventually', what: allFour, after: startedAgain },
      met: { en: 'All four nodes are Up in one cluster.', ja: '4つのノードが1つのクラスターでUpです。' },
      yet: {
        en: 'The four nodes are not in one cluster.',
        ja: '4つのノードは、まだ1つのクラスターではありません。',
      },
    },
    neverTwoWriters,
  ],
  remarks: [
    {
      when: foundsAgain,
      say: {
        en: 'node-1 asked the other seed nodes. None answered within two seconds, so the first seed node founded a cluster of its own, with a second writer.',
        ja: 'node-1はほかのシードノードに尋ねましたが、2秒以内に誰も答えませんでした。そこで先頭のシードノードとして自分のクラスターを作り、2つ目の書き込み役も起動しました。',
      },
      example: [{ actions: [start], until: eventually(founds), withinMs: 10_000 }],
    },
    {
      when: all(foundsAgain, eventually({ event: 'LinkHealed' })),
      say: {
        en: 'The links work again, but two clusters do not merge: neither knows the members of the other. Only a restart of node-1 would let it join.',
        ja: 'リンクは元に戻りましたが、2つのクラスターが1つになることはありません。互いのメンバーを知らないからです。参加するには、node-1を起動し直すしかありません。',
      },
      example: [
        { actions: [start], until: eventually(founds), withinMs: 10_000 },
        { actions: [{ type: 'Heal' }], until: eventually({ event: 'LinkHealed' }), withinMs: 5000 },
      ],
    },
  ],
  solution: [
    {
      actions: [{ type: 'Heal' }, start],
      until: eventually(allFour),
      withinMs: 30_000,
      speed: 0.7,
    },
  ],
  par: 2,
  hints: [
    {
      en: 'What does a node do first when it starts, and whom does it ask?',
      ja: 'ノードは起動すると、まず何をしますか。誰に尋ねるでしょうか。',
    },
    {
      en: 'Every other node asks for ever. The first seed node waits only for a time, because somebody has to found the cluster.',
      ja: 'ほかのノードはいつまでも尋ね続けます。先頭のシードノードだけは、一定時間で待つのをやめます。誰かがクラスターを作らなければならないからです。',
    },
    {
      en: 'Heal the links first, then start node-1. The dialog “Links and pauses” heals them all, or click the scissors on the canvas.',
      ja: '先にリンクを戻し、それからnode-1を起動します。リンクは「リンクと停止」でまとめて戻すか、キャンバスのはさみの印から戻せます。',
    },
  ],
  why: {
    en: 'The first seed node cannot tell “there is no cluster yet” from “I cannot reach it”. After the seed-node-timeout it founds one. So start it only when it can reach another seed node, or put another node first. Belief: a restarted first seed node always rejoins.',
    ja: '先頭のシードノードには、「クラスターがまだない」のか「届かないだけ」なのかを見分けられません。seed-node-timeoutが過ぎると、自分でクラスターを作ります。ほかのシードノードに届くときだけ起動するか、別のノードを先頭にしましょう。「先頭のシードノードは、再起動すれば必ず元のクラスターに戻る」というのは誤解です。',
  },
}
