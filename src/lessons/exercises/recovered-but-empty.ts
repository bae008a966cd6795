import type { Action } from '../../trace/index.ts'
import type { PredictionExercise } from '../exercise.ts'
import { hasEntry, reader, write } from '../walkthroughs/seed-demo-builders.ts'
import { all, event, eventually, never } from '../walkthroughs/step-builders.ts'
import { readersSubscribed, repaired } from './printed-builders.ts'

const read: Action = {
  type: 'Tell',
  participant: 'node-2',
  actor: reader,
  message: { type: 'Get', key: 'hoge' },
}
const answered = (text: string) =>
  ({
    event: 'Logged',
    node: 'node-2',
    where: { actor: reader, text: `Get read node data: ${text}` },
  }) as const
const failed = { event: 'ActorFailed', node: 'node-2', where: { actor: reader } } as const

export const recoveredButEmpty: PredictionExercise = {
  type: 'prediction',
  id: 'recovered-but-empty',
  ladder: 'persistence',
  title: { en: 'Recovered, but empty', ja: 'リカバリーしたのに空' },
  minutes: 4,
  scenario: 'cqrs-as-printed',
  seed: 7,
  settings: repaired('journalDiesWithItsNode', 'sleepsInTheHandler'),
  prepare: [
    ...readersSubscribed,
    { actions: [write('hoge', 'fuga')], until: hasEntry('node-2', reader, 'hoge', 'fuga'), withinMs: 10_000 },
  ],
  situation: {
    en: 'This is the reader of the article on node-2. hoge = fuga is event 1 in the journal, and the reader holds it. Now the reader fails and is restarted. In its recovery it sends each replayed event to itself, as if it were a new update. While it recovers, Get hoge arrives and waits until the recovery is complete.',
    ja: 'node-2にある、記事の読み取り役です。hoge = fuga はジャーナルのイベント1で、読み取り役も持っています。ここで読み取り役が失敗し、再起動されます。リカバリーでは、再生した各イベントを、新しい更新のように自分に送ります。リカバリー中に Get hoge が届き、完了まで待ちます。',
  },
  question: {
    type: 'choice',
    ask: {
      en: 'What does the reader write into its log for this Get?',
      ja: 'このGetに対して、読み取り役はログに何と書くでしょうか。',
    },
    choices: [
      {
        id: 'found',
        words: { en: 'fuga: the recovery is complete', ja: 'fuga。リカバリーは完了している' },
        claim: all(eventually(answered('fuga')), never(answered('Not found'))),
        reply: {
          en: 'Complete means that all events were replayed. What did the reader do with each of them?',
          ja: '完了とは、すべてのイベントが再生されたという意味です。読み取り役は、その一つひとつをどう扱いましたか。',
        },
      },
      {
        id: 'not-found',
        words: { en: 'Not found: its state is still empty', ja: 'Not found。状態がまだ空だから' },
        claim: eventually(answered('Not found')),
      },
      {
        id: 'lost',
        words: {
          en: 'Nothing: a Get in a recovery is lost',
          ja: '何も書かない。リカバリー中のGetは失われる',
        },
        claim: all(eventually(failed), never(answered('*'))),
        reply: {
          en: 'A command that arrives in a recovery is stashed and handled afterwards.',
          ja: 'リカバリー中に届いたコマンドは、スタッシュに入り、後で処理されます。',
        },
      },
    ],
    answer: 'not-found',
    why: {
      en: 'The stashed Get is handled first. The event that the reader sent to itself waits behind it, in the mailbox. The journal has hoge all the time, and the reader says that it does not exist.',
      ja: 'スタッシュのGetが先に処理され、自分に送ったイベントは、メールボックスでその後ろに並びます。hogeはずっとジャーナルにあるのに、読み取り役は「ない」と答えます。',
    },
  },
  experiment: [
    {
      actions: [{ type: 'FailNext', participant: 'node-2', actor: reader, error: 'Boom' }, read, read],
      until: all(
        event('RecoveryCompleted', 'node-2', { actor: reader, replayed: 1 }),
        eventually(answered('*')),
        hasEntry('node-2', reader, 'hoge', 'fuga'),
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
      en: 'At that moment no event has changed the state yet.',
      ja: 'その時点では、まだどのイベントも状態を変えていません。',
    },
  ],
  why: {
    en: 'Belief: after RecoveryCompleted the state is the one of the journal. That is so only if receiveRecover itself applies each event to the state. An event that is sent on comes later, and whoever reads first gets an answer that was never true.',
    ja: '「RecoveryCompletedの後なら、状態はジャーナルのとおり」と思われがちです。そうなるのは、receiveRecoverの中で各イベントを状態に適用した場合だけです。自分に送ったイベントが処理されるのは後なので、先に読んだ人には、一度も正しかったことのない答えが返ります。',
  },
}
