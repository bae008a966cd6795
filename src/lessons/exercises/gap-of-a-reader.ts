import type { CodeExercise } from '../exercise.ts'
import { reader, tellClient, write, writeStored } from '../walkthroughs/seed-demo-builders.ts'
import { all, eventually, never, stateContains } from '../walkthroughs/step-builders.ts'
import { formed } from './cqrs-builders.ts'

const byNumber = 'EventQueries.currentEventsByPersistenceId({'
const caughtUp = {
  fact: 'state',
  node: 'node-5',
  actor: reader,
  contains: '"sequenceNr":4,"catchingUp":false',
} as const
const whole = stateContains('node-5', reader, '"entries":{"a":"1","b":"1","c":"1","d":"1"}')

export const gapOfAReader: CodeExercise = {
  type: 'code',
  id: 'gap-of-a-reader',
  ladder: 'persistence',
  title: { en: 'The reader that came late', ja: '後から来た読み取り役' },
  minutes: 6,
  scenario: 'cqrs',
  seed: 7,
  prepare: [
    formed,
    {
      actions: ['a', 'b', 'c'].map(key => write(key, '1')),
      until: writeStored(3),
      withinMs: 10_000,
    },
  ],
  situation: {
    en: 'The writer has stored a, b and c. Now it saves a snapshot and deletes these three events. d = 1 becomes event 4. Then you start node-5 with a new reader. It reads the journal from event 1 on, finds event 4 only, and answers “Not found” for a, b and c.',
    ja: '書き込み役はa、b、cを保存しました。これからスナップショットを保存し、その3つのイベントを削除します。d = 1 はイベント4になります。その後、新しい読み取り役のいるnode-5を起動します。ジャーナルをイベント1から読んでも見つかるのはイベント4だけで、a、b、cを尋ねると「Not found」と答えます。',
  },
  goal: {
    en: 'Change the code of the reader so that the new one holds a, b, c and d.',
    ja: '新しい読み取り役がa、b、c、dを持つように、読み取り役のコードを変えてください。',
  },
  code: {
    file: 'cqrs/reader.ts',
    participant: 'node-3',
    actor: reader,
    start: [
      { find: 'EventQueries.currentEventsStartingFromSnapshot({', put: byNumber },
      { find: ', and no snapshot covers them', put: '' },
      {
        find: 'Warns of deleted events. The query replaces deleted events by a snapshot; a gap means that no snapshot covers them.',
        put: 'Warns of deleted events.',
      },
    ],
    solution: [{ find: byNumber, put: 'EventQueries.currentEventsStartingFromSnapshot({' }],
  },
  trial: [
    {
      actions: [tellClient({ type: 'SaveSnapshot' })],
      until: eventually({ event: 'JournalChanged', where: { change: 'deleted', events: 0 } }),
      withinMs: 10_000,
      speed: 0.5,
    },
    { actions: [write('d', '1')], until: writeStored(4), withinMs: 10_000, speed: 0.6 },
    {
      actions: [{ type: 'Start', participant: 'node-5', roles: ['read'] }],
      until: eventually(caughtUp),
      withinMs: 20_000,
      speed: 1,
    },
  ],
  lamps: [
    {
      check: whole,
      met: {
        en: 'The new reader holds a, b, c and d.',
        ja: '新しい読み取り役が、a、b、c、dを持っています。',
      },
      yet: {
        en: 'The new reader does not hold a, b, c and d.',
        ja: '新しい読み取り役は、まだa、b、c、dを持っていません。',
      },
    },
    {
      check: eventually(caughtUp),
      met: { en: 'It has read the journal up to event 4.', ja: 'ジャーナルをイベント4まで読み終えました。' },
      yet: {
        en: 'It has not read the journal up to event 4.',
        ja: 'ジャーナルをイベント4まで読み終えていません。',
      },
    },
  ],
  remarks: [
    {
      when: all(stateContains('node-5', reader, '"sequenceNr":4'), never(caughtUp)),
      say: {
        en: 'Now the query never ends: a live query waits for more events, and the reader waits for its end. It cannot bring the deleted events either.',
        ja: 'クエリーが終わらなくなりました。ライブクエリーは次のイベントを待ち続け、読み取り役はその終わりを待っています。それに、削除されたイベントはこのクエリーでも届きません。',
      },
      example: [{ find: byNumber, put: 'EventQueries.eventsByPersistenceId({' }],
    },
    {
      when: stateContains('node-5', reader, '"entries":{},"sequenceNr":4'),
      say: {
        en: 'Now even d is missing. The events 1 to 3 are no longer in the journal, however it is read. What still holds their effect?',
        ja: '今度はdまで抜けました。イベント1〜3は、どう読んでもジャーナルにはもうありません。その結果は、まだどこに残っていますか。',
      },
      example: [
        {
          find: 'return { entries: { ...copy.entries, [key]: value }, sequenceNr }',
          put: 'return { entries: sequenceNr > copy.sequenceNr + 1 ? {} : { ...copy.entries, [key]: value }, sequenceNr }',
        },
      ],
    },
  ],
  par: 1,
  hints: [
    {
      en: 'Look into the panel Journal: which events are there, and what stands beside them?',
      ja: 'パネル「ジャーナル」を見ましょう。どのイベントがありますか。その横には何がありますか。',
    },
    {
      en: 'The reader already knows what to do with SnapshotFound. Which query sends it?',
      ja: '読み取り役は、SnapshotFoundの扱い方をもう知っています。それを送るクエリーはどれでしょうか。',
    },
    {
      en: 'In catchUp, use EventQueries.currentEventsStartingFromSnapshot.',
      ja: 'catchUpで、EventQueries.currentEventsStartingFromSnapshotを使います。',
    },
  ],
  why: {
    en: 'Belief: after a snapshot, deleting events is free. The writer does not need them, but every read side that starts later does. It finds a gap before event 4 and must begin with the snapshot, if it can read it. Many systems keep all events for this reason.',
    ja: '「スナップショットの後なら、イベントは自由に削除できる」と思われがちです。書き込み役にはもう要らなくても、後から始まる読み取り側には必要です。イベント4の前に抜けがあるので、スナップショットから始めるしかありません。それが読めるとは限らないため、すべてのイベントを残すシステムも多くあります。',
  },
}
