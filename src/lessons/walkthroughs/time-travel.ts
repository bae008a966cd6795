import type { Check, EventPattern } from '../../trace/index.ts'
import type { Walkthrough } from '../lesson.ts'
import { walkthroughHeads } from '../walkthrough-heads.ts'
import { handled, hasEntry, ready, singletonOn, write, writer } from './seed-demo-builders.ts'
import { actor, all, choose, control, event, eventually, never, participant } from './step-builders.ts'

const cursor = control('slider', 'Shown instant', '表示中の時点')
const play = control('button', 'Play', '再生')

/** The writer has started on node-2 with this number of events. */
const recovered = (replayed: number): Check =>
  event('RecoveryCompleted', 'node-2', { actor: writer, replayed })
const stored = all(
  event('JournalChanged', 'database', { change: 'appended', events: 1 }),
  recovered(1),
  hasEntry('node-2', writer, 'hoge', 'fuga'),
)
const answer: EventPattern = { event: 'MessageDelivered', node: 'client', where: { label: 'WriteAck' } }
const answered = eventually(answer)
const neverAnswered = never(answer)

/** The controls of time: stand still, look back, ask why, and take another way. */
export const timeTravel: Walkthrough = {
  ...walkthroughHeads.timeTravel,
  steps: [
    {
      id: 'stands-still',
      stage: [{ type: 'wait', for: ready }],
      say: {
        en: 'A cluster of four nodes has formed, and its time **stands still**. Nothing times out while you read. The big button lets time run; beside it you set the speed.',
        ja: '4つのノードのクラスターができたところで、時間は**止まっています**。読んでいる間にタイムアウトすることはありません。大きなボタンで時間が動き、その横で速さを変えられます。',
      },
      notes: {
        en: 'Say aloud that the room may discuss as long as it likes: no time-out expires while time stands still.',
        ja: 'いくらでも議論してよいことを伝えましょう。時間が止まっている間は、タイムアウトしません。',
      },
      points: [play, control('slider', 'Speed', '速さ')],
    },
    {
      id: 'write',
      say: {
        en: 'You write hoge = fuga, and time runs at a sixth of its speed. So you can see the command on its way from the client to the writer.',
        ja: 'hoge = fuga を書き込み、時間を6分の1の速さで進めます。クライアントから書き込み役へ向かうコマンドが見えます。',
      },
      notes: {
        en: 'Let the room name the stations while the command flies. Then point at the time line, where the same hops are slanted lines.',
        ja: 'コマンドが飛ぶ間に、通る場所を言ってもらいましょう。それからタイムラインを指します。同じ動きが斜めの線になっています。',
      },
      points: [participant('client'), actor('node-1', writer)],
      actions: [write('hoge', 'fuga')],
      await: {
        waiting: { en: 'the writer to receive the command', ja: '書き込み役がコマンドを受け取る' },
        check: handled('node-1', writer, 'Write'),
        withinMs: 10_000,
      },
      speed: 0.17,
    },
    {
      id: 'crash',
      say: {
        en: 'The writer has received the command and has sent the event to the database. At this very moment you kill node-1. The client has no answer yet.',
        ja: '書き込み役がコマンドを受け取り、イベントをデータベースに送ったところです。まさにこの瞬間に、node-1 を強制終了します。クライアントに応答はまだ届いていません。',
      },
      notes: {
        en: 'Ask for a show of hands before you press Watch. Who says “No” has forgotten the message that is on its way.',
        ja: '「見る」を押す前に手を挙げてもらいましょう。「保存されていない」と答えた人は、配送中のメッセージを忘れています。',
      },
      ask: choose({
        ask: { en: 'Is hoge = fuga stored?', ja: 'hoge = fuga は保存されたでしょうか。' },
        choices: [
          [
            'known',
            'Yes, and the client knows it',
            '保存され、クライアントもそれを知っている',
            all(stored, answered),
          ],
          [
            'unknown',
            'Yes, but the client does not know it',
            '保存されたが、クライアントは知らない',
            all(stored, neverAnswered),
          ],
          ['no', 'No', '保存されていない', recovered(0)],
        ],
        answer: 'unknown',
        why: {
          en: 'The event had already left node-1. The database stored it, and the new writer on node-2 replayed it. node-1 could not answer any more, so the client cannot know. **No answer does not mean not stored.**',
          ja: 'イベントは、すでに node-1 を出ていました。データベースがそれを保存し、node-2 の新しい書き込み役が再生しました。node-1 はもう応答できないので、クライアントには知る方法がありません。**応答がなくても、保存されていないとは限りません**。',
        },
      }),
      points: [participant('node-1'), participant('database')],
      actions: [{ type: 'Kill', participant: 'node-1' }],
      await: {
        waiting: { en: 'the writer to start on node-2', ja: '書き込み役が node-2 で起動する' },
        check: all(singletonOn('node-2'), event('RecoveryCompleted', 'node-2', { actor: writer })),
        withinMs: 60_000,
      },
      speed: 3,
    },
    {
      id: 'look-back',
      say: {
        en: 'Now look back: **drag the marker of the time line** to the left, or press _Step back_. Everything that you see is a recording at that instant, and nothing is computed again. See the command fly once more, and the event reach the database after the crash.',
        ja: '振り返ってみましょう。**タイムラインの印を左へドラッグ**するか、「1つ戻す」を押してください。見えるものはすべて、その時刻の記録です。何も計算し直しません。コマンドが飛ぶところと、クラッシュの後でイベントがデータベースに届くところを見てください。',
      },
      notes: {
        en: 'Drag slowly past the crash. The event reaches the database after node-1 is gone: this is the proof of the last answer.',
        ja: 'クラッシュの前後をゆっくり動かしましょう。イベントは node-1 が落ちたあとでデータベースに届きます。これが前の答えの証拠です。',
      },
      points: [cursor, control('button', 'Step back', '1つ戻す')],
    },
    {
      id: 'why',
      say: {
        en: 'Click _Why?_ on the writer, on a card or on an answer. You get the chain of causes, back to an act or to a rule of the cluster. Each link leads to its instant.',
        ja: '書き込み役やカード、応答にある「なぜ?」を押してください。操作またはクラスターの規則までさかのぼる、原因の連鎖が表示されます。どの項目からもその時刻へ移動できます。',
      },
      notes: {
        en: 'Ask on the mark of the singleton at node-2: the chain leads back to your kill. Click one link of it, so that the room sees its instant.',
        ja: 'node-2 のシングルトンの印で尋ねましょう。連鎖は、あなたの強制終了までさかのぼります。途中の項目を1つクリックして、その時点を見せます。',
      },
      points: [participant('node-2'), actor('node-2', writer)],
    },
    {
      id: 'other-future',
      say: {
        en: 'And the other future? Drag the marker to just **before the crash** and do anything else, or press `Ctrl+Z`. A branch grows from there. The old run stays as a lane under the time line, so you lose nothing.',
        ja: '別の未来はどうでしょうか。印を**クラッシュの直前**に動かして別の操作をするか、`Ctrl+Z` を押してください。そこから分岐が伸びます。元の実行はタイムラインの下に残るので、何も失われません。',
      },
      notes: {
        en: 'Undo the kill, press Play, and compare both lanes: the write is stored in both, but the client gets its answer in only one of them.',
        ja: '強制終了を取り消して再生し、2つの実行を比べましょう。書き込みはどちらでも保存されますが、クライアントに応答が届くのは一方だけです。',
      },
      points: [cursor],
    },
    {
      id: 'same-again',
      say: {
        en: 'The same seed and the same acts give the same run, event for event, on every machine. So _Share_ can hand this very instant to somebody else. Now choose another walkthrough, or break something.',
        ja: '同じシードと同じ操作からは、どのコンピューターでもイベント1件まで同じ実行が得られます。だから「この実行を共有」で、まさにこの瞬間を誰かに渡せます。次は別のガイドを選ぶか、何かを壊してみてください。',
      },
      notes: {
        en: 'Open Share and show the QR code: phones in the room open this very instant.',
        ja: '「この実行を共有」を開いて QR コードを見せましょう。参加者のスマートフォンで、まさにこの瞬間が開きます。',
      },
      points: [control('button', 'Share this run', 'この実行を共有')],
    },
  ],
}
