import type { Check } from '../../trace/check.ts'
import type { LampCard } from '../lamp-card.ts'
import { membershipLamps } from '../membership-lamps.ts'

const writer = '/user/master/singleton'

/** A reader prints its data after each update. */
const heardBy = (node: string): Check => ({
  type: 'leadsTo',
  when: { event: 'EventPersisted', where: { actor: writer } },
  then: { event: 'Logged', node, where: { actor: '/user/read', text: 'Map(*' } },
  withinMs: 15_000,
  while: { fact: 'healthy' },
})

/** The promises of a repaired program. The printed one breaks most of them. */
export const cqrsAsPrintedLamps: readonly LampCard[] = [
  {
    id: 'one-writer',
    title: { en: 'One writer', ja: '書き込み役は1つ' },
    about: {
      en: 'At most one writer runs at a time in the whole cluster.',
      ja: 'クラスター全体で、同時に動く書き込み役は1つまでです。',
    },
    check: { type: 'always', what: { fact: 'singletons', atMost: 1 } },
  },
  {
    id: 'stored-once',
    title: { en: 'Stored once', ja: '保存は1回' },
    about: {
      en: 'Each write is stored as one event. Write a different value each time, because equal writes count as one.',
      ja: '書き込みはそれぞれ1つのイベントとして保存されます。同じ値の書き込みは区別できないので、毎回違う値を書いてください。',
    },
    check: {
      type: 'atMost',
      what: { event: 'EventPersisted', where: { actor: writer } },
      times: 1,
      by: 'body',
    },
  },
  {
    id: 'own-numbers',
    title: { en: 'One number, one event', ja: '番号ごとに1イベント' },
    about: {
      en: 'No two events of the stream have the same number.',
      ja: '同じストリームに、同じ番号のイベントが2つ保存されることはありません。',
    },
    check: {
      type: 'rises',
      what: { event: 'EventPersisted' },
      field: 'sequenceNr',
      by: 'persistenceId',
      strictly: true,
    },
  },
  {
    id: 'readers-hear',
    title: { en: 'Readers hear', ja: '読み取り役に届く' },
    about: {
      en: 'In a healthy cluster both readers update their data within 15 s of a write.',
      ja: 'クラスターが健全なら、書き込みから15秒以内に両方の読み取り役のデータが更新されます。',
    },
    check: { type: 'all', checks: [heardBy('node-2'), heardBy('node-3')] },
  },
  {
    id: 'not-mute',
    title: { en: 'Writer answers', ja: '書き込み役が応じる' },
    about: {
      en: 'A writer that saves a snapshot goes on within 10 s.',
      ja: 'スナップショットを保存する書き込み役は、10秒以内に処理を再開します。',
    },
    check: {
      type: 'leadsTo',
      when: { event: 'Logged', where: { actor: writer, text: 'Request save snapshot.' } },
      then: { event: 'Logged', where: { actor: writer, text: 'Snapshot saved*' } },
      withinMs: 10_000,
    },
  },
  {
    id: 'history-covered',
    title: { en: 'History covered', ja: '履歴を復元可能' },
    about: {
      en: 'A snapshot covers every deleted event, so that a recovery misses none.',
      ja: '削除されたイベントは必ずスナップショットに含まれ、リカバリーで欠けることがありません。',
    },
    check: { type: 'always', what: { fact: 'journal-complete' } },
  },
  ...membershipLamps,
]
