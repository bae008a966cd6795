import type { Action, Check, EventPattern, ParticipantId } from '../../trace/index.ts'
import type { Lamp, Walkthrough } from '../lesson.ts'
import { walkthroughHeads } from '../walkthrough-heads.ts'
import { allNodes, allUp, neverTwoWriters, ready, singletonOn, writer } from './seed-demo-builders.ts'
import { actor, afterwards, all, choose, event, eventually, never, participant } from './step-builders.ts'

const cutInTwo: Action = {
  type: 'Partition',
  sides: [
    ['node-1', 'node-3'],
    ['node-2', 'node-4'],
  ],
}
const unreachable = (node: ParticipantId, member: ParticipantId): Check =>
  eventually({ fact: 'sees', node, member, status: 'Up', reachable: false })
const stopped = (node: ParticipantId): Check =>
  eventually({ event: 'ParticipantStopped', where: { participant: node } })
const node1Stopped: EventPattern = { event: 'ParticipantStopped', where: { participant: 'node-1' } }
const twoWriters: Check = eventually({ fact: 'singletons', atLeast: 2 })
const downed = (node: ParticipantId, by: ParticipantId): Action => ({ type: 'Down', node, by })
const wholeAgain: Check = all(allUp(allNodes))
/** Starts of the writer in the whole run, of which the first two belong to the first chapter. */
const writerStarts = (times: number): Check => ({
  type: 'atMost',
  what: { event: 'ActorStarted', where: { actor: writer } },
  times,
})
const twoWritersAtOnce: Lamp = {
  check: twoWriters,
  words: { en: 'Two writers run at the same time.', ja: '2つの書き込み役が同時に動いています。' },
}
const noFurtherWriter: Lamp = {
  check: writerStarts(2),
  words: {
    en: 'The second cut started no second writer.',
    ja: '2回目の切断では、2つ目の書き込み役は起動していません。',
  },
}

