import type { Check } from '../../trace/index.ts'
import type { PredictionExercise } from '../exercise.ts'
import { connected, hasEntry, reader, write, writer } from '../walkthroughs/seed-demo-builders.ts'
import { afterwards, all, event } from '../walkthroughs/step-builders.ts'
import { printedFormed, repaired } from './printed-builders.ts'

const crashed = { event: 'ParticipantStopped', where: { participant: 'node-1' } } as const
const recovered = (replayed: number): Check =>
  afterwards(crashed, { event: 'RecoveryCompleted', node: 'node-1', where: { actor: writer, replayed } })

export const journalOfOneNode: PredictionExercise = {
  type: 'prediction',
  id: 'journal-of-one-node',
  ladder: 'persistence',
  title: { en: 'A journal in memory', ja: 'メモリーの中のジャーナル' },
  minutes: 4,
  scenario: 'cqrs-as-printed',
  seed: 7,
  settings: repaired('sleepsInTheHandler', 'replaySendsCommands'),
  prepare: [
    printedFormed(),
    {
      actions: [write('hoge', 'fuga')],
      until: all(
        hasEntry('node-1', writer, 'hoge', 'fuga'),
        hasEntry('node-2', reader, 'hoge', 'fuga'),
        hasEntry('node-3', reader, 'hoge', 'fuga'),
      ),
      withinMs: 10_000,
    },
  ],
  situation: {
    en: 'The article uses the journal akka.persistence.journal.inmem. It is easy to set up: each node has a journal of its own, in its memory. The writer on node-1 has persisted hoge = fuga, and both readers know it. Now node-1 crashes and starts again, and the writer recovers.',
    ja: '記事が使うジャーナルは akka.persistence.journal.inmem です。準備は簡単で、ノードごとに自分のメモリーの中にジャーナルがあります。node-1の書き込み役は hoge = fuga を永続化し、どちらの読み取り役も知っています。これからnode-1がクラッシュして再び起動し、書き込み役がリカバリーします。',
  },
  question: {
    type: 'choice',
    ask: {
      en: 'How many events does the writer recover?',
      ja: '書き込み役は、イベントをいくつリカバリーするでしょうか。',
    },
    choices: [
      {
        id: 'one',
        words: { en: 'One, it was persisted', ja: '1つ。永続化したから' },
        claim: recovered(1),
        reply: {
          en: 'Persisted means: handed to the journal. How long it lasts depends on where the journal is.',
          ja: '永続化とは、ジャーナルに渡すことです。どれだけ残るかは、ジャーナルがどこにあるかで決まります。',
        },
      },
      {
        id: 'none',
        words: {
          en: 'None, although the readers still hold the value',
          ja: '0。ただし読み取り役には値が残る',
        },
        claim: all(recovered(0), hasEntry('node-2', reader, 'hoge', 'fuga')),
      },
      {
        id: 'from-readers',
        words: { en: 'One, it gets it from the readers', ja: '1つ。読み取り役からもらう' },
        claim: afterwards(crashed, {
          event: 'MessageSent',
          where: { from: reader, toNode: 'node-1', label: 'Write' },
        }),
        reply: {
          en: 'A recovery asks a journal, and nobody else.',
          ja: 'リカバリーで尋ねる相手は、ジャーナルだけです。',
        },
      },
    ],
    answer: 'none',
    why: {
      en: 'The journal died with its node. The writer begins with nothing and will number its next event 1. The readers hold a value that no journal knows any more.',
      ja: 'ジャーナルはノードと一緒に失われました。書き込み役は何もない状態から始まり、次のイベントは番号1です。読み取り役には、もうどのジャーナルも知らない値が残っています。',
    },
  },
  experiment: [
    {
      actions: [
        { type: 'Kill', participant: 'node-1' },
        { type: 'Start', participant: 'node-1' },
      ],
      until: all(event('RecoveryCompleted', 'node-1', { actor: writer }), connected),
      withinMs: 60_000,
      speed: 2,
    },
  ],
  hints: [
    {
      en: 'Look at the database on the canvas: has it got an event?',
      ja: 'キャンバスのデータベースを見てみましょう。イベントは入っていますか。',
    },
    {
      en: 'What else is in the memory of node-1, and what becomes of it in a crash?',
      ja: 'node-1のメモリーにはほかに何があり、クラッシュするとどうなりますか。',
    },
    {
      en: 'A node that starts again has an empty memory.',
      ja: '再び起動したノードのメモリーは空です。',
    },
  ],
  why: {
    en: 'Belief: a persistent actor survives by itself. It survives as far as its journal does: a journal in memory is for tests. A writer that may move to another node needs a journal that all nodes share.',
    ja: '「永続アクターは、それだけで生き残る」と思われがちですが、残るのはジャーナルが残る範囲だけです。メモリーのジャーナルはテスト用です。ほかのノードに移る書き込み役には、全ノードが共有するジャーナルが必要です。',
  },
}
