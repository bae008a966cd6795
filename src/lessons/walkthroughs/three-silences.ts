import type { Check, EventPattern } from '../../trace/index.ts'
import type { Walkthrough } from '../lesson.ts'
import { walkthroughHeads } from '../walkthrough-heads.ts'
import { allNodes, allUp, neverTwoWriters, ready } from './seed-demo-builders.ts'
import { afterwards, all, choose, event, eventually, never, participant } from './step-builders.ts'

const others = ['client', 'database', 'node-1', 'node-2', 'node-3']

const node4 = '*@node-4:*'
const thawed: EventPattern = { event: 'ParticipantThawed' }
const secondStart: EventPattern = { event: 'ParticipantStarted', node: 'node-4', where: { incarnation: 2 } }
/** node-4 becomes Up as a new member. */
const joined: EventPattern = {
  event: 'MemberChanged',
  node: 'node-1',
  where: { member: node4, status: 'Up', previous: 'Joining' },
}
const atMostOnceUp: Check = { type: 'atMost', what: joined, times: 1 }

/** Frozen, cut off and down: three reasons for silence, and what the others can know of each. */
export const threeSilences: Walkthrough = {
  ...walkthroughHeads.threeSilences,
  steps: [
    {
      id: 'silence',
      chapter: { en: 'A pause', ja: '一時停止' },
      stage: [{ type: 'wait', for: ready }],
      say: {
        en: 'Four nodes, all Up. Each one sends heartbeats to the others and expects replies. That is all it knows of them: a reply came, or it did not. A strip on the card, where there is room for it, shows how that node sees the members.',
        ja: '4つのノードがすべて Up です。互いにハートビートを送り、応答を待ちます。相手について分かるのはそれだけ、応答が来たか来なかったかです。余裕のあるカードには帯があり、そのノードから見た全メンバーの状態を示します。',
      },
      notes: {
        en: 'Ask what one node can know of another. Only what arrives. Write this sentence on the board; the next steps need it three times.',
        ja: '「ノードはほかのノードについて何を知り得るか」と尋ねましょう。届いたものだけです。この文を板書しておきます。このあと3回使います。',
      },
      points: allNodes.map(participant),
    },
    {
      id: 'freeze',
      say: {
        en: 'You freeze node-4, as a long garbage collection does. Its process lives and has lost nothing, but it does not answer.',
        ja: '長いガベージコレクションのように、node-4 をフリーズさせます。プロセスは生きていて何も失っていませんが、応答しません。',
      },
      notes: {
        en: 'Ask who has met a long garbage collection or a paused virtual machine. Point at the clock: the others need some seconds to notice.',
        ja: '長いガベージコレクションや、一時停止した仮想マシンの経験を尋ねましょう。時計を指します。気づくまでに数秒かかります。',
      },
      ask: choose({
        ask: {
          en: 'What do the others call node-4 after some seconds?',
          ja: '数秒後、ほかのノードは node-4 をどう判断するでしょうか。',
        },
        choices: [
          ['frozen', 'Frozen', 'フリーズ中', event('ParticipantFrozen', 'node-1')],
          [
            'unreachable',
            'Unreachable',
            '到達不能',
            eventually({ fact: 'sees', node: 'node-1', member: 'node-4', status: 'Up', reachable: false }),
          ],
          [
            'down',
            'Down',
            'Down',
            eventually({ event: 'MemberChanged', where: { member: node4, status: 'Down' } }),
          ],
        ],
        answer: 'unreachable',
        why: {
          en: '**Unreachable** is all that they can say: no replies. node-4 is still a member, and its status is still Up.',
          ja: '言えるのは「応答がない」、つまり**到達不能**だけです。node-4 はまだメンバーで、状態も Up のままです。',
        },
      }),
      points: [participant('node-4')],
      actions: [{ type: 'Freeze', participant: 'node-4' }],
      await: {
        waiting: { en: 'node-1 to call node-4 unreachable', ja: 'node-1 が node-4 を到達不能と判断する' },
        check: event('MemberUnreachable', 'node-1', { member: '*@node-4:*' }),
        withinMs: 20_000,
      },
    },
    {
      id: 'thaw',
      say: {
        en: 'The pause ends before the others have decided anything: node-4 thaws. All that reached it meanwhile is handled now.',
        ja: 'ほかのノードが何かを決める前に、停止が終わります。node-4 を元に戻すと、その間に届いていたものがすべて処理されます。',
      },
      notes: {
        en: 'Point at the cards: the red words are gone, and the incarnation is still the first. Nothing had to be repaired.',
        ja: 'カードを指します。赤い文字は消え、インカーネーションは最初のままです。修復は何もいりませんでした。',
      },
      ask: choose({
        ask: {
          en: 'What must node-4 do to be a full member again?',
          ja: 'node-4 が元どおりのメンバーになるには、何が必要でしょうか。',
        },
        choices: [
          [
            'join',
            'Join again',
            '参加し直す',
            afterwards(thawed, { event: 'MemberChanged', where: { member: node4, status: 'Joining' } }),
          ],
          [
            'restart',
            'Start as a new incarnation',
            '新しいインカーネーションとして起動する',
            afterwards(thawed, { event: 'ParticipantStarted', node: 'node-4' }),
          ],
          [
            'nothing',
            'Nothing',
            '何もいらない',
            all(
              afterwards(thawed, { fact: 'members', status: 'Up' }),
              never({ event: 'ParticipantStopped' }),
              atMostOnceUp,
            ),
          ],
        ],
        answer: 'nothing',
        why: {
          en: 'It answers heartbeats again, so it is reachable again. Unreachable is not a status, and it can end.',
          ja: 'ハートビートに応答すれば、また到達可能になります。到達不能はステータスではなく、元に戻ることがあります。',
        },
      }),
      points: [participant('node-4'), participant('node-1')],
      actions: [{ type: 'Thaw', participant: 'node-4' }],
      await: {
        waiting: { en: 'all nodes to see node-4 again', ja: '全ノードから node-4 が再び見える' },
        check: allUp(),
        withinMs: 20_000,
      },
    },
    {
      id: 'cut-off',
      chapter: { en: 'A cut', ja: '切断' },
      say: {
        en: 'Now node-4 is healthy, but you cut all its links. For the others this is the same silence as before.',
        ja: '今度の node-4 は正常ですが、すべてのリンクを切ります。ほかのノードにとっては、さっきと同じ沈黙です。',
      },
      notes: {
        en: 'Ask one half of the room to report as node-4, the other half as node-1. Both reports are honest, and they contradict each other.',
        ja: '半分の人に node-4 として、残りの人に node-1 として報告してもらいましょう。どちらの報告も正直なのに、食い違います。',
      },
      ask: choose({
        ask: { en: 'What does node-4 itself believe?', ja: 'node-4 自身はどう判断するでしょうか。' },
        choices: [
          [
            'self',
            'That it is cut off',
            '自分が切り離された',
            event('MemberUnreachable', 'node-4', { member: node4 }),
          ],
          [
            'others',
            'That the others are unreachable',
            'ほかのノードが到達不能になった',
            all(
              ...['node-1', 'node-2', 'node-3'].map(node =>
                event('MemberUnreachable', 'node-4', { member: `*@${node}:*` }),
              ),
            ),
          ],
          [
            'well',
            'That all is well',
            '何も問題はない',
            never({ event: 'MemberUnreachable', node: 'node-4' }),
          ],
        ],
        answer: 'others',
        why: {
          en: 'From node-4 it looks the other way round: three nodes are silent. Both sides are right, and neither can know which side has the trouble.',
          ja: 'node-4 からは逆に見えます。3つのノードが黙ったのです。どちらの側も正しく、どちらに問題があるかは誰にも分かりません。',
        },
      }),
      points: [participant('node-4')],
      actions: [{ type: 'Partition', sides: [['node-4'], others] }],
      await: {
        waiting: { en: 'both sides to miss each other', ja: '両側が互いの沈黙に気づく' },
        check: all(
          event('MemberUnreachable', 'node-1', { member: '*@node-4:*' }),
          event('MemberUnreachable', 'node-4', { member: '*@node-1:*' }),
        ),
        withinMs: 20_000,
      },
    },
    {
      id: 'decide',
      chapter: { en: 'A decision', ja: '決定' },
      say: {
        en: 'This time the silence lasts. While a member is unreachable, nobody can join or leave. So after three quiet seconds each side decides on its own, by the same rule: the side with more members stays.',
        ja: '今度の沈黙は続きます。到達不能なメンバーがいる間は、誰も参加や離脱ができません。そこで、3秒間変化がなければ、両側がそれぞれ同じ規則で決めます。残るのはメンバーの多い側です。',
      },
      ask: choose({
        ask: {
          en: 'node-4 is alone and healthy. What does it do?',
          ja: 'node-4 は正常なのに孤立しています。どうするでしょうか。',
        },
        choices: [
          [
            'wait',
            'It waits for the others',
            'ほかのノードを待つ',
            never({ event: 'DowningDecided', node: 'node-4' }),
          ],
          [
            'cluster',
            'It goes on as a cluster of one',
            '1ノードのクラスターとして続ける',
            event('DowningDecided', 'node-4', { decision: 'DownUnreachable' }),
          ],
          [
            'stop',
            'It stops itself',
            '自分で停止する',
            all(
              event('DowningDecided', 'node-4', { decision: 'DownReachable' }),
              eventually({ event: 'ParticipantStopped', where: { participant: 'node-4', reason: 'downed' } }),
            ),
          ],
        ],
        answer: 'stop',
        why: {
          en: 'One of four is the minority, so node-4 stops, and the others mark it as **Down** and remove it. Down is a decision, not an observation. If both sides went on, there could be two writers.',
          ja: '4つのうち1つは少数派なので、node-4 は停止し、ほかのノードは node-4 を **Down** にして外します。Down は観察ではなく決定です。両側が動き続けたら、書き込み役が2つになるおそれがあります。',
        },
      }),
      notes: {
        en: 'Ask: what would a time-out per node do here? Both sides would drop each other and go on.',
        ja: '「ノードごとのタイムアウトで外すだけだったら?」と尋ねましょう。両側が互いを外して動き続けてしまいます。',
      },
      points: [participant('node-4'), participant('node-1')],
      await: {
        waiting: {
          en: 'node-4 to stop, and the others to remove it',
          ja: 'node-4 が停止し、ほかのノードが外す',
        },
        check: all(
          eventually({
            event: 'ParticipantStopped',
            where: { participant: 'node-4', reason: 'downed' },
          }),
          event('MemberChanged', 'node-1', { status: 'Removed', member: '*@node-4:*' }),
        ),
        withinMs: 40_000,
      },
      lamps: [neverTwoWriters],
      speed: 1.5,
    },
    {
      id: 'heal',
      chapter: { en: 'The way back', ja: '戻り道' },
      say: {
        en: 'The links of node-4 work again. Its process starts once more at the old address.',
        ja: 'node-4 のリンクが元に戻り、プロセスも同じアドレスでもう一度起動します。',
      },
      notes: {
        en: 'Point at “incarnation 2” on the card. Ask why it must not come back as it was: others may have taken over its work.',
        ja: 'カードの「インカーネーション2」を指します。「なぜ以前のままで戻ってはいけないのか」と尋ねましょう。仕事がほかのノードに移ったかもしれないからです。',
      },
      ask: choose({
        ask: { en: 'As what does node-4 come back?', ja: 'node-4 は何として戻るでしょうか。' },
        choices: [
          [
            'same',
            'As the member it was',
            '以前と同じメンバーとして',
            all(
              afterwards(secondStart, { fact: 'sees', node: 'node-1', member: 'node-4', status: 'Up' }),
              atMostOnceUp,
            ),
          ],
          ['new', 'As a new member', '新しいメンバーとして', { type: 'eventually', what: joined, times: 2 }],
          ['never', 'It can never come back', 'もう戻れない', all(eventually(secondStart), atMostOnceUp)],
        ],
        answer: 'new',
        why: {
          en: 'Down is final for an incarnation. The new one joins like any other: Joining, then Up, as the youngest member.',
          ja: 'あるインカーネーションにとって、Down は取り消せません。新しいインカーネーションがほかのノードと同じように参加し、Joining から Up になり、最も若いメンバーになります。',
        },
      }),
      points: [participant('node-4')],
      actions: [
        { type: 'Heal', links: others.map(to => ({ from: 'node-4', to })) },
        { type: 'Start', participant: 'node-4' },
      ],
      await: {
        waiting: { en: 'all four nodes to be Up', ja: '4つのノードがすべて Up になる' },
        check: allUp(),
        withinMs: 60_000,
      },
      speed: 1.2,
    },
    {
      id: 'summary',
      say: {
        en: '**Frozen** is what a process is: it may wake up. **Unreachable** is what another node sees: it may end. **Down** is what the cluster decides: it is final. Only the last one may move work to another node, because only then is it certain that nobody does it twice.',
        ja: '**フリーズ**はプロセスの状態で、目を覚ますことがあります。**到達不能**はほかのノードからの見え方で、終わることがあります。**Down** はクラスターの決定で、取り消せません。仕事をほかのノードに移してよいのは、最後の場合だけです。二重に実行されないと言い切れるのは、そのときだけだからです。',
      },
      notes: {
        en: 'Ask for all three words again: who says it, and can it end? A process, an observer, the cluster.',
        ja: '3つの言葉をもう一度尋ねましょう。「誰が言うのか、終わることはあるのか」。プロセス、観察者、クラスターです。',
      },
      points: allNodes.map(participant),
      lamps: [neverTwoWriters],
    },
  ],
}
