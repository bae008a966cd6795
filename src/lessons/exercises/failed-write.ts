import type { CodeExercise } from '../exercise.ts'
import { client, write, writer } from '../walkthroughs/seed-demo-builders.ts'
import { event, stateContains } from '../walkthroughs/step-builders.ts'
import { formedWithEntry, writerBackoff } from './cqrs-builders.ts'

const kept = stateContains('client', client, '"value":"kept"},"reply":{"type":"WriteAck"')
const stopped = {
  type: 'eventually',
  what: { event: 'ActorStopped', node: 'node-1', where: { actor: writer } },
} as const

export const failedWrite: CodeExercise = {
  type: 'code',
  id: 'failed-write',
  ladder: 'persistence',
  title: { en: 'One failed write', ja: '1回の書き込み失敗' },
  minutes: 7,
  scenario: 'cqrs',
  seed: 7,
  prepare: formedWithEntry,
  situation: {
    en: 'The writer is supervised with resume, so that no failure can stop it. The database fails one write, hoge = lost. The writer stops all the same, and fuga = kept is never acknowledged.',
    ja: '書き込み役のスーパービジョンは再開(resume)なので、失敗しても止まらないはずです。ところがデータベースが1回だけ書き込み hoge = lost に失敗すると、書き込み役は停止し、fuga = kept の確認応答も届きません。',
  },
  goal: {
    en: 'Change the code of the writer so that it recovers after the failed write, and acknowledges fuga = kept.',
    ja: '書き込みが失敗しても書き込み役がリカバリーし、fuga = kept を確認するように、コードを変えてください。',
  },
  code: {
    file: 'cqrs/writer.ts',
    participant: 'node-1',
    actor: writer,
    start: [
      { find: 'onFailure(SupervisorStrategy.restart)', put: 'onFailure(SupervisorStrategy.resume)' },
      { find: writerBackoff, put: '' },
    ],
    solution: [{ find: '    receiveSignal: (', put: `${writerBackoff}    receiveSignal: (` }],
  },
  trial: [
    {
      actions: [
        { type: 'BreakDatabase', participant: 'database', fault: { type: 'fail-writes', times: 1 } },
        write('hoge', 'lost'),
      ],
      until: event('PersistFailed', 'node-1'),
      withinMs: 5000,
      speed: 0.5,
    },
    { actions: [write('fuga', 'kept')], until: kept, withinMs: 10_000, speed: 0.7 },
  ],
  lamps: [
    {
      check: {
        type: 'eventually',
        what: { event: 'RecoveryCompleted', node: 'node-1', where: { actor: writer } },
        after: { event: 'PersistFailed' },
      },
      met: {
        en: 'After the failed write the writer has recovered.',
        ja: '書き込み失敗の後、書き込み役がリカバリーしました。',
      },
      yet: {
        en: 'After the failed write the writer has not recovered.',
        ja: '書き込み失敗の後、書き込み役はまだリカバリーしていません。',
      },
    },
    {
      check: kept,
      met: { en: 'fuga = kept is acknowledged.', ja: 'fuga = kept が確認されました。' },
      yet: { en: 'fuga = kept is not acknowledged.', ja: 'fuga = kept はまだ確認されていません。' },
    },
  ],
  remarks: [
    {
      when: stopped,
      say: {
        en: 'The writer stopped without asking its supervisor. A failed write is handled inside the persistent behavior, by an option of EventSourcedBehavior.create.',
        ja: '書き込み役は、スーパーバイザーの判断を待たずに停止しました。書き込みの失敗は、EventSourcedBehavior.createのオプションに従い、永続ビヘイビアの内側で処理されます。',
      },
      example: [
        { find: 'onFailure(SupervisorStrategy.resume)', put: 'onFailure(SupervisorStrategy.restart)' },
      ],
    },
  ],
  par: 6,
  hints: [
    {
      en: 'After a failed write nobody knows whether the event is stored. Which strategy would go on without knowing it, and which asks the journal?',
      ja: '書き込みに失敗したとき、イベントが保存されたかどうかは分かりません。分からないまま続ける戦略はどれで、ジャーナルに尋ねる戦略はどれでしょうか。',
    },
    {
      en: 'The outer supervisor does not see this failure. EventSourcedBehavior.create has an option onPersistFailure.',
      ja: '外側のスーパーバイザーには、この失敗は見えません。EventSourcedBehavior.createには、onPersistFailureというオプションがあります。',
    },
    {
      en: 'Add onPersistFailure: SupervisorStrategy.restartWithBackoff({ minBackoffMs: 1000, maxBackoffMs: 10_000, randomFactor: 0.1 }).',
      ja: 'onPersistFailure: SupervisorStrategy.restartWithBackoff({ minBackoffMs: 1000, maxBackoffMs: 10_000, randomFactor: 0.1 }) を加えます。',
    },
  ],
  why: {
    en: 'The outcome of a failed write is uncertain, so memory and journal may differ. Only a new recovery can tell. That is why a persistent actor stops after a failed write, whatever its supervisor says, unless it has a backoff for this case. Belief: a failed persist can be resumed like any failure.',
    ja: '書き込みに失敗したとき、保存されたかどうかは不明で、メモリーとジャーナルが食い違うかもしれません。それを確かめられるのは、新しいリカバリーだけです。だから永続アクターは、専用のバックオフがなければ、スーパーバイザーの設定にかかわらず停止します。「保存の失敗も、ほかの失敗と同じように再開できる」というのは誤解です。',
  },
}
