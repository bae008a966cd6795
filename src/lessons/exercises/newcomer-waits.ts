import type { GoalExercise } from '../exercise.ts'
import { allUp } from '../walkthroughs/seed-demo-builders.ts'
import { all, eventually, never } from '../walkthroughs/step-builders.ts'
import { becomes, removedBy, stopped, together, unreachableFor } from './cluster-builders.ts'

const node4 = 'node-4'
const start = { type: 'Start', participant: node4 } as const
const startedAgain = {
  event: 'ParticipantStarted',
  node: node4,
  where: { incarnation: 2 },
} as const

export const newcomerWaits: GoalExercise = {
  type: 'goal',
  id: 'newcomer-waits',
  ladder: 'cluster',
  title: { en: 'A newcomer that has to wait', ja: '待たされる新しいメンバー' },
  minutes: 5,
  scenario: 'cqrs',
  seed: 7,
  settings: { cluster: { downing: { strategy: 'none' } } },
  prepare: [
    together,
    {
      actions: [{ type: 'Leave', node: node4 }],
      until: all(
        eventually(stopped(node4, 'left')),
        removedBy(['node-1', 'node-2', 'node-3'], node4),
        allUp(['node-1', 'node-2', 'node-3']),
      ),
      withinMs: 30_000,
    },
    {
      actions: [{ type: 'Freeze', participant: 'node-3' }],
      until: unreachableFor(['node-1', 'node-2'], 'node-3'),
      withinMs: 20_000,
    },
  ],
  situation: {
    en: 'One node, node-4, has left the cluster, and its process has ended. node-3 is frozen by a long garbage collection, and the others call it unreachable. Nobody downs a member automatically here.',
    ja: 'node-4はクラスターから離脱し、プロセスも終わっています。node-3は長いガベージコレクションでフリーズし、ほかのノードから到達不能とみなされています。ここでは、メンバーが自動でDownになることはありません。',
  },
  goal: {
    en: 'Bring node-4 back, so that every node sees it as Up. node-3 must stay a member, with the same process.',
    ja: 'node-4を復帰させ、すべてのノードからUpに見えるようにしてください。node-3は、同じプロセスのままメンバーに残してください。',
  },
  lamps: [
    {
      check: {
        type: 'eventually',
        what: { fact: 'members', status: 'Up', nodes: ['node-1', 'node-2', 'node-3', node4] },
        after: startedAgain,
      },
      met: { en: 'All four nodes are Up for all.', ja: '4つのノードがすべて、全ノードからUpに見えます。' },
      yet: { en: 'Not every node sees all four as Up.', ja: '4つすべてをUpと見ていないノードがあります。' },
    },
    {
      check: all(never(stopped('node-3')), never(becomes('node-1', 'node-3', 'Down'))),
      met: { en: 'node-3 is still the same member.', ja: 'node-3は同じメンバーのままです。' },
      yet: { en: 'node-3 is still the same member.', ja: 'node-3は同じメンバーのままです。' },
      broken: { en: 'node-3 has lost its place.', ja: 'node-3がメンバーから外れました。' },
    },
  ],
  remarks: [
    {
      when: eventually(becomes('node-1', node4, 'WeaklyUp')),
      say: {
        en: 'After seven seconds node-4 is WeaklyUp: it may take part, but it has no age and runs no singleton. For Up, every member must have seen the gossip, also node-3.',
        ja: '7秒後、node-4はWeaklyUpになりました。活動はできますが、古さの順番には入らず、シングルトンも動かせません。Upになるには、node-3も含む全メンバーがゴシップを見る必要があります。',
      },
      example: [
        { actions: [start], until: eventually(becomes('node-1', node4, 'WeaklyUp')), withinMs: 20_000 },
      ],
    },
    {
      when: eventually(becomes('node-1', 'node-3', 'Down')),
      say: {
        en: 'Down lets node-4 in, too, because node-3 is not waited for any longer. But there is no way back from Down: node-3 ends when it hears of it.',
        ja: 'Downにすればnode-3を待たなくてよいので、node-4はUpになれます。しかしDownは取り消せず、node-3はそれを知ると終了します。',
      },
      example: [
        {
          actions: [{ type: 'Down', node: 'node-3', by: 'node-1' }, start],
          until: eventually(becomes('node-1', node4, 'Up')),
          withinMs: 30_000,
        },
      ],
    },
  ],
  solution: [
    {
      actions: [start],
      until: eventually(becomes('node-1', node4, 'Joining')),
      withinMs: 10_000,
      speed: 0.7,
    },
    {
      actions: [{ type: 'Thaw', participant: 'node-3' }],
      until: {
        type: 'eventually',
        what: { fact: 'members', status: 'Up', nodes: ['node-1', 'node-2', 'node-3', node4] },
      },
      withinMs: 20_000,
      speed: 0.7,
    },
  ],
  par: 2,
  hints: [
    {
      en: 'Start node-4 and follow its status in the tab “Members”. Which status does it get, and which not?',
      ja: 'node-4を起動し、「メンバー」タブで状態を追いましょう。どの状態になり、どの状態にならないでしょうか。',
    },
    {
      en: 'The leader changes Joining to Up only when all members have seen the same gossip. This is called convergence. Who has not seen it?',
      ja: 'リーダーがJoiningをUpに変えるのは、全メンバーが同じゴシップを見たときだけです。これを収束と呼びます。まだ見ていないのは誰でしょうか。',
    },
    {
      en: 'The unreachable member must come back, or be downed. node-3 shall stay, so thaw it in the tab Inspect.',
      ja: '到達不能なメンバーが戻るか、Downになるかしなければなりません。node-3は残したいので、「詳細」でフリーズを解除します。',
    },
  ],
  why: {
    en: 'A node can ask to join at any time, but while a member is unreachable nobody becomes Up: convergence would need that member to see the news. The way on is its return, or a decision to go on without it. Belief: nodes can always join.',
    ja: '参加の申し込みはいつでもできます。しかし到達不能なメンバーがいる間は、誰もUpになれません。収束には、そのメンバーも知らせを見る必要があるからです。先へ進むには、戻るのを待つか、それなしで進むと決めるかです。「ノードはいつでも参加できる」というのは誤解です。',
  },
}
