import type { Check } from '../../trace/index.ts'
import type { PredictionExercise } from '../exercise.ts'
import { hasEntry, write, writer } from '../walkthroughs/seed-demo-builders.ts'
import { afterwards, all, event, eventually, never } from '../walkthroughs/step-builders.ts'
import { printedFormed, repaired } from './printed-builders.ts'

const failed = { event: 'ActorFailed', where: { actor: writer } } as const
const newStored = { event: 'EventPersisted', where: { actor: writer, 'body.value': 'new' } } as const
const oldStored = { event: 'EventPersisted', where: { actor: writer, 'body.value': 'old' } } as const
const oldAfterNew: Check = afterwards(newStored, oldStored)

export const oldBeatsNew: PredictionExercise = {
  type: 'prediction',
  id: 'old-beats-new',
  ladder: 'persistence',
  title: { en: 'Old beats new', ja: '古い値が勝つ' },
  minutes: 5,
  scenario: 'cqrs-as-printed',
  seed: 7,
  settings: repaired('journalDiesWithItsNode', 'sleepsInTheHandler'),
  prepare: [
    printedFormed(),
    { actions: [write('hoge', 'old')], until: hasEntry('node-1', writer, 'hoge', 'old'), withinMs: 10_000 },
  ],
  situation: {
    en: 'This is the writer of the article, with its other mistakes repaired. hoge = old is event 1. The writer fails at the next command and is restarted. In its recovery it sends each replayed event to itself, as if it were a command. While it recovers, hoge = new arrives and waits until the recovery is complete.',
    ja: '記事の書き込み役です。ほかの誤りは直してあります。hoge = old がイベント1です。書き込み役は次のコマンドで失敗し、再起動されます。リカバリーでは、再生した各イベントを、コマンドのように自分に送ります。リカバリー中に hoge = new が届き、完了まで待ちます。',
  },
  question: {
    type: 'choice',
    ask: { en: 'Which value does hoge have in the end?', ja: '最終的に、hogeの値はどれになるでしょうか。' },
    choices: [
      {
        id: 'new',
        words: { en: 'new: it is the last one that was written', ja: 'new。最後に書き込んだから' },
        claim: all(
          eventually(newStored),
          never({ ...oldStored, where: { ...oldStored.where, sequenceNr: 3 } }),
        ),
        reply: {
          en: 'It was the last one that the client sent. But not the last one that the writer handled.',
          ja: 'クライアントが最後に送ったのはそうです。しかし、書き込み役が最後に処理したのは違います。',
        },
      },
      {
        id: 'old',
        words: { en: 'old: the history comes after the command', ja: 'old。履歴がコマンドの後に処理される' },
        claim: oldAfterNew,
      },
      {
        id: 'lost',
        words: { en: 'old: the command is lost', ja: 'old。コマンドが失われる' },
        claim: all(eventually(failed), never(newStored)),
        reply: {
          en: 'A command that arrives in a recovery is stashed and handled afterwards.',
          ja: 'リカバリー中に届いたコマンドは、スタッシュに入り、後で処理されます。',
        },
      },
    ],
    answer: 'old',
    why: {
      en: 'The stashed command is handled first. The history that the writer sent to itself waits behind it, in the mailbox. So old is applied last, and even stored again as event 3: after the next start it still wins.',
      ja: 'スタッシュのコマンドが先に処理され、自分に送った履歴は、メールボックスでその後ろに並びます。そのためoldが最後に適用され、イベント3としてもう一度保存されます。次に起動しても、oldのままです。',
    },
  },
  experiment: [
    {
      actions: [
        { type: 'FailNext', participant: 'node-1', actor: writer, error: 'Boom' },
        write('piyo', '1'),
        write('hoge', 'new'),
      ],
      until: all(
        event('EventPersisted', 'node-1', { actor: writer, sequenceNr: 3 }),
        hasEntry('node-1', writer, 'hoge', 'old'),
      ),
      withinMs: 10_000,
      speed: 0.3,
    },
  ],
  hints: [
    {
      en: 'Where do messages wait that an actor sends to itself?',
      ja: 'アクターが自分に送ったメッセージは、どこで待ちますか。',
    },
    {
      en: 'When the recovery is complete, stashed commands come before everything in the mailbox.',
      ja: 'リカバリーが終わると、スタッシュのコマンドは、メールボックスのすべてより先に処理されます。',
    },
    {
      en: 'Handled first: hoge = new. Handled after it: the history.',
      ja: '先に処理されるのは hoge = new で、履歴はその後です。',
    },
  ],
  why: {
    en: 'Belief: a replay is over when the recovery is complete. Here it has only begun: at that moment the state is still empty, and commands overtake the history. Apply each event to the state in receiveRecover, at once.',
    ja: '「リカバリーが完了すれば、再生も終わっている」と思われがちですが、ここでは始まったばかりです。その時点で状態はまだ空で、コマンドが履歴を追い越します。イベントは、receiveRecoverの中ですぐ状態に適用しましょう。',
  },
}
