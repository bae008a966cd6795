import type { Check } from '../../trace/index.ts'
import type { PredictionExercise } from '../exercise.ts'
import { singletonOn, tellClient, write, writer, writeStored } from '../walkthroughs/seed-demo-builders.ts'
import { all, event, eventually } from '../walkthroughs/step-builders.ts'
import { formed } from './cqrs-builders.ts'

const storedAs = (sequenceNr: number): Check =>
  event('EventPersisted', 'node-2', { actor: writer, sequenceNr })

export const numberAfterDeletion: PredictionExercise = {
  type: 'prediction',
  id: 'number-after-deletion',
  ladder: 'persistence',
  title: { en: 'After event 3, delete all', ja: 'すべて削除した後の番号' },
  minutes: 4,
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
    en: 'The writer has stored the events 1, 2 and 3. Now it saves a snapshot, and when that is safe, it deletes all three events. Then node-1 crashes. A new writer starts on node-2 and finds no event in the journal. It stores d = 1.',
    ja: '書き込み役はイベント1、2、3を保存しました。これからスナップショットを保存し、それが済むと3つのイベントをすべて削除します。その後node-1がクラッシュします。node-2で始まる新しい書き込み役は、ジャーナルに1つもイベントを見つけません。そこで d = 1 を保存します。',
  },
  question: {
    type: 'choice',
    ask: { en: 'Which number does the event of d get?', ja: 'dのイベントは何番になるでしょうか。' },
    choices: [
      {
        id: 'one',
        words: { en: '1, because the journal is empty', ja: '1。ジャーナルが空だから' },
        claim: storedAs(1),
        reply: {
          en: 'Then a reader that has read up to 3 would take it for an old event and ignore it.',
          ja: 'もし1なら、3まで読んだ読み取り役は、古いイベントと見なして無視してしまいます。',
        },
      },
      {
        id: 'three',
        words: {
          en: '3, because one event is kept for the numbering',
          ja: '3。番号のために1つ残してあるから',
        },
        claim: storedAs(3),
        reply: {
          en: 'The program of the article keeps one event for this fear. A journal remembers the number without it.',
          ja: '記事のプログラムは、それを心配してイベントを1つ残します。しかしジャーナルは、イベントがなくても番号を覚えています。',
        },
      },
      {
        id: 'four',
        words: { en: '4, the next one after the deleted ones', ja: '4。削除されたものの次' },
        claim: storedAs(4),
      },
    ],
    answer: 'four',
    why: {
      en: 'Deleting removes events, not numbers: the journal keeps the highest number of each persistence id. A reader that starts at event 1 finds a gap before 4 and needs the snapshot to fill it: the next exercise shows one.',
      ja: '削除で消えるのはイベントで、番号ではありません。ジャーナルは永続化IDごとに最大の番号を覚えています。イベント1から読む読み取り役には4の前が抜けていて、埋めるにはスナップショットが必要です。次の演習で、その様子を見ます。',
    },
  },
  experiment: [
    {
      actions: [tellClient({ type: 'SaveSnapshot' })],
      until: eventually({ event: 'JournalChanged', where: { change: 'deleted', events: 0 } }),
      withinMs: 10_000,
      speed: 0.4,
    },
    {
      actions: [{ type: 'Kill', participant: 'node-1' }],
      until: all(singletonOn('node-2'), event('RecoveryCompleted', 'node-2', { actor: writer })),
      withinMs: 60_000,
      speed: 4,
    },
    {
      actions: [write('d', '1')],
      until: event('EventPersisted', 'node-2', { actor: writer }),
      withinMs: 30_000,
      speed: 0.6,
    },
  ],
  hints: [
    {
      en: 'Readers remember the number of the last event that they know. What would they do with a number that they had before?',
      ja: '読み取り役は、知っている最後のイベントの番号を覚えています。前にあった番号がまた来たら、どうするでしょうか。',
    },
    {
      en: 'The snapshot says after which event it was taken.',
      ja: 'スナップショットには、どのイベントの後のものかが書かれています。',
    },
    {
      en: 'Open the panel Journal after the deletion: it shows the highest number.',
      ja: '削除の後でパネル「ジャーナル」を開くと、最大の番号が表示されています。',
    },
  ],
  why: {
    en: 'Belief: after a snapshot, deleting is free, and numbers start anew. In truth numbers never fall, and whoever has not read the deleted events can get their effect from the snapshot only.',
    ja: '「スナップショットの後なら自由に削除でき、番号は最初から始まる」と思われがちですが、番号が減ることはありません。また、削除されたイベントを読んでいなかった人は、その結果をスナップショットからしか得られません。',
  },
}
