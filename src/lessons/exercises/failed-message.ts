import type { PredictionExercise } from '../exercise.ts'
import { add, all, state } from './workbench-builders.ts'

const notebook = '/user/notebook'
const holds = (...numbers: readonly number[]) =>
  state(notebook, `"numbers":${JSON.stringify(numbers.map(String))}`)

export const failedMessage: PredictionExercise = {
  type: 'prediction',
  id: 'failed-message',
  ladder: 'failures',
  title: { en: 'The message that failed', ja: '失敗したメッセージ' },
  minutes: 3,
  scenario: 'workbench',
  seed: 1,
  situation: {
    en: 'The notebook is an actor that writes down numbers. It cannot read a 3 and throws an error. Its supervisor then restarts it. In a moment it gets the numbers 1 to 5 at once.',
    ja: 'ノートは、届いた数を書き留めるアクターです。3だけは読めず、エラーをスローします。するとスーパーバイザーがノートを再起動(restart)します。これから1から5までの数を一度に送ります。',
  },
  question: {
    type: 'choice',
    ask: {
      en: 'What does the notebook contain after the five messages?',
      ja: '5つのメッセージの後、ノートには何が書かれているでしょうか。',
    },
    choices: [
      {
        id: 'all-others',
        words: { en: '1, 2, 4, 5: only the 3 is missing', ja: '1, 2, 4, 5(3だけが抜ける)' },
        claim: holds(1, 2, 4, 5),
        reply: {
          en: 'That is what resume would do: the actor keeps its state. A restart creates a new one.',
          ja: 'それは再開(resume)の場合です。再開なら状態は残ります。再起動は新しいアクターを作ります。',
        },
      },
      {
        id: 'after-only',
        words: { en: '4, 5: only what came after the failure', ja: '4, 5(失敗の後に処理した分だけ)' },
        claim: holds(4, 5),
      },
      {
        id: 'again',
        words: {
          en: '3, 4, 5: the restarted notebook reads the 3 again',
          ja: '3, 4, 5(再起動後に3を読み直す)',
        },
        claim: holds(3, 4, 5),
        reply: {
          en: 'The 3 has left the mailbox and does not come back. If it did, the notebook would fail again and again.',
          ja: '3はもうメールボックスを出ていて、戻ってきません。もし戻ってきたら、ノートは何度でも失敗するでしょう。',
        },
      },
      {
        id: 'nothing',
        words: { en: 'nothing: a restart clears the mailbox', ja: '空(再起動でメールボックスも空になる)' },
        claim: all(
          { type: 'eventually', what: { event: 'ActorRestarted', where: { actor: notebook } } },
          { type: 'never', what: { event: 'MessageDelivered', where: { to: notebook, waiting: 0 } } },
        ),
        reply: {
          en: 'The mailbox belongs to the ActorRef, not to the instance. 4 and 5 waited there during the restart.',
          ja: 'メールボックスはインスタンスではなくActorRefに属します。4と5は、再起動の間もそこで待っていました。',
        },
      },
    ],
    answer: 'after-only',
    why: {
      en: 'A restart replaces the behavior and its state, so 1 and 2 are gone. The failed message is lost: it is never handled again. The mailbox stays, so 4 and 5 arrive at the new instance. With resume the notebook would contain 1, 2, 4, 5.',
      ja: '再起動は振る舞いと状態を新しくするので、1と2は消えます。失敗したメッセージは失われ、再処理されることはありません。メールボックスは残るので、4と5は新しいインスタンスに届きます。再開(resume)なら、ノートには1, 2, 4, 5が残ります。',
    },
  },
  experiment: [{ actions: [1, 2, 3, 4, 5].map(add), until: holds(4, 5), withinMs: 10_000, speed: 0.4 }],
  hints: [
    {
      en: 'Three things can survive a failure or not: the failed message, the state, and the mailbox. Decide for each.',
      ja: '失敗の後に残るかどうかが問題になるのは、失敗したメッセージ、状態、メールボックスの3つです。1つずつ考えてみましょう。',
    },
    {
      en: 'A restart creates the behavior anew, as at the first start.',
      ja: '再起動では、最初の起動と同じように振る舞いが作り直されます。',
    },
    {
      en: 'The new notebook is empty, and two messages are still waiting for it.',
      ja: '新しいノートは空で、メッセージがまだ2つ待っています。',
    },
  ],
  why: {
    en: 'Belief: a restart handles the failed message again. In truth no strategy does. Whoever needs the message sends it again.',
    ja: '「再起動すれば失敗したメッセージも処理し直される」と思われがちですが、どの戦略でも再処理は行われません。必要なら、送り手がもう一度送ります。',
  },
}
