import type { Check, EventPattern, ParticipantId } from '../../trace/index.ts'
import type { Walkthrough } from '../lesson.ts'
import { walkthroughHeads } from '../walkthrough-heads.ts'
import { allNodes, allUp, master, neverTwoWriters, ready, singletonOn, writer } from './seed-demo-builders.ts'
import { actor, afterwards, all, choose, eventually, participant } from './step-builders.ts'

const writerStarted = (node: ParticipantId): EventPattern => ({
  event: 'ActorStarted',
  node,
  where: { actor: writer },
})
const writerStopped = (node: ParticipantId): EventPattern => ({
  event: 'ActorStopped',
  node,
  where: { actor: writer },
})
const stopped = (participant: ParticipantId): EventPattern => ({
  event: 'ParticipantStopped',
  where: { participant },
})
const startsOnNode1 = (times: number): Check => ({ type: 'atMost', what: writerStarted('node-1'), times })
const startsOnNode2 = (times: number): Check => ({ type: 'atMost', what: writerStarted('node-2'), times })

const handOverDoneArrives = (times: number): Check => ({
  type: 'atMost',
  what: { event: 'MessageDelivered', node: 'node-2', where: { label: 'HandOverDone' } },
  times,
})

/** The singleton moves three times: by a leave, by a crash, and by a leave whose last messages are lost. */
export const handOver: Walkthrough = {
  ...walkthroughHeads.handOver,
  steps: [
    {
      id: 'oldest',
      chapter: { en: 'A graceful hand-over', ja: '行儀のよい引き継ぎ' },
      stage: [{ type: 'wait', for: ready }],
      say: {
        en: 'The writer is a **singleton**: one in the whole cluster. A singleton manager runs on node-1 and on node-2. The oldest of the two runs the writer: node-1, which became Up first.',
        ja: '書き込み役は**シングルトン**、つまりクラスター全体に1つです。node-1とnode-2では、シングルトンマネージャーが動いています。2つのうち最も古いノードが書き込み役を動かします。最初にUpになったnode-1です。',
      },
      notes: {
        en: 'Oldest counts from the moment of Up, not from the address. Ask which node is next in line: node-2, because node-3 and node-4 have no role “update”.',
        ja: '古さはUpになった時点で決まり、アドレスとは関係ありません。「次はどのノードか」と尋ねましょう。node-2です。node-3とnode-4にはロール「update」がありません。',
      },
      points: [actor('node-1', writer), actor('node-1', master), actor('node-2', master)],
    },
    {
      id: 'leave',
      say: {
        en: 'node-1 leaves, as before an upgrade. Its status goes from Up to Leaving, and then to Exiting. The two managers talk to each other until the writer has moved. Follow the status of node-1 in the tab “Members”.',
        ja: 'アップグレードの前のように、node-1が離脱します。状態はUpからLeaving、そしてExitingへ変わります。書き込み役が移るまで、2つのマネージャーがメッセージを交わします。「メンバー」タブでnode-1の状態を追いましょう。',
      },
      notes: {
        en: 'Let the room name the messages while they fly: `HandOverToMe`, `HandOverInProgress`, `HandOverDone`. Note the time of the move, for the comparison with the crash.',
        ja: '飛んでいるメッセージを読み上げてもらいましょう。`HandOverToMe`、`HandOverInProgress`、`HandOverDone`です。クラッシュと比べるために、移動にかかった時間を控えておきます。',
      },
      ask: choose({
        ask: { en: 'In which order does the writer move?', ja: '書き込み役はどんな順で移るでしょうか。' },
        choices: [
          [
            'stop-first',
            'It stops on node-1, then it starts on node-2',
            'node-1で止まり、そのあとnode-2で起動する',
            afterwards(writerStopped('node-1'), writerStarted('node-2')),
          ],
          [
            'start-first',
            'It starts on node-2, then it stops on node-1',
            'node-2で起動し、そのあとnode-1で止まる',
            afterwards(writerStarted('node-2'), writerStopped('node-1')),
          ],
          [
            'unreachable',
            'It starts on node-2 when node-1 is unreachable',
            'node-1が到達不能になると、node-2で起動する',
            afterwards({ event: 'MemberUnreachable' }, writerStarted('node-2')),
          ],
        ],
        answer: 'stop-first',
        why: {
          en: 'node-2 waits for `HandOverDone`, which node-1 sends after its writer has stopped. For a moment there is no writer, but never are there two. Nobody needed a time-out.',
          ja: 'node-2は`HandOverDone`を待ちます。node-1がこれを送るのは、書き込み役が止まったあとです。一瞬だけ書き込み役がいなくなりますが、2つになることはありません。タイムアウトも不要でした。',
        },
      }),
      points: [actor('node-1', master), actor('node-2', master)],
      actions: [{ type: 'Leave', node: 'node-1' }],
      await: {
        waiting: {
          en: 'the writer on node-2, and the end of node-1',
          ja: '書き込み役がnode-2へ移り、node-1が終了する',
        },
        check: all(singletonOn('node-2'), eventually(stopped('node-1'))),
        withinMs: 30_000,
      },
      lamps: [neverTwoWriters],
      speed: 0.4,
    },
    {
      id: 'comes-back',
      say: {
        en: 'The upgrade is done: node-1 starts again and joins. It has the lowest address, so it becomes the **leader**, which changes the status of members. The writer still runs on node-2.',
        ja: 'アップグレードが終わり、node-1が再び起動して参加します。アドレスが最も小さいので、メンバーの状態を変える**リーダー**になります。書き込み役はまだnode-2で動いています。',
      },
      notes: {
        en: 'Many people expect the leader to run the singleton. Leader is the lowest address; oldest is the longest membership. Point at both marks on the cards.',
        ja: 'リーダーがシングルトンを動かすと思う人がよくいます。リーダーは最も小さいアドレス、最古は最も長くいるメンバーです。カードの2つの印を指しましょう。',
      },
      ask: choose({
        ask: { en: 'Does the writer go back to node-1?', ja: '書き込み役はnode-1に戻るでしょうか。' },
        choices: [
          [
            'back',
            'Yes, the leader runs it',
            '戻る。リーダーが動かすから',
            afterwards(
              { event: 'ParticipantStarted', node: 'node-1', where: { incarnation: 2 } },
              writerStarted('node-1'),
            ),
          ],
          [
            'stays',
            'No, it stays on node-2',
            '戻らない。node-2で動き続ける',
            all(startsOnNode1(1), singletonOn('node-2')),
          ],
          ['both', 'It runs on both', '両方で動く', eventually({ fact: 'singletons', atLeast: 2 })],
        ],
        answer: 'stays',
        why: {
          en: 'node-1 has come back as a **new** member, and so it is the youngest. Age decides, not the address: leader and oldest are two different things.',
          ja: 'node-1は**新しい**メンバーとして戻ったので、最も若いノードです。決めるのはアドレスではなく古さです。リーダーと最古は別のものです。',
        },
      }),
      points: [participant('node-1'), actor('node-2', writer)],
      actions: [{ type: 'Start', participant: 'node-1' }],
      await: {
        waiting: { en: 'all four nodes to be Up again', ja: '4つのノードが再びすべてUpになる' },
        check: allUp(allNodes),
        withinMs: 30_000,
      },
      lamps: [neverTwoWriters],
    },
    {
      id: 'crash',
      chapter: { en: 'A move after a crash', ja: 'クラッシュのあとの移動' },
      say: {
        en: 'Now node-2 crashes, with the writer on it. It cannot hand anything over. node-1 is the next in line.',
        ja: '今度は、書き込み役を持つnode-2がクラッシュします。何も引き継げません。次の番はnode-1です。',
      },
      notes: {
        en: 'Ask what node-1 must know before it may start the writer: that node-2 has really ended. It can only decide it, by downing. Compare the time with the leave.',
        ja: '「書き込み役を起動する前に、node-1は何を知る必要があるか」と尋ねましょう。node-2が本当に終わったことです。それはDownで決めるしかありません。離脱のときと時間を比べます。',
      },
      ask: choose({
        ask: {
          en: 'When does node-1 start the writer?',
          ja: 'node-1が書き込み役を起動するのはいつでしょうか。',
        },
        choices: [
          [
            'at-once',
            'Within a second of the crash',
            'クラッシュから1秒以内',
            { type: 'leadsTo', when: stopped('node-2'), then: writerStarted('node-1'), withinMs: 1000 },
          ],
          [
            'suspected',
            'Within a second of calling node-2 unreachable',
            'node-2を到達不能と判断してから1秒以内',
            {
              type: 'leadsTo',
              when: { event: 'MemberUnreachable', node: 'node-1' },
              then: writerStarted('node-1'),
              withinMs: 1000,
            },
          ],
          [
            'removed',
            'After node-2 is down and removed',
            'node-2がDownになり、取り除かれたあと',
            afterwards(
              { event: 'MemberChanged', node: 'node-1', where: { member: '*@node-2:*', status: 'Removed' } },
              writerStarted('node-1'),
            ),
          ],
        ],
        answer: 'removed',
        why: {
          en: 'Unreachable is only a suspicion: node-2 might still write. The split brain resolver waits, marks node-2 as Down, and after its removal node-1 starts the writer. This caution costs seconds.',
          ja: '到達不能は疑いにすぎません。node-2はまだ書き込んでいるかもしれないのです。スプリットブレインリゾルバーが待ってからnode-2をDownにし、取り除かれたあとにnode-1が書き込み役を起動します。この慎重さに数秒かかります。',
        },
      }),
      points: [actor('node-2', writer), actor('node-1', master)],
      actions: [{ type: 'Kill', participant: 'node-2' }],
      await: {
        waiting: { en: 'the writer to run on node-1', ja: '書き込み役がnode-1で動く' },
        check: singletonOn('node-1'),
        withinMs: 40_000,
      },
      lamps: [neverTwoWriters],
      speed: 2,
    },
    {
      id: 'cut-in-between',
      chapter: { en: 'A hand-over that is cut off', ja: '途中で切れた引き継ぎ' },
      stage: [
        { type: 'act', action: { type: 'Start', participant: 'node-2' } },
        { type: 'wait', for: allUp(allNodes) },
      ],
      say: {
        en: 'node-2 is back as the youngest. Now node-1 leaves again, but as soon as it begins to hand over, the link between the two managers is cut. The last message, `HandOverDone`, is lost.',
        ja: 'node-2は最も若いメンバーとして戻っています。node-1がもう一度離脱しますが、引き継ぎを始めた途端に、2つのマネージャーの間のリンクが切れます。最後のメッセージ`HandOverDone`は失われます。',
      },
      notes: {
        en: 'Every protocol has a last message, and it may be lost. Ask what node-2 can do without it: retry, and in the end rely on the membership.',
        ja: 'どんなプロトコルにも最後のメッセージがあり、それは失われることがあります。「届かないときnode-2に何ができるか」と尋ねましょう。再送し、最後はメンバーシップに頼ります。',
      },
      ask: choose({
        ask: { en: 'What becomes of the writer?', ja: '書き込み役はどうなるでしょうか。' },
        choices: [
          ['never', 'It is gone for ever', '失われたままになる', startsOnNode2(1)],
          [
            'two',
            'Two writers run for a while',
            'しばらく2つの書き込み役が動く',
            eventually({ fact: 'singletons', atLeast: 2 }),
          ],
          [
            'later',
            'It starts on node-2, only later',
            '遅れてnode-2で起動する',
            all(handOverDoneArrives(1), singletonOn('node-2')),
          ],
        ],
        answer: 'later',
        why: {
          en: 'node-2 asks again and again. In the end node-1 is removed from the members, and that is enough to know: the old writer is gone. A lost message costs time, not safety.',
          ja: 'node-2は何度も尋ね直します。やがてnode-1がメンバーから取り除かれ、古い書き込み役がもういないと分かります。失われたメッセージの代償は時間であって、安全性ではありません。',
        },
      }),
      points: [actor('node-1', master), actor('node-2', master)],
      actions: [{ type: 'Leave', node: 'node-1' }],
      cues: [
        { type: 'wait', for: 'hand-over' },
        { type: 'cut', between: ['node-1', 'node-2'] },
      ],
      await: {
        waiting: { en: 'the writer to run on node-2', ja: '書き込み役がnode-2で動く' },
        check: all(singletonOn('node-2'), eventually(stopped('node-1'))),
        withinMs: 60_000,
      },
      lamps: [neverTwoWriters],
    },
  ],
}
