import type { Check } from '../../trace/index.ts'
import type { PredictionExercise } from '../exercise.ts'
import { client, connected, write, writeStored } from '../walkthroughs/seed-demo-builders.ts'
import { all, eventually, stateContains } from '../walkthroughs/step-builders.ts'
import { removedBy } from './cluster-builders.ts'
import { formed } from './cqrs-builders.ts'

const keys = ['a', 'b', 'c', 'd', 'e'] as const

/** Exactly these writes were stored. */
const stored = (...kept: readonly string[]): Check =>
  all(
    ...keys.map((key): Check => {
      const what = { event: 'EventPersisted', where: { 'body.key': key } } as const
      return kept.includes(key) ? eventually(what) : { type: 'never', what }
    }),
  )

/** The client has given up waiting for the answer to this write. */
const unanswered = (key: string): Check =>
  stateContains('client', client, `"key":"${key}","value":"1"},"reply":{"type":"NoAnswer"`)

export const fullBuffer: PredictionExercise = {
  type: 'prediction',
  id: 'full-buffer',
  ladder: 'cluster',
  title: { en: 'Five writes and a full buffer', ja: '5つの書き込みと満杯のバッファー' },
  minutes: 4,
  scenario: 'cqrs',
  seed: 7,
  settings: { cluster: { downRemovalMarginMs: 8000, singleton: { bufferSize: 3 } } },
  prepare: [
    formed,
    {
      actions: [{ type: 'Kill', participant: 'node-1' }],
      until: all(removedBy(['node-2', 'node-3', 'node-4'], 'node-1'), connected),
      withinMs: 30_000,
    },
  ],
  situation: {
    en: 'The node of the writer has crashed, and for some seconds no writer runs. Meanwhile the singleton proxy on node-2 keeps messages in a buffer, which holds three here. Pekko’s default is 1,000. The client now sends five writes: a, b, c, d and e.',
    ja: '書き込み役のノードがクラッシュし、数秒間、書き込み役がいません。その間、node-2のシングルトンプロキシーがメッセージをバッファーにためます。ここでは3件まで入ります(Pekkoの既定値は1,000件)。これからクライアントが、a、b、c、d、eの5つを書き込みます。',
  },
  question: {
    type: 'choice',
    ask: {
      en: 'Which writes are stored when the writer runs again?',
      ja: '書き込み役が再び動き始めると、どの書き込みが保存されるでしょうか。',
    },
    choices: [
      {
        id: 'all',
        words: { en: 'All five: somebody sends the others again', ja: '5つすべて。残りは誰かが送り直すから' },
        claim: stored(...keys),
        reply: {
          en: 'Nobody does that by itself: neither the proxy, nor the cluster client, nor this client program.',
          ja: 'ひとりでに送り直す人はいません。プロキシーも、クラスタークライアントも、このクライアントプログラムもです。',
        },
      },
      {
        id: 'first',
        words: { en: 'a, b, c: then the buffer is full', ja: 'a、b、c。そこで満杯になるから' },
        claim: stored('a', 'b', 'c'),
        reply: {
          en: 'The number is right. But a full buffer drops its oldest message and keeps the new one.',
          ja: '件数は合っています。しかし満杯のバッファーは、最も古いメッセージを捨てて、新しいものを入れます。',
        },
      },
      {
        id: 'last',
        words: { en: 'c, d, e: the oldest are dropped', ja: 'c、d、e。古いものから捨てられるから' },
        claim: stored('c', 'd', 'e'),
      },
      {
        id: 'none',
        words: { en: 'None: without a writer all are lost', ja: 'なし。書き込み役がいなければ失われるから' },
        claim: stored(),
        reply: {
          en: 'Without the proxy that would be so. It keeps what it can until it knows the new writer.',
          ja: 'プロキシーがなければそうなります。プロキシーは、新しい書き込み役が分かるまで、ためられるだけためます。',
        },
      },
    ],
    answer: 'last',
    why: {
      en: 'The proxy buffers while it does not know the singleton. When the buffer is full, the oldest message is dropped, in Pekko with no more than a debug message. The client hears nothing of it: its ask times out after 30 seconds, and then it cannot know whether a and b were stored.',
      ja: 'プロキシーは、シングルトンの場所が分からない間メッセージをためます。満杯になると最も古いものを捨てます。Pekkoではデバッグログが残るだけです。クライアントには何も知らされません。30秒後にタイムアウトしますが、aとbが保存されたかどうかは分かりません。',
    },
  },
  experiment: [
    {
      actions: keys.map(key => write(key, '1')),
      until: eventually({ event: 'MessageDropped', where: { to: '/user/masterProxy' } }),
      withinMs: 5000,
      speed: 0.4,
    },
    { actions: [], until: writeStored(3), withinMs: 30_000, speed: 1.5 },
    { actions: [], until: unanswered('b'), withinMs: 40_000, speed: 6 },
  ],
  hints: [
    {
      en: 'A buffer with room for three gets five messages. Which two can it not keep?',
      ja: '3件分の場所しかないバッファーに、5件届きます。残せないのはどの2件でしょうか。',
    },
    {
      en: 'It could refuse the new ones or drop the old ones. Think of what is worth more after a long wait.',
      ja: '新しいものを拒むことも、古いものを捨てることもできます。長く待ったあとで価値があるのはどちらか、考えてみましょう。',
    },
    {
      en: 'ClusterSingletonProxy drops the oldest buffered message.',
      ja: 'ClusterSingletonProxyは、バッファーの中で最も古いメッセージを捨てます。',
    },
  ],
  why: {
    en: 'Belief: proxy and cluster client never lose a message. In truth both deliver at most once, and a buffer only bridges a short time. Who needs certainty asks for an acknowledgement and sends again, with an id that makes the write unique.',
    ja: '「プロキシーとクラスタークライアントはメッセージを失わない」と思われがちです。実際はどちらも高々一度の配信で、バッファーは短い空白をしのぐだけです。確実さが必要なら、確認応答を求め、届かなければ、同じ書き込みだと分かるidを付けて送り直します。',
  },
}
