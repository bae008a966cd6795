import type { CodeExercise } from '../exercise.ts'
import { client, write, writer } from '../walkthroughs/seed-demo-builders.ts'
import { eventually, never, stateContains } from '../walkthroughs/step-builders.ts'
import { formed } from './cqrs-builders.ts'

const dropped = { event: 'MessageDropped', node: 'node-1', where: { to: writer, label: 'Write' } } as const
const allAcknowledged = stateContains('client', client, '"WriteAck":8')
const capacity = '    stashCapacity: 3,\n'

export const fullStash: CodeExercise = {
  type: 'code',
  id: 'full-stash',
  ladder: 'persistence',
  title: { en: 'A stash that is full', ja: '満杯のスタッシュ' },
  minutes: 5,
  scenario: 'cqrs',
  seed: 7,
  prepare: [formed],
  situation: {
    en: 'The database is slow: each request takes half a second. Eight writes arrive at once. While the writer stores an event, the other commands wait in its stash, which has room for three. Four of the eight writes are never acknowledged, although nothing has crashed.',
    ja: 'データベースが遅く、要求ごとに0.5秒かかります。書き込みが8つ一度に届きます。書き込み役がイベントを保存している間、ほかのコマンドはスタッシュで待ちますが、入るのは3つまでです。何もクラッシュしていないのに、8つのうち4つは確認されません。',
  },
  goal: {
    en: 'Change the code of the writer so that all eight writes are acknowledged.',
    ja: '8つの書き込みがすべて確認されるように、書き込み役のコードを変えてください。',
  },
  code: {
    file: 'cqrs/writer.ts',
    participant: 'node-1',
    actor: writer,
    start: [{ find: '    emptyState: {},\n', put: `    emptyState: {},\n${capacity}` }],
    solution: [{ find: capacity, put: '    stashCapacity: 1000,\n' }],
  },
  trial: [
    {
      actions: [
        {
          type: 'BreakDatabase',
          participant: 'database',
          fault: { type: 'slow', latency: { minMs: 500, maxMs: 500 } },
        },
        ...['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(key => write(key, '1')),
      ],
      until: allAcknowledged,
      withinMs: 7000,
      speed: 0.8,
    },
  ],
  lamps: [
    {
      check: allAcknowledged,
      met: { en: 'Eight writes are acknowledged.', ja: '8つの書き込みが確認されました。' },
      yet: { en: 'Not all eight writes are acknowledged.', ja: 'まだ8つすべては確認されていません。' },
    },
    {
      check: never(dropped),
      met: { en: 'No command was dropped.', ja: '捨てられたコマンドはありません。' },
      yet: { en: 'No command was dropped.', ja: '捨てられたコマンドはありません。' },
      broken: { en: 'A command was dropped.', ja: 'コマンドが捨てられました。' },
    },
  ],
  remarks: [
    {
      when: eventually(dropped),
      say: {
        en: 'Commands that find the stash full are dropped, with a warning in the log of node-1. The client does not learn of it. How many commands wait while the first event is being stored?',
        ja: 'スタッシュが満杯のときに届いたコマンドは捨てられ、node-1のログに警告が出ます。クライアントには知らされません。最初のイベントを保存している間に、いくつのコマンドが待ちますか。',
      },
      example: [{ find: capacity, put: '    stashCapacity: 5,\n' }],
    },
  ],
  par: 1,
  hints: [
    {
      en: 'Look at the log of node-1: it names what was lost, and why.',
      ja: 'node-1のログを見てください。何がなぜ失われたかが書かれています。',
    },
    {
      en: 'One write is being stored, and seven others arrive meanwhile.',
      ja: '1つを保存している間に、ほかの7つが届きます。',
    },
    {
      en: 'Raise stashCapacity to seven or more, or remove the line: the default is 4096.',
      ja: 'stashCapacityを7以上にするか、その行を消します。デフォルトは4096です。',
    },
  ],
  why: {
    en: 'A stash has a bound, or a slow database would fill the memory. A larger one only moves the point at which commands are lost. A client that must not lose any waits for an acknowledgement before it sends more, and asks again when none comes. Belief: a command that has reached a persistent actor is safe.',
    ja: 'スタッシュには上限があります。なければ、データベースが遅いときにメモリーがあふれます。上限を上げても、失われ始める時点が変わるだけです。失いたくないクライアントは、確認応答を待ってから次を送り、応答がなければ送り直します。「永続アクターに届いたコマンドは安全だ」というのは誤解です。',
  },
}
