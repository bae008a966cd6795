import type { GoalExercise } from '../exercise.ts'
import { singletonOn } from '../walkthroughs/seed-demo-builders.ts'
import { afterwards, all, eventually } from '../walkthroughs/step-builders.ts'
import { becomes, neverTwoWriters, stopped, together, unreachableFor } from './cluster-builders.ts'

const others = ['node-2', 'node-3', 'node-4'] as const
const leaveAsked = {
  event: 'ActionDone',
  where: { 'action.type': 'Leave', 'action.node': 'node-1' },
} as const

export const silentOldest: GoalExercise = {
  type: 'goal',
  id: 'silent-oldest',
  ladder: 'cluster',
  title: { en: 'The silent oldest node', ja: '応答しない最古のノード' },
  minutes: 5,
  scenario: 'cqrs',
  seed: 7,
  settings: { cluster: { downing: { strategy: 'none' } } },
  prepare: [
    together,
    {
      actions: [{ type: 'Freeze', participant: 'node-1' }],
      until: unreachableFor(others, 'node-1'),
      withinMs: 20_000,
    },
  ],
  situation: {
    en: 'The oldest node, node-1, is frozen with the writer on it, and the others call it unreachable. The cluster has no downing provider, which is Pekko’s default.',
    ja: '最古のノードであるnode-1が、書き込み役を動かしたままフリーズし、ほかのノードから到達不能とみなされています。このクラスターにはダウニングプロバイダーがありません。これはPekkoの既定の設定です。',
  },
  goal: {
    en: 'Get the writer to run on node-2, without two writers at any time. node-1 cannot be woken up any more.',
    ja: '書き込み役をnode-2で動かしてください。ただし、同時に2つあってはいけません。node-1はもう目を覚ましません。',
  },
  lamps: [
    {
      check: singletonOn('node-2'),
      met: { en: 'The writer runs on node-2.', ja: '書き込み役がnode-2で動いています。' },
      yet: { en: 'No writer runs on node-2 yet.', ja: 'node-2ではまだ書き込み役が動いていません。' },
    },
    neverTwoWriters,
  ],
  remarks: [
    {
      when: all(
        afterwards(becomes('node-2', 'node-1', 'Down'), { fact: 'singletons', atLeast: 2 }),
        eventually({ event: 'ParticipantFrozen', where: { participant: 'node-1' } }),
      ),
      say: {
        en: 'You marked node-1 as Down while its process was still there. When it wakes up, it may finish the write that it was in. End the process first.',
        ja: 'プロセスが残ったまま、node-1をDownにしました。目を覚ませば、途中だった書き込みを続けるかもしれません。先にプロセスを終わらせましょう。',
      },
      example: [
        {
          actions: [{ type: 'Down', node: 'node-1', by: 'node-2' }],
          until: singletonOn('node-2'),
          withinMs: 20_000,
        },
      ],
    },
    {
      when: {
        type: 'eventually',
        what: { event: 'MessageSent', node: 'node-2', where: { label: 'Heartbeat', toNode: 'node-1' } },
        after: stopped('node-1', 'killed'),
        times: 10,
      },
      say: {
        en: 'The process has ended, but the members cannot know that. node-2 still sends heartbeats to node-1, which is Up and unreachable for it. Who tells the cluster?',
        ja: 'プロセスは終わりましたが、メンバーにはそれが分かりません。node-2から見たnode-1は「Upで到達不能」のままで、ハートビートを送り続けています。誰がクラスターに伝えるのでしょうか。',
      },
      example: [
        {
          actions: [{ type: 'Kill', participant: 'node-1' }],
          until: {
            type: 'eventually',
            what: { event: 'MessageSent', node: 'node-2', where: { label: 'Heartbeat', toNode: 'node-1' } },
            times: 12,
          },
          withinMs: 20_000,
        },
      ],
    },
    {
      when: eventually(leaveAsked),
      say: {
        en: 'Leave asks node-1 to hand over its work. A frozen node does not even hear the request.',
        ja: '離脱(leave)は、仕事を引き継ぐようnode-1に頼む操作です。フリーズしたノードには、その頼みも届きません。',
      },
      example: [
        { actions: [{ type: 'Leave', node: 'node-1' }], until: eventually(leaveAsked), withinMs: 5000 },
      ],
    },
  ],
  forbidden: [
    {
      act: { event: 'ActionDone', where: { 'action.type': 'Thaw', 'action.participant': 'node-1' } },
      words: { en: 'Do not thaw node-1.', ja: 'node-1のフリーズは解除しないでください。' },
    },
  ],
  solution: [
    {
      actions: [
        { type: 'Kill', participant: 'node-1' },
        { type: 'Down', node: 'node-1', by: 'node-2' },
      ],
      until: singletonOn('node-2'),
      withinMs: 20_000,
      speed: 1.5,
    },
  ],
  par: 2,
  hints: [
    {
      en: 'Let time run for a while. Nothing moves: unreachable is a suspicion, and a suspicion alone does not move a singleton.',
      ja: 'しばらく時間を進めてみましょう。何も移りません。到達不能は疑いにすぎず、疑いだけではシングルトンは移らないのです。',
    },
    {
      en: 'The writer moves after node-1 is Down and removed. Without a downing provider, somebody has to decide that: you.',
      ja: '書き込み役が移るのは、node-1がDownになり、取り除かれたあとです。ダウニングプロバイダーがなければ、それを誰かが決めなければなりません。あなたです。',
    },
    {
      en: 'Down is safe only for a process that has ended. So kill node-1 first, and then mark it as Down. Both are in the tab Inspect when node-1 is selected.',
      ja: 'Downにして安全なのは、プロセスが終わっている場合だけです。先にnode-1を強制終了し、それからDownにします。どちらもnode-1の「詳細」にあります。',
    },
  ],
  why: {
    en: 'An unreachable member is still a member, and its singleton stays where it is. Only Down followed by the removal lets the next oldest node start it. Down does not end a process, so whoever decides by hand makes sure of that first. Belief: unreachable means gone, and the singleton moves at once.',
    ja: '到達不能なメンバーは、まだメンバーです。シングルトンもそこに残ります。Downになり、取り除かれて初めて、次に古いノードが起動できます。Downはプロセスを終わらせないので、手動で決める人は、先に終わったことを確かめます。「到達不能なら落ちていて、シングルトンはすぐ移る」というのは誤解です。',
  },
}
