import type { EventPattern, Fact } from '../../trace/check.ts'
import type { LampCard } from '../lamp-card.ts'
import { answeredOnceWithin } from '../lamp-checks.ts'
import { membershipLamps } from '../membership-lamps.ts'

const writer = '/user/master/singleton'
const reader = '/user/read'
const persistenceId = 'cluster_persistent'

const ack: EventPattern = { event: 'MessageSent', where: { from: writer, label: 'WriteAck' } }
const healthy: Fact = { fact: 'healthy' }

/** Invariants of every `cqrs` run, under any faults. */
export const cqrsLamps: readonly LampCard[] = [
  {
    id: 'one-writer',
    title: { en: 'One writer', ja: '書き込み役は1つ' },
    about: {
      en: 'At most one writer runs at a time in the whole cluster. Two writers would store events under the same numbers. When one side of a split detects it later than the other, stable-after must be longer than the difference: Pekko recommends at least 7 s for five nodes.',
      ja: 'クラスター全体で、同時に動く書き込み役は1つまでです。2つあると、同じ番号でイベントを保存してしまいます。分断に気づく時刻が両側で異なるときは、その差より stable-after を長くする必要があります。Pekko は5ノードで7秒以上を勧めています。',
    },
    check: { type: 'always', what: { fact: 'singletons', atMost: 1 } },
  },
  {
    id: 'nothing-lost',
    title: { en: 'Nothing lost', ja: '消失なし' },
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
    title: { en: 'Writes kept', ja: '書き込み保持' },
    about: {
      en: 'While there is no writer, the proxies keep the writes for the next one: none is dropped because a buffer is full.',
      ja: '書き込み役がいない間、プロキシーは次の書き込み役のために書き込みを取っておきます。バッファーが満杯で捨てられることはありません。',
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
      en: 'While everything runs and all nodes agree, every write is answered within 30 s. No write is ever answered twice.',
      ja: 'すべてが動き、全ノードの見方が一致していれば、どの書き込みにも30秒以内に応答が届きます。応答が2回届くことは決してありません。',
    },
    check: answeredOnceWithin(30_000, {
      request: {
        event: 'MessageSent',
        node: 'client',
        where: { from: '/user/client', label: 'Send', 'body.message.type': 'Write' },
      },
      replyTo: 'body.message.replyTo',
      reply: { event: 'MessageSent', where: { toNode: 'client', label: '*WriteAck' } },
    }),
  },
  {
    id: 'stored-once',
    title: { en: 'Stored once', ja: '保存は1回' },
    about: {
      en: 'Each write is stored at most once. A client that asks again without idempotency keys makes the writer store a write again whose answer was lost.',
      ja: 'どの書き込みも、保存されるのは1回までです。冪等キーなしで再送するクライアントがいると、応答だけが失われた書き込みがもう一度保存されます。',
    },
    // The writer may die before it reports its first event, so only its state knows both.
    check: {
      type: 'never',
      what: { event: 'Logged', where: { actor: writer, text: 'Stored twice: *' } },
    },
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
        copies: [
          { actor: writer, wrappedIn: 'entries' },
          { actor: reader, version: 'sequenceNr', data: 'entries' },
        ],
      },
    },
  },
  {
    id: 'readers-agree',
    title: { en: 'Readers agree', ja: '読み取り一致' },
    about: {
      en: 'What a reader holds and answers is what the journal says up to the event number that the reader shows. While everything runs, no reader misses an event for more than 15 s. Pub/sub can lose a publication for good: then this lamp is red until the reader has caught up.',
      ja: '読み取り役のデータと応答は、その読み取り役が示すイベント番号までのジャーナルのとおりです。すべてが動いていれば、15秒を超えてイベントを取りこぼしたままにはなりません。Pub/Subの配信は失われることがあり、そのときは読み取り役が追いつくまで赤になります。',
    },
    check: {
      type: 'agreesWithJournal',
      persistenceId,
      actor: reader,
      version: 'sequenceNr',
      data: 'entries',
      key: 'key',
      value: 'value',
      reply: 'GetReply',
      withinMs: 15_000,
      while: healthy,
    },
  },
  ...membershipLamps,
]
