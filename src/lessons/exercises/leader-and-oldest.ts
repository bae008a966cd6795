import type { Anchor } from '../anchor.ts'
import type { PredictionExercise } from '../exercise.ts'
import { allNodes, allUp, singletonOn } from '../walkthroughs/seed-demo-builders.ts'
import { afterwards, all, eventually, participant } from '../walkthroughs/step-builders.ts'
import { stopped, together, writerStarts } from './cluster-builders.ts'

const node = (n: number): Anchor => participant(`node-${n}`)

const noRole = {
  en: 'This node has the role “read”. Only a node with the role “update” can run the writer.',
  ja: 'このノードのロールは「read」です。書き込み役を動かせるのは、ロール「update」のノードだけです。',
} as const

export const leaderAndOldest: PredictionExercise = {
  type: 'prediction',
  id: 'leader-and-oldest',
  ladder: 'cluster',
  title: { en: 'The leader comes back', ja: '戻ってきたリーダー' },
  minutes: 3,
  scenario: 'cqrs',
  seed: 7,
  prepare: [together],
  situation: {
    en: 'The leader of the cluster is node-1, and the only writer runs there, too. In a moment node-1 leaves, is started again and joins. As soon as all four nodes are Up, node-1 is the leader again.',
    ja: 'node-1はクラスターのリーダーで、ただ1つの書き込み役もそこで動いています。これからnode-1が離脱し、再び起動して参加します。4つのノードがすべてUpになると、node-1はまたリーダーになります。',
  },
  question: {
    type: 'point',
    ask: {
      en: 'Which node runs the writer then? Click it on the canvas.',
      ja: 'そのとき書き込み役はどのノードで動いているでしょうか。キャンバスでクリックしてください。',
    },
    answers: [node(2)],
    why: {
      en: 'The singleton runs on the oldest member with its role, and age counts from the moment of Up. node-1 has come back as a new member, so it is the youngest, and node-2 keeps the writer. The leader is something else: the first reachable member in the order of addresses. Nobody elects it.',
      ja: 'シングルトンは、そのロールを持つ最も古いメンバーで動きます。古さはUpになった時点から数えます。node-1は新しいメンバーとして戻ったので最も若く、書き込み役はnode-2に残ります。リーダーは別のもので、到達可能なメンバーのうちアドレス順で先頭のノードです。選挙は行われません。',
    },
  },
  things: [
    {
      thing: node(1),
      claim: afterwards(
        { event: 'ParticipantStarted', node: 'node-1', where: { incarnation: 2 } },
        writerStarts('node-1'),
      ),
      reply: {
        en: 'node-1 is the leader again, because its address is the lowest. But the writer does not follow the leader.',
        ja: 'node-1はアドレスが最も小さいので、またリーダーになります。しかし、書き込み役はリーダーについていくわけではありません。',
      },
    },
    { thing: node(2), claim: all(allUp(), singletonOn('node-2')) },
    { thing: node(3), claim: eventually(writerStarts('node-3')), reply: noRole },
    { thing: node(4), claim: eventually(writerStarts('node-4')), reply: noRole },
  ],
  experiment: [
    {
      actions: [{ type: 'Leave', node: 'node-1' }],
      until: all(singletonOn('node-2'), eventually(stopped('node-1', 'left'))),
      withinMs: 30_000,
      speed: 0.5,
    },
    {
      actions: [{ type: 'Start', participant: 'node-1' }],
      until: all(
        allUp(allNodes),
        eventually({ event: 'LeaderChanged', node: 'node-2', where: { leader: '*@node-1:*' } }),
      ),
      withinMs: 30_000,
      speed: 0.7,
    },
  ],
  hints: [
    {
      en: 'Two different rules pick the leader and the place of a singleton. One looks at addresses, the other at age.',
      ja: 'リーダーとシングルトンの場所は、別々の規則で決まります。一方はアドレス、もう一方は古さを見ます。',
    },
    {
      en: 'A node that has left comes back as a new member. How old is it then?',
      ja: '離脱したノードは、新しいメンバーとして戻ります。そのとき、どれくらい古いメンバーでしょうか。',
    },
    {
      en: 'The writer moved when node-1 left. Is there any reason to move it again?',
      ja: '書き込み役は、node-1の離脱で移りました。もう一度移る理由はあるでしょうか。',
    },
  ],
  why: {
    en: 'Belief: the leader is elected and runs the singleton. In truth the leader is only the lowest reachable address and changes the status of members; the singleton is on the oldest member.',
    ja: '「リーダーは選挙で決まり、シングルトンを動かす」と思われがちです。実際には、リーダーは到達可能で最も小さいアドレスのノードで、メンバーの状態を変えるだけです。シングルトンは最も古いメンバーで動きます。',
  },
}
