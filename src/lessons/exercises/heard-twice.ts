import type { Check } from '../../trace/index.ts'
import type { PredictionExercise } from '../exercise.ts'
import { reader, write, writer } from '../walkthroughs/seed-demo-builders.ts'
import { all, event, eventually, never } from '../walkthroughs/step-builders.ts'
import { printedFormed, repaired } from './printed-builders.ts'

const formed = printedFormed()
const replayed = (events: number): Check =>
  event('RecoveryCompleted', 'node-5', { actor: reader, replayed: events })
const heard = {
  event: 'Logged',
  node: 'node-5',
  where: { actor: reader, text: 'Subscribe event read node update' },
} as const

export const heardTwice: PredictionExercise = {
  type: 'prediction',
  id: 'heard-twice',
  ladder: 'persistence',
  title: { en: 'Read and heard', ja: '読んで、聞いた' },
  minutes: 5,
  scenario: 'cqrs-as-printed',
  seed: 7,
  settings: {
    ...repaired('journalDiesWithItsNode', 'sleepsInTheHandler', 'replaySendsCommands'),
    databaseLatencyMs: { minMs: 4000, maxMs: 4000 },
    persistence: { journalCallTimeoutMs: 20_000, recoveryEventTimeoutMs: 20_000 },
  },
  prepare: [{ ...formed, until: all(formed.until, event('RecoveryCompleted', 'node-1', { actor: writer })) }],
  situation: {
    en: 'The reader of the article subscribes to updates in its constructor, so that it misses none, and then recovers. The database is slow: each request takes four seconds. You start node-5 with another reader. While this one recovers, hoge = fuga is written, stored and published.',
    ja: '記事の読み取り役は、更新を逃さないようにコンストラクターで購読し、それからリカバリーします。データベースは遅く、要求ごとに4秒かかります。node-5を起動し、読み取り役を1つ増やします。それがリカバリーしている間に、hoge = fuga が書き込まれ、保存され、配信されます。',
  },
  question: {
    type: 'choice',
    ask: {
      en: 'How does the new reader get this event?',
      ja: '新しい読み取り役は、このイベントをどう受け取るでしょうか。',
    },
    choices: [
      {
        id: 'replay',
        words: { en: 'Once, by the replay', ja: '再生で1回' },
        claim: all(replayed(1), never(heard)),
        reply: {
          en: 'The published update waits until the recovery is complete. It does not vanish because the replay had it.',
          ja: '配信された更新は、リカバリーの完了を待ちます。再生に含まれていたからといって、消えたりしません。',
        },
      },
      {
        id: 'update',
        words: { en: 'Once, as a published update', ja: '配信で1回' },
        claim: all(replayed(0), eventually(heard)),
        reply: {
          en: 'The replay reads what the journal holds when it is read, and the event was there in time.',
          ja: '再生は、読んだ時点のジャーナルの中身を読みます。イベントはそれまでに保存されていました。',
        },
      },
      {
        id: 'twice',
        words: { en: 'Twice, by both ways', ja: '両方で2回' },
        claim: all(replayed(1), eventually(heard)),
      },
    ],
    answer: 'twice',
    why: {
      en: 'The replay applies event 1. Then the update comes out of the stash and is applied once more. For a value that is harmless; a reader that counts would be wrong.',
      ja: '再生がイベント1を適用し、その後、スタッシュから出た更新がもう一度適用されます。値なら害はありませんが、数を数える読み取り役なら間違えます。',
    },
  },
  experiment: [
    {
      actions: [{ type: 'Start', participant: 'node-5', roles: ['read'] }],
      until: event('RecoveryStarted', 'node-5'),
      withinMs: 20_000,
      speed: 1,
    },
    {
      actions: [write('hoge', 'fuga')],
      until: all(event('RecoveryCompleted', 'node-5'), eventually(heard)),
      withinMs: 40_000,
      speed: 1.5,
    },
  ],
  hints: [
    {
      en: 'By which two ways can an event reach this reader?',
      ja: 'この読み取り役にイベントが届く道は、2つあります。それは何でしょうか。',
    },
    {
      en: 'Messages that arrive in a recovery are stashed. What happens to them afterwards?',
      ja: 'リカバリー中に届いたメッセージは、スタッシュに入ります。その後どうなりますか。',
    },
    {
      en: 'The update has no number by which the reader could see that it has the event already.',
      ja: '更新には番号がないので、もう持っているイベントかどうか、読み取り役には分かりません。',
    },
  ],
  why: {
    en: 'Belief: subscribe first, then recover, and each event comes exactly once. In truth the two ways overlap. A number in each update, and the number of the last applied event beside the copy, let the reader ignore what it has.',
    ja: '「先に購読し、それからリカバリーすれば、各イベントはちょうど1回届く」と思われがちですが、2つの道は重なります。更新に番号を付け、最後に適用した番号をコピーと一緒に持てば、もう持っているものを無視できます。',
  },
}
