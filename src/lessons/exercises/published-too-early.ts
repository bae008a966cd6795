import type { Check } from '../../trace/index.ts'
import type { PredictionExercise } from '../exercise.ts'
import {
  get,
  hasEntry,
  mediator,
  reader,
  topicRead,
  write,
  writeStored,
} from '../walkthroughs/seed-demo-builders.ts'
import { afterwards, all, event, never } from '../walkthroughs/step-builders.ts'
import { becomes } from './cluster-builders.ts'
import { formedWithEntry } from './cqrs-builders.ts'

const restarted = { event: 'ParticipantStarted', node: 'node-3', where: { incarnation: 2 } } as const
const updateArrives = {
  event: 'MessageDelivered',
  node: 'node-3',
  where: { to: reader, label: 'Updated' },
} as const
/** The third event, which shows the gap. */
const next = { event: 'EventPersisted', where: { sequenceNr: 3 } } as const
const oldAnswer: Check = event('MessageSent', 'node-3', { label: 'GetReply', 'body.sequenceNr': 1 })
/** The mediator that publishes, and to which the client is connected, hears of the restarted node. */
const knownAgain = (path: string): Check =>
  afterwards(becomes('node-1', 'node-3', 'Up'), {
    fact: 'state',
    node: 'node-1',
    actor: mediator,
    contains: `node-3:2553${path}"`,
  })
const holdsNew = { fact: 'state', node: 'node-3', actor: reader, contains: '"hoge":"new"' } as const

export const publishedTooEarly: PredictionExercise = {
  type: 'prediction',
  id: 'published-too-early',
  ladder: 'cluster',
  title: { en: 'Published right after subscribing', ja: '購読した直後の配信' },
  minutes: 5,
  scenario: 'cqrs',
  seed: 7,
  prepare: [
    ...formedWithEntry,
    {
      actions: [
        { type: 'Kill', participant: 'node-3' },
        { type: 'Start', participant: 'node-3' },
      ],
      until: all(event('TopicSubscribed', 'node-3'), hasEntry('node-3', reader, 'hoge', 'old')),
      withinMs: 10_000,
    },
  ],
  situation: {
    en: 'After a crash node-3 has just been started again. Its reader has subscribed to the topic and has read the journal: hoge = old. At this moment hoge = new is written, stored and published to the topic. No link is cut.',
    ja: 'node-3が起動し直したところです。読み取り役はトピックを購読し、ジャーナルも読み終えました(hoge = old)。この瞬間に hoge = new が書き込まれ、保存され、トピックに配信されます。切れているリンクはありません。',
  },
  question: {
    type: 'choice',
    ask: {
      en: 'When does the copy on node-3 contain hoge = new?',
      ja: 'node-3のコピーが hoge = new になるのはいつでしょうか。',
    },
    choices: [
      {
        id: 'at-once',
        words: { en: 'Within a second: its reader is subscribed', ja: '1秒以内。もう購読しているから' },
        claim: {
          type: 'leadsTo',
          when: { event: 'EventPersisted', where: { sequenceNr: 2 } },
          then: updateArrives,
          withinMs: 1000,
        },
        reply: {
          en: 'The subscription is known on node-3 only. The mediator on node-1, which publishes, has not heard of it.',
          ja: '購読を知っているのはnode-3だけです。配信するnode-1のメディエーターには、まだ伝わっていません。',
        },
      },
      {
        id: 'later',
        words: {
          en: 'Some seconds later, when the mediators know of the subscription',
          ja: '数秒後、購読がメディエーターに伝わったとき',
        },
        // The missed publication and that of the next write.
        claim: { type: 'eventually', what: updateArrives, times: 2, after: restarted },
        reply: {
          en: 'The mediators exchange who has subscribed, not what was published. Nobody keeps a message for a late subscriber.',
          ja: 'メディエーターが交換するのは「誰が購読しているか」で、「何が配信されたか」ではありません。遅れた購読者のためにメッセージが取っておかれることはありません。',
        },
      },
      {
        id: 'next-write',
        words: { en: 'Not before the next write', ja: '次の書き込みがあるまでならない' },
        claim: all(oldAnswer, afterwards(next, holdsNew)),
      },
      {
        id: 'never',
        words: { en: 'Never, not even after the next write', ja: '次の書き込みがあっても、ならない' },
        claim: all(oldAnswer, never(holdsNew)),
        reply: {
          en: 'This reader counts: after event 1 it gets event 3, so it notices the gap and reads event 2 from the journal.',
          ja: 'この読み取り役は番号を数えています。イベント1の次に3が届けば抜けに気づき、ジャーナルからイベント2を読みます。',
        },
      },
    ],
    answer: 'next-write',
    why: {
      en: 'An acknowledged subscription is local. Other mediators hear of it by gossip, and only from a member that is Up. What is published before that is lost for this reader, and pub/sub has no memory. At the next write the reader notices the gap in the numbers and reads the journal.',
      ja: '購読の確認はローカルなものです。ほかのメディエーターにはゴシップで伝わり、そのためにはメンバーがUpでなければなりません。それより前に配信されたものは、この読み取り役には届かず、Pub/Subは何も覚えていません。次の書き込みで番号の抜けに気づき、ジャーナルを読みます。',
    },
  },
  experiment: [
    {
      actions: [write('hoge', 'new')],
      until: all(writeStored(2), knownAgain(topicRead), knownAgain(reader)),
      withinMs: 30_000,
      speed: 0.8,
    },
    { actions: [get('hoge', 5)], until: oldAnswer, withinMs: 5000, speed: 0.5 },
    {
      actions: [write('fuga', 'x')],
      until: hasEntry('node-3', reader, 'hoge', 'new'),
      withinMs: 10_000,
      speed: 0.5,
    },
  ],
  hints: [
    {
      en: 'Each node has a mediator. The one on node-1 sends a publication to the nodes that it knows as subscribers.',
      ja: '各ノードにメディエーターがあります。node-1のメディエーターは、購読者がいると知っているノードにだけ配信します。',
    },
    {
      en: 'The others hear of the subscription only after node-3 is a member again. Does a mediator keep old publications?',
      ja: '購読がほかのノードに伝わるのは、node-3がメンバーに戻ってからです。メディエーターは、前の配信を取っておくでしょうか。',
    },
    {
      en: 'The reader has read the journal already and waits for publications. It notices a missing event only by the number of the next one.',
      ja: '読み取り役はジャーナルを読み終え、配信を待っています。抜けに気づけるのは、次のイベントの番号を見たときだけです。',
    },
  ],
  why: {
    en: 'Belief: who has subscribed gets everything, and what was missed comes later. In truth pub/sub delivers at most once, to the subscribers known at that moment. So compare with the journal.',
    ja: '「購読すればすべて届き、取りこぼしも後から届く」と思われがちです。実際には、その時点で知られている購読者に、高々一度だけ届きます。だからジャーナルと照らし合わせる必要があります。',
  },
}
