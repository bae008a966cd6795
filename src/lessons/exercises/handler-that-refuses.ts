import type { JournalEvent } from '../../trace/index.ts'
import type { CodeExercise } from '../exercise.ts'
import { client, write, writer } from '../walkthroughs/seed-demo-builders.ts'
import { never, stateContains } from '../walkthroughs/step-builders.ts'
import { formed, writerAccepts, writerBackoff } from './cqrs-builders.ts'

const written = (sequenceNr: number, key: string, value: string): JournalEvent => ({
  persistenceId: 'cluster_persistent',
  sequenceNr,
  writerUuid: 'last-year',
  timestamp: sequenceNr * 1000,
  payload: { type: 'Written', key, value },
})

const next = 'afterWritten(state, event, EventSourcedBehavior.lastSequenceNumber(writerContext))'
const handler = `eventHandler: (state, event) =>
      ${next},`
const refusal = `      if (event.value === '') throw new Error('A value must not be empty.')
`
const refusing = `eventHandler: (state, event) => {
${refusal}      return ${next}
    },`
const emptyStored = { event: 'EventPersisted', where: { 'body.key': 'tori' } } as const
const acknowledged = stateContains('client', client, '"value":"new"},"reply":{"type":"WriteAck"')

export const handlerThatRefuses: CodeExercise = {
  type: 'code',
  id: 'handler-that-refuses',
  ladder: 'persistence',
  title: { en: 'A handler that refuses an event', ja: 'イベントを拒否するハンドラー' },
  minutes: 8,
  scenario: 'cqrs',
  seed: 7,
  prepare: [
    {
      ...formed,
      actions: [
        {
          type: 'LoadJournal',
          participant: 'database',
          journal: {
            streams: [],
            events: [written(1, 'hoge', 'fuga'), written(2, 'neko', ''), written(3, 'inu', 'wan')],
            snapshots: [],
          },
        },
      ],
    },
  ],
  situation: {
    en: 'The journal holds three events of last year. In event 2 the value is empty, which was allowed then. The new version of the writer must not accept empty values, so its event handler throws on them. Now the writer does not even start: its recovery fails at event 2, and it stops.',
    ja: 'ジャーナルに、昨年のイベントが3つあります。イベント2の値は空で、当時は許されていました。新しい版の書き込み役は空の値を受け付けないことになり、イベントハンドラーが例外をスローします。すると書き込み役は起動もできません。イベント2でリカバリーが失敗し、停止します。',
  },
  goal: {
    en: 'Change the code so that the writer recovers all three events, stores hoge = new, and still stores no new empty value.',
    ja: '書き込み役が3つのイベントをすべてリカバリーし、hoge = new を保存し、新しい空の値は保存しないように、コードを変えてください。',
  },
  code: {
    file: 'cqrs/writer.ts',
    participant: 'node-1',
    actor: writer,
    start: [
      { find: handler, put: refusing },
      { find: writerBackoff, put: '' },
    ],
    solution: [
      { find: refusal, put: '' },
      {
        find: `          ${writerAccepts}`,
        put: `          if (command.value === '') return Effect.unhandled()
          ${writerAccepts}`,
      },
    ],
  },
  trial: [
    {
      actions: [write('tori', ''), write('hoge', 'new')],
      until: acknowledged,
      withinMs: 6000,
      speed: 0.7,
    },
  ],
  lamps: [
    {
      check: {
        type: 'eventually',
        what: { event: 'RecoveryCompleted', where: { actor: writer, replayed: 3 } },
      },
      met: {
        en: 'The writer has recovered three events.',
        ja: '書き込み役が3つのイベントをリカバリーしました。',
      },
      yet: {
        en: 'The writer has not recovered three events.',
        ja: '書き込み役は、まだ3つのイベントをリカバリーしていません。',
      },
    },
    {
      check: acknowledged,
      met: { en: 'hoge = new is acknowledged.', ja: 'hoge = new が確認されました。' },
      yet: { en: 'hoge = new is not acknowledged.', ja: 'hoge = new はまだ確認されていません。' },
    },
    {
      check: never(emptyStored),
      met: { en: 'No new empty value is stored.', ja: '新しい空の値は保存されていません。' },
      yet: { en: 'No new empty value is stored.', ja: '新しい空の値は保存されていません。' },
      broken: { en: 'A new empty value is stored: tori.', ja: '新しい空の値(tori)が保存されました。' },
    },
  ],
  remarks: [
    {
      when: { type: 'eventually', what: { event: 'RecoveryFailed', where: { actor: writer } }, times: 2 },
      say: {
        en: 'It tries again and again, and each time it reads the same event 2. A stored event does not go away by itself.',
        ja: '何度も試しますが、そのたびに同じイベント2を読みます。保存されたイベントは、ひとりでに消えたりしません。',
      },
      example: [{ find: '    receiveSignal: (', put: `${writerBackoff}    receiveSignal: (` }],
    },
    {
      when: { type: 'eventually', what: emptyStored },
      say: {
        en: 'The writer recovers, but now a new empty value becomes an event. Which handler may say no, before anything is stored?',
        ja: 'リカバリーはできましたが、新しい空の値もイベントになりました。保存の前に断れるのは、どのハンドラーでしょうか。',
      },
      example: [{ find: refusal, put: '' }],
    },
  ],
  par: 2,
  hints: [
    {
      en: 'An event has happened. A command is a request. Which of the two can be refused?',
      ja: 'イベントはもう起きたことで、コマンドは要求です。断れるのはどちらでしょうか。',
    },
    {
      en: 'The event handler runs at each recovery, for every event of the past. It must accept all of them.',
      ja: 'イベントハンドラーは、リカバリーのたびに、過去のすべてのイベントに対して動きます。どれも受け入れなければなりません。',
    },
    {
      en: "Remove the line with throw. In the command handler, before write, add: if (command.value === '') return Effect.unhandled().",
      ja: "throwの行を消します。コマンドハンドラーのwriteの前に、if (command.value === '') return Effect.unhandled() を加えます。",
    },
  ],
  why: {
    en: 'An event handler cannot undo what has happened. When it throws in a recovery, the actor has no state and stops, and the next start meets the same event. So validate commands, and let event handlers accept every event that was ever stored. Belief: an event handler may reject an event.',
    ja: 'イベントハンドラーは、起きたことを取り消せません。リカバリー中に例外をスローすると、アクターは状態を作れずに停止し、次に起動しても同じイベントに出会います。検証はコマンドに対して行い、イベントハンドラーは、これまでに保存されたすべてのイベントを受け入れます。「イベントハンドラーはイベントを拒否してよい」というのは誤解です。',
  },
}
