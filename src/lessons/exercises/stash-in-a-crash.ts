import type { PredictionExercise } from '../exercise.ts'
import { client, write, writer } from '../walkthroughs/seed-demo-builders.ts'
import { stateContains } from '../walkthroughs/step-builders.ts'
import { formed } from './cqrs-builders.ts'

/** The client has counted so many replies of a type. */
const replies = (type: 'WriteAck' | 'NoAnswer', count: number) =>
  stateContains('client', client, `"${type}":${count}`)

export const stashInACrash: PredictionExercise = {
  type: 'prediction',
  id: 'stash-in-a-crash',
  ladder: 'persistence',
  title: { en: 'Five commands and a crash', ja: '5つのコマンドとクラッシュ' },
  minutes: 4,
  scenario: 'cqrs',
  seed: 7,
  prepare: [formed],
  situation: {
    en: 'The database is slow: each request takes a second. You send five writes at once. The writer handles one at a time and stashes the others while an event is being stored. As soon as the client has two acknowledgements, node-1 crashes. A new writer starts on node-2, and the client waits 30 s for each answer.',
    ja: 'データベースが遅く、要求ごとに1秒かかります。書き込みを5つ一度に送ります。書き込み役は1つずつ処理し、イベントを保存している間、ほかのコマンドをスタッシュにためます。クライアントに確認応答が2つ届いたところで、node-1がクラッシュします。node-2で新しい書き込み役が動き始め、クライアントは各応答を30秒待ちます。',
  },
  question: {
    type: 'number',
    ask: {
      en: 'How many of the five writes are acknowledged in the end?',
      ja: '最終的に、5つの書き込みのうち確認されるのはいくつでしょうか。',
    },
    unit: { en: 'writes', ja: '個' },
    answer: 2,
    why: {
      en: 'Only events are stored. The commands in the stash were in the memory of node-1, so nobody handles them any more. The third write was on its way: its event may be stored, but nobody acknowledges it.',
      ja: '保存されるのはイベントだけです。スタッシュのコマンドはnode-1のメモリーにあったので、もう誰も処理しません。3つ目は処理中でした。イベントは保存されたかもしれませんが、確認応答を返す人はいません。',
    },
  },
  counts: { event: 'MessageSent', where: { from: writer, label: 'WriteAck' } },
  experiment: [
    {
      actions: [
        {
          type: 'BreakDatabase',
          participant: 'database',
          fault: { type: 'slow', latency: { minMs: 1000, maxMs: 1000 } },
        },
        ...['a', 'b', 'c', 'd', 'e'].map(key => write(key, '1')),
      ],
      until: replies('WriteAck', 2),
      withinMs: 10_000,
      speed: 0.7,
    },
    {
      actions: [{ type: 'Kill', participant: 'node-1' }],
      until: replies('NoAnswer', 3),
      withinMs: 60_000,
      speed: 4,
    },
  ],
  hints: [
    {
      en: 'Where are the other commands while the first event is being stored?',
      ja: '最初のイベントを保存している間、ほかのコマンドはどこにありますか。',
    },
    {
      en: 'A stash is memory, as a mailbox is. What of it can a new writer on another node find?',
      ja: 'スタッシュは、メールボックスと同じくメモリーです。別のノードの新しい書き込み役は、そこから何を見つけられるでしょうか。',
    },
    {
      en: 'A replay reads events and sends no acknowledgement.',
      ja: '再生はイベントを読むだけで、確認応答を送りません。',
    },
  ],
  why: {
    en: 'Belief: stashed commands survive a crash, because the actor is persistent. In truth a persistent actor keeps events, and commands wait in memory. A client that gets no answer must ask again, and the command must bear that.',
    ja: '「永続アクターなら、スタッシュのコマンドもクラッシュの後に残る」と思われがちですが、残るのはイベントで、コマンドはメモリーで待っているだけです。応答がなければクライアントが送り直し、コマンドは繰り返しに耐える必要があります。',
  },
}
