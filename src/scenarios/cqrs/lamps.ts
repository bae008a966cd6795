import type { EventPattern, Fact } from '../../trace/check.ts'
import type { LampCard } from '../lamp-card.ts'
import { answeredOnceWithin, disturbances } from '../lamp-checks.ts'

const writer = '/user/master/singleton'
const reader = '/user/read'

const ack: EventPattern = { event: 'MessageSent', where: { from: writer, label: 'WriteAck' } }
const healthy: Fact = { fact: 'healthy' }

/** Invariants of every `cqrs` run, under any faults. */
export const cqrsLamps: readonly LampCard[] = [
  {
    id: 'one-writer',
    title: { en: 'One writer', ja: '書き込み役は1つ' },
    about: {
      en: 'At most one writer runs at a time in the whole cluster. Two writers would store events under the same numbers.',
      ja: 'クラスター全体で、同時に動く書き込み役は1つまでです。2つあると、同じ番号でイベントを保存してしまいます。',
    },
    check: { type: 'always', what: { fact: 'singletons', atMost: 1 } },
  },
  {
    id: 'nothing-lost',
    title: { en: 'Nothing lost', ja: '消えたデータなし' },
    about: {
      en: 'The journal keeps what it has stored: its numbers never fall, two acknowledged writes never share a number, and a snapshot covers every deleted event.',
      ja: 'ジャーナルは保存したものを失いません。番号は減らず、確認した二つの書き込みが同じ番号になることもなく、削除されたイベントは必ずスナップショットに含まれます。',
    },
    check: {
      type: 'all',
      checks: [
        {
          type: 'rises',
          what: { event: 'JournalChanged' },
          field: 'highestSequenceNr',
          by: 'persistenceId',
        },
        {
          type: 'rises',
          what: { event: 'EventPersisted' },
          field: 'sequenceNr',
          by: 'persistenceId',
          strictly: true,
        },
        { type: 'rises', what: ack, field: 'body.sequenceNr', strictly: true },
        { type: 'always', what: { fact: 'journal-complete' } },
      ],
    },
  },
  {
    id: 'writes-kept',
    title: { en: 'Writes kept', ja: '書き込みを保持' },
    about: {
      en: 'While there is no writer, the proxies keep every write for the next one.',
      ja: '書き込み役がいない間も、代理は次の書き込み役のためにすべての書き込みを取っておきます。',
    },
    check: {
      type: 'never',
      what: {
        event: 'MessageDropped',
        where: { to: '/user/masterProxy', label: 'Write', why: 'the buffer is full*' },
      },
    },
  },
  {
    id: 'answered-once',
    title: { en: 'Answered once', ja: '応答は1回' },
    about: {
      en: 'In a healthy cluster every write is answered within 30 s, and never is a write answered twice.',
      ja: 'クラスターが健全なら、どの書き込みにも30秒以内に応答が届きます。応答が2回届くことは決してありません。',
    },
    check: answeredOnceWithin(30_000, {
      request: {
        event: 'MessageSent',
        node: 'client',
        where: { from: '/user/client', label: 'Send', 'body.message.type': 'Write' },
      },
      replyTo: 'body.message.replyTo',
      reply: { event: 'MessageSent', where: { toNode: 'client', label: 'WriteAck' } },
    }),
  },
  {
    id: 'same-data',
    title: { en: 'Same data', ja: '同じデータ' },
    about: {
      en: 'The writer and the readers hold the same data once they have applied the same events.',
      ja: '同じイベントまで適用した書き込み役と読み取り役は、同じデータを持ちます。',
    },
    check: {
      type: 'always',
      what: {
        fact: 'same-copies',
        copies: [{ actor: writer }, { actor: reader, version: 'sequenceNr', data: 'entries' }],
      },
    },
  },
  {
    id: 'readers-follow',
    title: { en: 'Readers follow', ja: '読み取り役が追従' },
    about: {
      en: 'In a healthy cluster no reader is behind the journal for longer than 15 s.',
      ja: 'クラスターが健全なら、読み取り役がジャーナルより15秒を超えて遅れることはありません。',
    },
    check: {
      type: 'always',
      what: {
        fact: 'follows-journal',
        actor: reader,
        field: 'sequenceNr',
        persistenceId: 'cluster_persistent',
      },
      recoversWithinMs: 15_000,
      while: healthy,
    },
  },
  {
    id: 'members-agree',
    title: { en: 'Members agree', ja: 'メンバーが一致' },
    about: {
      en: 'At most 60 s after your last act all running nodes agree on the members of the cluster.',
      ja: '最後の操作から60秒以内に、動いている全ノードのメンバーの見方が一致します。',
    },
    check: {
      type: 'always',
      what: { fact: 'agreed' },
      recoversWithinMs: 60_000,
      while: { fact: 'running', running: true },
      unless: [disturbances],
    },
  },
]
