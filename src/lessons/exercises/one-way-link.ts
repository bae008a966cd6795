import type { Check, ParticipantId } from '../../trace/index.ts'
import type { PredictionExercise } from '../exercise.ts'
import { all, eventually, never } from '../walkthroughs/step-builders.ts'
import { oneWay, removedBy, stopped, together, writerStarts } from './cluster-builders.ts'

const ends = (node: ParticipantId): Check => eventually(stopped(node, 'downed'))
const goesOn = (node: ParticipantId): Check => never(stopped(node))

export const oneWayLink: PredictionExercise = {
  type: 'prediction',
  id: 'one-way-link',
  ladder: 'cluster',
  title: { en: 'A link that fails in one direction', ja: '片方向だけ切れたリンク' },
  minutes: 4,
  scenario: 'cqrs',
  seed: 7,
  prepare: [together],
  situation: {
    en: 'Every node has a split brain resolver with the strategy keep-majority. The writer runs on node-1, and node-2 is the only other node that could run it. Now messages from node-1 to node-2 are lost. All other links work, also the way back from node-2 to node-1.',
    ja: '各ノードには、戦略がkeep-majorityのスプリットブレインリゾルバーがあります。書き込み役はnode-1で動き、ほかに動かせるのはnode-2だけです。これから、node-1からnode-2へのメッセージが失われます。逆方向も含め、ほかのリンクはすべて正常です。',
  },
  question: {
    type: 'choice',
    ask: { en: 'Which nodes are downed?', ja: 'Downになるのはどのノードでしょうか。' },
    choices: [
      {
        id: 'none',
        words: {
          en: 'None: three nodes still hear each of them',
          ja: 'なし。ほかのノードとは通じているから',
        },
        claim: all(goesOn('node-1'), goesOn('node-2')),
        reply: {
          en: 'Then node-1 and node-2 would stay unreachable for each other, and the cluster could never converge again. The resolver does not leave it at that.',
          ja: 'それでは、node-1とnode-2は互いに到達不能のままで、クラスターは二度と収束できません。リゾルバーは放っておきません。',
        },
      },
      {
        id: 'node-1',
        words: { en: 'node-1, whose messages are lost', ja: 'node-1。送ったメッセージが失われるから' },
        claim: all(ends('node-1'), goesOn('node-2')),
        reply: {
          en: 'Who knows whose messages are lost? A heartbeat needs both directions, so node-1 misses the replies of node-2, too.',
          ja: 'どちらのメッセージが失われたのか、誰に分かるでしょうか。ハートビートには両方向が必要なので、node-1にもnode-2の応答が届きません。',
        },
      },
      {
        id: 'node-2',
        words: { en: 'node-2, which hears nothing', ja: 'node-2。何も届かないから' },
        claim: all(ends('node-2'), goesOn('node-1')),
        reply: {
          en: 'That would keep the writer in place. But both suspect each other, and from outside neither looks better than the other.',
          ja: 'そうなれば書き込み役は残ります。しかし互いに疑い合っていて、外からはどちらが正しいとも言えません。',
        },
      },
      {
        id: 'both',
        words: { en: 'Both', ja: '両方' },
        claim: all(ends('node-1'), ends('node-2'), never(writerStarts('node-2'))),
      },
    ],
    answer: 'both',
    why: {
      en: 'node-1 and node-2 call each other unreachable, while node-3 and node-4 hear both. Such members are indirectly connected. Nobody can say which of the two is at fault, so the resolver downs both. There are never two writers, but now there is none: no other node has the role “update”.',
      ja: 'node-1とnode-2は互いを到達不能とみなしますが、node-3とnode-4には両方とも届いています。このようなメンバーは「間接的に接続されている」と言います。どちらが悪いかは決められないので、リゾルバーは両方をDownにします。書き込み役が2つになることはありませんが、1つもなくなりました。ロール「update」のノードがほかにないからです。',
    },
  },
  experiment: [
    {
      actions: [oneWay(['node-1'], 'node-2')],
      until: all(
        ends('node-1'),
        ends('node-2'),
        removedBy(['node-3', 'node-4'], 'node-1'),
        removedBy(['node-3', 'node-4'], 'node-2'),
      ),
      withinMs: 40_000,
      speed: 1.5,
    },
  ],
  hints: [
    {
      en: 'A heartbeat goes out and its reply comes back. Which of the two nodes misses the replies of the other?',
      ja: 'ハートビートを送り、その応答が返ってきます。相手の応答が届かなくなるのは、2つのうちどちらでしょうか。',
    },
    {
      en: 'Open the tab “Members”: node-3 and node-4 hear both, and gossip carries the suspicions to all.',
      ja: '「メンバー」タブを見ましょう。node-3とnode-4には両方とも届いています。疑いは、ゴシップで全員に伝わります。',
    },
    {
      en: 'The situation is the same for both nodes, so a rule cannot treat them differently.',
      ja: '2つのノードの立場は対等です。だから規則も、片方だけを特別扱いできません。',
    },
  ],
  why: {
    en: 'Belief: with a downing provider there is always exactly one singleton. A good resolver promises at most one: it prefers none to two. More nodes with the role make it likely that one is left.',
    ja: '「ダウニングプロバイダーがあれば、シングルトンは常にちょうど1つ」と思われがちです。よいリゾルバーが約束するのは「多くても1つ」で、2つになるくらいなら0を選びます。そのロールのノードを増やせば、残る見込みが高まります。',
  },
}
