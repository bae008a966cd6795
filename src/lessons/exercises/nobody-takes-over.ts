import type { PredictionExercise } from '../exercise.ts'
import { writer } from '../walkthroughs/seed-demo-builders.ts'
import { all, event, never } from '../walkthroughs/step-builders.ts'
import { printedFormed, repaired } from './printed-builders.ts'

const startedOn = (node: 'node-2' | 'node-3') =>
  ({ event: 'ActorStarted', node, where: { actor: writer } }) as const
const removedBy = (node: 'node-2' | 'node-3') =>
  event('MemberChanged', node, { member: '*@node-1:*', status: 'Removed' })

export const nobodyTakesOver: PredictionExercise = {
  type: 'prediction',
  id: 'nobody-takes-over',
  ladder: 'persistence',
  title: { en: 'Who takes over?', ja: '引き継ぐのは誰か' },
  minutes: 3,
  scenario: 'cqrs-as-printed',
  seed: 7,
  settings: repaired('journalDiesWithItsNode', 'sleepsInTheHandler'),
  prepare: [printedFormed()],
  situation: {
    en: 'The article says that the writer is a cluster singleton, so another node takes over when its node crashes. The singleton is bound to the role update. As printed, node-1 has the role update, and node-2 and node-3 have the role read. Now node-1 crashes, and the others remove it.',
    ja: '記事によると、書き込み役はクラスターシングルトンなので、ノードがクラッシュすれば別のノードが引き継ぎます。シングルトンはロールupdateに結び付いています。記事のままでは、ロールupdateを持つのはnode-1で、node-2とnode-3はロールreadです。これからnode-1がクラッシュし、ほかのノードがそれを外します。',
  },
  question: {
    type: 'choice',
    ask: { en: 'Where does the new writer run?', ja: '新しい書き込み役はどこで動くでしょうか。' },
    choices: [
      {
        id: 'node-2',
        words: { en: 'On node-2, the oldest that is left', ja: 'node-2。残った中で最も古いから' },
        claim: { type: 'eventually', what: startedOn('node-2') },
        reply: {
          en: 'node-2 is the oldest of all that are left, but it is not an update node.',
          ja: 'node-2は残った中で最も古いノードですが、updateノードではありません。',
        },
      },
      {
        id: 'node-3',
        words: { en: 'On node-3', ja: 'node-3' },
        claim: { type: 'eventually', what: startedOn('node-3') },
      },
      {
        id: 'nowhere',
        words: { en: 'Nowhere', ja: 'どこでも動かない' },
        claim: all(
          removedBy('node-2'),
          removedBy('node-3'),
          never(startedOn('node-2')),
          never(startedOn('node-3')),
        ),
      },
    ],
    answer: 'nowhere',
    why: {
      en: 'Only nodes with the role of the singleton have a singleton manager that could start it. With one update node there is no second place for the writer.',
      ja: 'シングルトンを起動できるシングルトンマネージャーがあるのは、そのロールを持つノードだけです。updateノードが1つなら、書き込み役の移る先はありません。',
    },
  },
  experiment: [
    {
      actions: [{ type: 'Kill', participant: 'node-1' }],
      until: all(removedBy('node-2'), removedBy('node-3')),
      withinMs: 60_000,
      speed: 4,
    },
  ],
  hints: [
    {
      en: 'Which role does the singleton need, and which nodes have it? The cards show the roles.',
      ja: 'シングルトンに必要なロールはどれで、どのノードが持っていますか。ロールはカードに表示されています。',
    },
    {
      en: 'A singleton runs on the oldest node of its role, not of the cluster.',
      ja: 'シングルトンが動くのは、クラスターではなく、そのロールで最も古いノードです。',
    },
    {
      en: 'Look for a singleton manager on node-2 and node-3.',
      ja: 'node-2とnode-3に、シングルトンマネージャーがあるか探しましょう。',
    },
  ],
  why: {
    en: 'Belief: a cluster singleton is highly available by itself. It is as available as its role: at least two nodes must have it. Start a node with the role update in this run, and the writer begins there.',
    ja: '「クラスターシングルトンは、それだけで高可用になる」と思われがちですが、可用性はロール次第で、少なくとも2つのノードがロールを持つ必要があります。この実行でロールupdateのノードを起動すれば、書き込み役はそこで動き始めます。',
  },
}