/** The same cut twice: downed by hand on both sides, then decided by a resolver. */
export const splitBrain: Walkthrough = {
  ...walkthroughHeads.splitBrain,
  steps: [
    {
      id: 'one-view',
      chapter: { en: 'A cut through the cluster', ja: 'クラスターを分ける切断' },
      stage: [{ type: 'wait', for: ready }],
      say: {
        en: 'Four nodes, one cluster, one writer, on node-1. The tab “Members” shows who sees whom as what: each row is the view of one node. Now all rows are the same.',
        ja: '4つのノード、1つのクラスター、そしてnode-1で動く1つの書き込み役。「メンバー」タブは、誰が誰をどう見ているかを示します。1行が1つのノードの見方で、今はすべての行が同じです。',
      },
      notes: {
        en: 'Open the tab “Members” and leave it open. Read one row aloud: node-2 sees node-1 as Up.',
        ja: '「メンバー」タブを開いたままにします。1行を読み上げましょう。「node-2から見て、node-1はUp」。',
      },
      points: [...allNodes.map(participant), actor('node-1', writer)],
    },
    {
      id: 'cut',
      say: {
        en: 'You cut the network in two: node-1 and node-3 on one side, node-2 and node-4 on the other. All four nodes live and work.',
        ja: 'ネットワークを2つに分けます。一方にnode-1とnode-3、もう一方にnode-2とnode-4です。4つのノードはすべて生きて動いています。',
      },
      notes: {
        en: 'Ask what node-2 sees when node-1 crashes, and what it sees when the cable is cut: the same silence. No node can tell these two apart.',
        ja: '「node-1がクラッシュしたとき、ケーブルが切れたとき、node-2には何が見えるか」と尋ねましょう。どちらも同じ沈黙です。見分けられるノードはありません。',
      },
      ask: choose({
        ask: {
          en: 'Which side calls the other one unreachable?',
          ja: '相手を到達不能と判断するのはどちらの側でしょうか。',
        },
        choices: [
          [
            'both',
            'Both sides, each the other one',
            '両方の側が、互いに相手を',
            all(unreachable('node-1', 'node-2'), unreachable('node-2', 'node-1')),
          ],
          [
            'leader',
            'Only the side of the leader, node-1',
            'リーダーのnode-1がいる側だけ',
            never({ event: 'MemberUnreachable', node: 'node-2' }),
          ],
          [
            'none',
            'No side, because no process has ended',
            'どちらもしない。終わったプロセスはないから',
            never({ event: 'MemberUnreachable' }),
          ],
        ],
        answer: 'both',
        why: {
          en: 'Each side misses the heartbeats of the other. In the tab “Members”, the rows of both sides now **disagree**: each side is well and suspects the other.',
          ja: 'どちらの側にも、相手のハートビートが届きません。「メンバー」タブでは、両側の行が**食い違って**います。どちらから見ても、自分の側は無事で、相手が疑わしいのです。',
        },
      }),
      points: allNodes.map(participant),
      actions: [cutInTwo],
      await: {
        waiting: { en: 'both sides to suspect each other', ja: '両側が互いを疑う' },
        check: all(
          unreachable('node-1', 'node-2'),
          unreachable('node-1', 'node-4'),
          unreachable('node-2', 'node-1'),
          unreachable('node-2', 'node-3'),
        ),
        withinMs: 15_000,
      },
      lamps: [neverTwoWriters],
    },
    {
      id: 'by-hand',
      chapter: { en: 'Split brain', ja: 'スプリットブレイン' },
      say: {
        en: 'Two operators have no patience. The one at node-1 marks node-2 and node-4 as Down. The one at node-2 marks node-1 and node-3 as Down. To each of them, the other side looks dead.',
        ja: '2人の運用担当者が待ちきれません。node-1の担当者はnode-2とnode-4をDownにします。node-2の担当者はnode-1とnode-3をDownにします。どちらにも、相手の側は落ちたように見えるのです。',
      },
      notes: {
        en: 'Auto-down does the same without operators: after a time-out, each side downs the other. Pekko has removed it. In the tab “Members” you see two clusters of two.',
        ja: 'auto-downは、これを自動で行います。時間が過ぎると、両側が互いをDownにします。Pekkoからは削除されました。「メンバー」タブには、2ノードのクラスターが2つ見えます。',
      },
      ask: choose({
        ask: { en: 'How many writers are there then?', ja: 'そのとき書き込み役はいくつになるでしょうか。' },
        choices: [
          [
            'one',
            'One: the singleton guarantees it',
            '1つ。シングルトンだから',
            { type: 'always', what: { fact: 'singletons', atMost: 1 } },
          ],
          ['two', 'Two, one on each side', '2つ。それぞれの側に1つずつ', twoWriters],
          [
            'none',
            'None: node-1 stops its writer',
            'ゼロ。node-1が書き込み役を止めるから',
            stopped('node-1'),
          ],
        ],
        answer: 'two',
        why: {
          en: 'node-1 keeps its writer. node-2 is now the oldest of its own cluster, so it starts another one. This is **split brain**: both store events under the same numbers. The singleton is only as safe as the downing decision.',
          ja: 'node-1の書き込み役は動き続けます。node-2は自分のクラスターで最も古いノードになったので、もう1つ起動します。これが**スプリットブレイン**です。両方が同じ番号でイベントを保存します。シングルトンの安全性は、Downの判断しだいです。',
        },
      }),
      points: [actor('node-1', writer), actor('node-2', writer)],
      actions: [
        downed('node-2', 'node-1'),
        downed('node-4', 'node-1'),
        downed('node-1', 'node-2'),
        downed('node-3', 'node-2'),
      ],
      await: {
        waiting: { en: 'a second writer to start', ja: '2つ目の書き込み役が起動する' },
        check: all(twoWriters, singletonOn('node-2')),
        withinMs: 20_000,
      },
      lamps: [twoWritersAtOnce],
    },
    {
      id: 'repair',
      say: {
        en: 'The network heals, but two clusters never become one by themselves: each has removed the other. So you choose a side. node-2 and node-4 are killed and started again, and they join node-1.',
        ja: 'ネットワークは元に戻りますが、2つのクラスターが自然に1つになることはありません。互いを取り除いたあとだからです。そこで片側を選びます。node-2とnode-4を強制終了して起動し直すと、node-1に参加します。',
      },
      notes: {
        en: 'Ask which side they would give up in production, and what happens to the writes of that side. There is no good answer, which is why prevention matters.',
        ja: '「本番ならどちらの側を捨てるか、その側の書き込みはどうなるか」と尋ねましょう。よい答えはありません。だから予防が大切なのです。',
      },
      points: [participant('node-2'), participant('node-4')],
      actions: [
        { type: 'Heal' },
        { type: 'Kill', participant: 'node-2' },
        { type: 'Kill', participant: 'node-4' },
      ],
      cues: [
        { type: 'act', action: { type: 'Start', participant: 'node-2' } },
        { type: 'act', action: { type: 'Start', participant: 'node-4' } },
      ],
      await: {
        waiting: { en: 'one cluster of four again', ja: '4ノードが再び1つのクラスターになる' },
        check: wholeAgain,
        withinMs: 60_000,
      },
      speed: 2,
    },
    {
      id: 'resolver',
      chapter: { en: 'The resolver', ja: 'リゾルバー' },
      say: {
        en: 'The same cut again, but now nobody touches anything. Every node has a split brain resolver with the strategy _keep-majority_. It waits until the view is stable, and then each side decides alone, by the same rule. Here it is two against two.',
        ja: '同じ切断をもう一度。ただし今度は誰も手を出しません。各ノードには、戦略がkeep-majorityのスプリットブレインリゾルバーがあります。見方が安定するまで待ち、同じ規則に従って、それぞれの側が独立に決めます。今回は2対2です。',
      },
      notes: {
        en: 'The two sides cannot talk. Ask for a rule with which both come to the same result anyway. Then point at the decision in the list of events.',
        ja: '両側は話し合えません。「それでも両側が同じ結論に達する規則はあるか」と尋ねましょう。そのあと、イベントの一覧で決定を指します。',
      },
      ask: choose({
        ask: { en: 'Which side survives?', ja: '残るのはどちらの側でしょうか。' },
        choices: [
          [
            'neither',
            'Neither: no side has a majority',
            'どちらも残らない。過半数がないから',
            stopped('node-1'),
          ],
          [
            'lowest',
            'The side with the lowest address, node-1',
            '最も小さいアドレスのnode-1がいる側',
            event('DowningDecided', 'node-2', { strategy: 'keep-majority', decision: '*Reachable' }),
          ],
          [
            'both',
            'Both, as before',
            '前と同じく両方',
            { type: 'atMost', what: { event: 'DowningDecided' }, times: 0 },
          ],
        ],
        answer: 'lowest',
        why: {
          en: 'In a draw, the side with the lowest address wins. node-1 and node-3 down the others; node-2 and node-4 come to the same result and **down themselves**. No message between the sides is needed.',
          ja: '同数なら、最も小さいアドレスがある側が残ります。node-1とnode-3は相手をDownにし、node-2とnode-4は同じ結論から**自分たちをDownにします**。両側の間のメッセージは必要ありません。',
        },
      }),
      points: allNodes.map(participant),
      actions: [cutInTwo],
      await: {
        waiting: { en: 'one side to end itself', ja: '一方の側が自ら終了する' },
        check: all(stopped('node-2'), stopped('node-4'), singletonOn('node-1')),
        withinMs: 30_000,
      },
      lamps: [noFurtherWriter],
    },
    {
      id: 'oldest-alone',
      stage: [
        { type: 'act', action: { type: 'Heal' } },
        { type: 'act', action: { type: 'Start', participant: 'node-2' } },
        { type: 'act', action: { type: 'Start', participant: 'node-4' } },
        { type: 'wait', for: wholeAgain },
      ],
      say: {
        en: 'All four are together again. Now node-1, which runs the writer, is cut off from the three others. It is alive, and it does not know that it is alone: perhaps the others have crashed.',
        ja: '4つのノードがそろいました。今度は、書き込み役が動くnode-1だけを、残りの3つから切り離します。node-1は生きています。自分が孤立したとは知りません。ほかの3つが落ちたのかもしれないのです。',
      },
      notes: {
        en: 'Ask what node-1 loses by giving up. Availability of one node, and in return the data has one owner. Other strategies are in “Another setting”: try the same cut with keep-oldest.',
        ja: '「node-1が身を引くと何を失うか」と尋ねましょう。1ノード分の可用性です。その代わり、データの持ち主は1つに保たれます。ほかの戦略は「ほかの設定」で選べます。keep-oldestで同じ切断を試してみましょう。',
      },
      ask: choose({
        ask: { en: 'Where does the writer run in the end?', ja: '書き込み役は最後にどこで動くでしょうか。' },
        choices: [
          ['stays', 'On node-1: it is the oldest', 'node-1。最も古いから', writerStarts(2)],
          [
            'moves',
            'On node-2, after node-1 has ended',
            'node-1が終わったあと、node-2で',
            afterwards(node1Stopped, { event: 'ActorStarted', node: 'node-2', where: { actor: writer } }),
          ],
          ['two', 'On both', '両方で', never(node1Stopped)],
        ],
        answer: 'moves',
        why: {
          en: 'Three of four are the majority. node-1 downs itself and its writer stops. The three others wait a margin longer, then node-2 starts the writer. This wait is what keeps the two from overlapping.',
          ja: '4つのうち3つが過半数です。node-1は自分をDownにし、書き込み役も止まります。残りの3つはさらに一定時間待ち、それからnode-2が書き込み役を起動します。この待ち時間のおかげで、2つの書き込み役が重なりません。',
        },
      }),
      points: [actor('node-1', writer), actor('node-2', writer)],
      actions: [{ type: 'Partition', sides: [['node-1'], ['node-2', 'node-3', 'node-4']] }],
      await: {
        waiting: { en: 'the writer to run on node-2', ja: '書き込み役がnode-2で動く' },
        check: all(stopped('node-1'), singletonOn('node-2')),
        withinMs: 40_000,
      },
    },
  ],
}
