import type { CodeExercise } from '../exercise.ts'
import { write, writer } from '../walkthroughs/seed-demo-builders.ts'
import { event, never } from '../walkthroughs/step-builders.ts'
import { journalHolds, printedFormed, repaired, writerWith } from './printed-builders.ts'

const lost = { event: 'DeadLetter', where: { to: writer, label: 'Write' } } as const
const left = event('ParticipantStopped', 'conductor', { participant: 'node-1', reason: 'left' })
const pill = 'PoisonPill as unknown as Command'

export const lastCommands: CodeExercise = {
  type: 'code',
  id: 'last-commands',
  ladder: 'persistence',
  title: { en: 'The last commands', ja: '最後のコマンド' },
  minutes: 6,
  scenario: 'cqrs-as-printed',
  seed: 7,
  settings: repaired('journalDiesWithItsNode', 'oneUpdateNode', 'replaySendsCommands', 'sleepsInTheHandler'),
  prepare: [printedFormed(['node-1', 'node-2', 'node-3', 'node-4'], ['node-1', 'node-4'])],
  situation: {
    en: 'This is the writer of the article, with a second update node that can take it over. The database is slow. The client sends three writes, and then node-1 leaves. This is no crash: the singleton manager asks the writer to stop. Still not all three writes are stored. The others become dead letters.',
    ja: '記事の書き込み役です。引き継げるように、updateノードを2つにしてあります。データベースは遅く、クライアントが書き込みを3つ送った後、node-1が離脱します。クラッシュではないので、シングルトンマネージャーは書き込み役に停止を頼みます。それなのに3つがすべて保存されることはなく、残りはデッドレターになります。',
  },
  goal: {
    en: 'Change the code so that the writer stores all three writes before it stops.',
    ja: '書き込み役が3つの書き込みをすべて保存してから止まるように、コードを変えてください。',
  },
  code: {
    file: 'cqrs-as-printed/write-node-actor.ts',
    participant: 'node-1',
    actor: writer,
    start: writerWith('stopsByPoisonPill'),
    solution: [{ find: pill, put: "({ type: 'Stop' })" }],
  },
  trial: [
    {
      actions: [
        {
          type: 'BreakDatabase',
          participant: 'database',
          fault: { type: 'slow', latency: { minMs: 2000, maxMs: 2000 } },
        },
        ...['1', '2', '3'].map(value => write('k', value)),
      ],
      until: event('MessageStashed', 'node-1', { actor: writer, size: 2 }),
      withinMs: 5000,
      speed: 0.5,
    },
    { actions: [{ type: 'Leave', node: 'node-1' }], until: left, withinMs: 40_000, speed: 1.5 },
  ],
  lamps: [
    {
      check: left,
      met: { en: 'node-1 has left.', ja: 'node-1が離脱しました。' },
      yet: { en: 'node-1 has not left.', ja: 'node-1はまだ離脱していません。' },
    },
    {
      check: journalHolds(3, 3),
      met: { en: 'Three events are stored.', ja: '3つのイベントが保存されました。' },
      yet: { en: 'Three events are not stored.', ja: '3つのイベントは、まだ保存されていません。' },
    },
    {
      check: never(lost),
      met: { en: 'No write is a dead letter.', ja: 'デッドレターになった書き込みはありません。' },
      yet: { en: 'No write is a dead letter.', ja: 'デッドレターになった書き込みはありません。' },
      broken: { en: 'A write is a dead letter.', ja: '書き込みがデッドレターになりました。' },
    },
  ],
  remarks: [
    {
      when: { type: 'eventually', what: lost },
      say: {
        en: 'A PoisonPill is handled even while the writer stores an event, however it stores it. The commands that wait for that are lost. Which message would wait its turn?',
        ja: 'PoisonPillは、保存の方法にかかわらず、イベントの保存中でも処理されます。その間に待っていたコマンドは失われます。順番を待つメッセージはどれでしょうか。',
      },
      example: [
        {
          find: "this.persist({ type: 'Write', key, value }, event",
          put: "this.persistAll([{ type: 'Write', key, value }], event",
        },
      ],
    },
  ],
  par: 1,
  hints: [
    {
      en: 'Which message does the singleton manager send to the writer? It is at the end of the file.',
      ja: 'シングルトンマネージャーは、書き込み役に何を送りますか。ファイルの最後にあります。',
    },
    {
      en: 'A persistent actor stashes commands while it stores an event. A PoisonPill is no command.',
      ja: '永続アクターは、イベントの保存中にコマンドをスタッシュにためます。PoisonPillはコマンドではありません。',
    },
    {
      en: "The case Stop is already in receiveCommand. Let terminationMessage return { type: 'Stop' }.",
      ja: "receiveCommandには、もうStopのcaseがあります。terminationMessageが { type: 'Stop' } を返すようにします。",
    },
  ],
  why: {
    en: 'A PoisonPill stops a persistent actor in the middle of storing: the event in progress may be written, its handler never runs, and the stash is lost. A message of the protocol waits its turn behind the other commands. Belief: a PoisonPill comes last, so it is a graceful stop.',
    ja: 'PoisonPillは、永続アクターを保存の途中で止めます。処理中のイベントは書かれるかもしれませんが、そのハンドラーは動かず、スタッシュは失われます。プロトコルのメッセージなら、ほかのコマンドの後ろで順番を待ちます。「PoisonPillは最後に処理されるので、安全に停止できる」というのは誤解です。',
  },
}
