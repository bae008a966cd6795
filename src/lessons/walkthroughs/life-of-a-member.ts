import type { EventPattern, MemberStatusText, ParticipantId } from '../../trace/index.ts'
import type { Walkthrough } from '../lesson.ts'
import { walkthroughHeads } from '../walkthrough-heads.ts'
import { allNodes, allUp, ready } from './seed-demo-builders.ts'
import { afterwards, all, choose, event, eventually, never, participant } from './step-builders.ts'

/** node-1 sees the member change to this status. */
const becomes = (member: ParticipantId, status: MemberStatusText): EventPattern => ({
  event: 'MemberChanged',
  node: 'node-1',
  where: { member: `*@${member}:*`, status },
})
const startedAgain: EventPattern = {
  event: 'ParticipantStarted',
  node: 'node-4',
  where: { incarnation: 2 },
}
const leaves: EventPattern = {
  event: 'ActionDone',
  where: { 'action.type': 'Leave', 'action.node': 'node-2' },
}
const crashes: EventPattern = {
  event: 'ParticipantStopped',
  where: { participant: 'node-4', reason: 'killed' },
}

/** The status of members, from the first contact to the removal. */
export const lifeOfAMember: Walkthrough = {
  ...walkthroughHeads.lifeOfAMember,
  steps: [
    {
      id: 'first',
      chapter: { en: 'Joining', ja: '参加' },
      say: {
        en: 'Four nodes start at the same time. Each one knows the same list of seed nodes, which are the addresses where it may join: node-1 to node-4. No cluster exists yet.',
        ja: '4つのノードが同時に起動します。どのノードも、参加の窓口となるシードノードの同じ一覧を知っています。node-1からnode-4までです。クラスターはまだありません。',
      },
      notes: {
        en: 'Open the tab “Members” and leave it open: it has no row that knows anybody. Ask what goes wrong if every node may form a cluster by itself.',
        ja: '「メンバー」タブを開いたままにします。まだ誰も誰のことも知りません。「どのノードも自分でクラスターを作れたら、何が困るか」と尋ねましょう。',
      },
      ask: choose({
        ask: { en: 'Which node forms the cluster?', ja: 'クラスターを作るのはどのノードでしょうか。' },
        choices: [
          [
            'first-seed',
            'The first of the list, and only if no other node knows a cluster',
            '一覧の先頭のノード。ほかのノードがクラスターを知らないときだけ',
            all(
              eventually(becomes('node-1', 'Up')),
              never({ event: 'MemberChanged', node: 'node-2', where: { status: 'Up' } }),
            ),
          ],
          [
            'each',
            'Each one, and then they merge',
            'それぞれが作り、あとで1つになる',
            event('MemberChanged', 'node-2', { member: '*@node-2:*', status: 'Up' }),
          ],
          [
            'majority',
            'Three of four, by a vote',
            '4つのうち3つが投票で決める',
            all(...allNodes.slice(0, 3).map(node => event('MemberChanged', node, { status: 'Joining' }))),
          ],
        ],
        answer: 'first-seed',
        why: {
          en: 'Only the first seed node may join itself, once the others have said that they know no cluster, or have not answered for a while. So there is one cluster and not four.',
          ja: '自分自身に参加できるのは、先頭のシードノードだけです。ほかのノードが「クラスターを知らない」と答えるか、しばらく応答がないことを確かめてからです。だから、クラスターは4つではなく1つになります。',
        },
      }),
      points: allNodes.map(participant),
      await: {
        waiting: { en: 'node-1 to be Up', ja: 'node-1がUpになる' },
        check: eventually(becomes('node-1', 'Up')),
        withinMs: 20_000,
      },
      speed: 0.3,
    },
    {
      id: 'all-up',
      say: {
        en: 'The other nodes ask node-1 to let them in. Each is **Joining** first. The tab “Members” shows how the news spreads by gossip: the rows differ for a while, and then agree. This is called convergence.',
        ja: 'ほかのノードがnode-1に参加を申し込みます。最初はどれも**Joining**です。「メンバー」タブでは、その知らせがゴシップで広まる様子が見えます。行はしばらく食い違い、やがて一致します。これを収束と呼びます。',
      },
      notes: {
        en: 'Let the room find a cell that differs from the others in its column. It is not an error: every node knows only what it has heard.',
        ja: '同じ列の中で違っているマスを探してもらいましょう。誤りではありません。どのノードも、聞いたことしか知らないのです。',
      },
      points: allNodes.map(participant),
      await: {
        waiting: { en: 'all nodes to see each other as Up', ja: '全ノードが互いをUpと見る' },
        check: allUp(allNodes),
        withinMs: 30_000,
      },
      speed: 0.5,
    },
    {
      id: 'held-up',
      chapter: { en: 'A member that waits', ja: '待たされるメンバー' },
      stage: [
        { type: 'wait', for: ready },
        { type: 'act', action: { type: 'Leave', node: 'node-4' } },
        {
          type: 'wait',
          for: all(eventually(becomes('node-4', 'Removed')), allUp(['node-1', 'node-2', 'node-3'])),
        },
      ],
      say: {
        en: 'node-4 has left and wants to come back. But now node-3 freezes, so it cannot see any gossip. As soon as it is called unreachable, node-4 starts and asks to join.',
        ja: 'node-4は一度離脱していて、戻ろうとしています。ところが今、node-3がフリーズし、ゴシップを見られません。node-3が到達不能と判断されるとすぐ、node-4が起動して参加を申し込みます。',
      },
      notes: {
        en: 'The frequent belief: a node can always join. It can, but its status stays Joining. Ask who would have to see the gossip for convergence.',
        ja: '「ノードはいつでも参加できる」と思う人がよくいます。参加はできますが、状態はJoiningのままです。「収束には誰がゴシップを見る必要があるか」と尋ねましょう。',
      },
      ask: choose({
        ask: { en: 'When does node-4 become Up?', ja: 'node-4がUpになるのはいつでしょうか。' },
        choices: [
          [
            'at-once',
            'Within a second of Joining',
            'Joiningになってから1秒以内',
            {
              type: 'leadsTo',
              when: becomes('node-4', 'Joining'),
              then: becomes('node-4', 'Up'),
              withinMs: 1000,
            },
          ],
          [
            'downed',
            'Only when node-3 has been downed',
            'node-3がDownになってから',
            all(
              afterwards(becomes('node-3', 'Down'), becomes('node-4', 'Up')),
              never({ event: 'ParticipantThawed' }),
            ),
          ],
          [
            'thawed',
            'Only when node-3 thaws',
            'node-3のフリーズが解けてから',
            afterwards({ event: 'ParticipantThawed' }, becomes('node-4', 'Up')),
          ],
        ],
        answer: 'downed',
        why: {
          en: 'The leader makes a member Up only after **all** members have seen the same gossip, and an unreachable one has not. It must come back or be downed. Here the split brain resolver downs node-3 after some seconds.',
          ja: 'リーダーがメンバーをUpにするのは、**全員**が同じゴシップを見たあとだけです。到達不能なメンバーは見ていません。戻るか、Downになる必要があります。ここでは数秒後に、スプリットブレインリゾルバーがnode-3をDownにします。',
        },
      }),
      points: [participant('node-3')],
      actions: [{ type: 'Freeze', participant: 'node-3' }],
      cues: [
        { type: 'wait', for: event('MemberUnreachable', 'node-1', { member: '*@node-3:*' }) },
        { type: 'act', action: { type: 'Start', participant: 'node-4' } },
      ],
      await: {
        waiting: { en: 'node-4 to be Up', ja: 'node-4がUpになる' },
        check: all(
          eventually(startedAgain),
          eventually({ fact: 'sees', node: 'node-1', member: 'node-4', status: 'Up', reachable: true }),
        ),
        withinMs: 60_000,
      },
    },
    {
      id: 'leave',
      chapter: { en: 'Two ways to go', ja: '去り方は2つ' },
      say: {
        en: 'node-2 leaves. It tells the others, and it stays until everybody knows. Follow its column in the tab “Members”.',
        ja: 'node-2が離脱します。ほかのノードに伝え、全員が知るまで残ります。「メンバー」タブでnode-2の列を追いましょう。',
      },
      notes: {
        en: 'Write the chain on the board: Up, Leaving, Exiting, Removed. The leader does the last steps, so a leave needs convergence, too.',
        ja: '「Up → Leaving → Exiting → Removed」と板書します。最後の段階はリーダーが行うので、離脱にも収束が必要です。',
      },
      ask: choose({
        ask: { en: 'Which statuses does node-2 go through?', ja: 'node-2の状態はどう変わるでしょうか。' },
        choices: [
          [
            'exiting',
            'Leaving, Exiting, Removed',
            'Leaving、Exiting、Removed',
            all(
              afterwards(leaves, becomes('node-2', 'Leaving')),
              afterwards(becomes('node-2', 'Leaving'), becomes('node-2', 'Exiting')),
              afterwards(becomes('node-2', 'Exiting'), becomes('node-2', 'Removed')),
            ),
          ],
          [
            'down',
            'Unreachable, Down, Removed',
            '到達不能、Down、Removed',
            eventually(becomes('node-2', 'Down')),
          ],
          ['removed', 'Removed at once', 'すぐにRemoved', never(becomes('node-2', 'Leaving'))],
        ],
        answer: 'exiting',
        why: {
          en: 'Each step is gossip that all have seen before the next one follows. Nobody ever suspected node-2, and it could hand over what it had.',
          ja: 'どの段階も、ゴシップを全員が見てから次へ進みます。node-2は一度も疑われず、持っていたものを引き継ぐことができました。',
        },
      }),
      points: [participant('node-2')],
      actions: [{ type: 'Leave', node: 'node-2' }],
      await: {
        waiting: { en: 'node-1 to remove node-2', ja: 'node-1がnode-2を取り除く' },
        check: eventually(becomes('node-2', 'Removed')),
        withinMs: 30_000,
      },
      speed: 0.4,
    },
    {
      id: 'crash',
      say: {
        en: 'Now node-4 crashes. It tells nobody. Only node-1 is left to notice, and it needs some seconds.',
        ja: '今度はnode-4がクラッシュします。誰にも伝えません。気づくのは残されたnode-1だけで、数秒かかります。',
      },
      notes: {
        en: 'Compare with the leave: another path, another duration. A member that has been Down never comes back as the same member; its process starts as a new one.',
        ja: '離脱と比べましょう。道筋も時間も違います。Downになったメンバーが同じメンバーとして戻ることはなく、新しいメンバーとして起動します。',
      },
      ask: choose({
        ask: { en: 'Which path does node-4 take?', ja: 'node-4はどんな道をたどるでしょうか。' },
        choices: [
          [
            'leaving',
            'Leaving, Exiting, Removed, as before',
            '先ほどと同じく、Leaving、Exiting、Removed',
            afterwards(crashes, becomes('node-4', 'Leaving')),
          ],
          [
            'down',
            'Unreachable, then Down',
            '到達不能、そしてDown',
            all(
              afterwards(crashes, { event: 'MemberUnreachable', node: 'node-1' }),
              eventually(becomes('node-4', 'Down')),
            ),
          ],
          ['up', 'It stays Up for ever', 'Upのまま変わらない', never(becomes('node-4', 'Down'))],
        ],
        answer: 'down',
        why: {
          en: 'Unreachable is an observation, and the status stays Up. **Down** is a decision, here of the split brain resolver. After it, the leader may remove the member.',
          ja: '到達不能は観察であり、状態はUpのままです。**Down**は決定であり、ここではスプリットブレインリゾルバーが下します。そのあと、リーダーがメンバーを取り除けます。',
        },
      }),
      points: [participant('node-4')],
      actions: [{ type: 'Kill', participant: 'node-4' }],
      await: {
        waiting: { en: 'node-1 to mark node-4 as Down', ja: 'node-1がnode-4をDownにする' },
        check: eventually(becomes('node-4', 'Down')),
        withinMs: 40_000,
      },
    },
  ],
}
