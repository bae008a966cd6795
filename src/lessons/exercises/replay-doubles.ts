import type { CodeExercise, Play } from '../exercise.ts'
import { write, writer } from '../walkthroughs/seed-demo-builders.ts'
import { afterwards, all, event, never } from '../walkthroughs/step-builders.ts'
import { journalHolds, printedFormed, repaired, writerWith } from './printed-builders.ts'

const resending = '        this.self.tell(event)\n'
const restart: Play = {
  actions: [
    { type: 'Kill', participant: 'node-1' },
    { type: 'Start', participant: 'node-1' },
  ],
  until: event('RecoveryCompleted', 'node-1', { actor: writer }),
  withinMs: 60_000,
  speed: 3,
}
/** The writer has time to handle what it sent to itself. */
const formedAgain: Play = { ...printedFormed(), speed: 2 }
const appended = (highestSequenceNr: number) =>
  ({ event: 'JournalChanged', where: { change: 'appended', highestSequenceNr } }) as const
const restored = { fact: 'state', node: 'node-1', actor: writer, contains: '"hoge":"fuga"' } as const
/** Event 1 is replayed, and nothing of it is in the state. */
const empty = { ...restored, contains: '"entries":{},"sequenceNr":1' } as const
const crashed = { event: 'ParticipantStopped', where: { participant: 'node-1' } } as const

export const replayDoubles: CodeExercise = {
  type: 'code',
  id: 'replay-doubles',
  ladder: 'persistence',
  title: { en: 'One event, two, four', ja: '1が2に、2が4に' },
  minutes: 6,
  scenario: 'cqrs-as-printed',
  seed: 7,
  settings: repaired('journalDiesWithItsNode', 'sleepsInTheHandler'),
  prepare: [
    printedFormed(),
    { actions: [write('hoge', 'fuga')], until: journalHolds(1, 1), withinMs: 10_000 },
  ],
  situation: {
    en: 'This is the writer of the article, with its other mistakes repaired. hoge = fuga is written once and stored as event 1. Then node-1 crashes and starts again, twice. After the first start the journal holds two events, after the second one four.',
    ja: '記事の書き込み役です。ほかの誤りは直してあります。hoge = fuga を1回書き込み、イベント1として保存しました。その後、node-1がクラッシュして再び起動することを2回繰り返します。ジャーナルのイベントは、1回目の起動の後に2つ、2回目の後に4つになります。',
  },
  goal: {
    en: 'Change the code so that a start stores nothing, and the writer still holds hoge = fuga after it.',
    ja: '起動しても何も保存されず、その後も書き込み役が hoge = fuga を持っているように、コードを変えてください。',
  },
  code: {
    file: 'cqrs-as-printed/write-node-actor.ts',
    participant: 'node-1',
    actor: writer,
    start: writerWith('replaySendsCommands'),
    solution: [{ find: resending, put: '        update(event, this.state)\n' }],
  },
  trial: [restart, formedAgain, restart, formedAgain],
  lamps: [
    {
      check: never(appended(2)),
      met: { en: 'The journal still holds one event.', ja: 'ジャーナルのイベントは1つのままです。' },
      yet: { en: 'The journal still holds one event.', ja: 'ジャーナルのイベントは1つのままです。' },
      broken: {
        en: 'A start has stored an event again.',
        ja: '起動したときに、イベントがまた保存されました。',
      },
    },
    {
      check: afterwards(crashed, restored),
      met: {
        en: 'After a restart the writer holds hoge = fuga.',
        ja: '再起動した書き込み役が hoge = fuga を持っています。',
      },
      yet: {
        en: 'After a restart the writer does not hold hoge = fuga.',
        ja: '再起動した書き込み役は、まだ hoge = fuga を持っていません。',
      },
    },
  ],
  remarks: [
    {
      when: all(never(appended(2)), afterwards(crashed, empty)),
      say: {
        en: 'Nothing is stored twice now, but the writer is empty after its recovery. What must a replayed event do to the state?',
        ja: '二重の保存はなくなりましたが、リカバリーの後の書き込み役は空です。再生されたイベントは、状態に何をすべきでしょうか。',
      },
      example: [{ find: resending, put: '' }],
    },
    {
      when: { type: 'eventually', what: appended(2) },
      say: {
        en: 'What the writer persists in receiveRecover, or sends to itself there, becomes a new event of the old fact. A recovery only reads.',
        ja: 'receiveRecoverの中で保存したものや、自分に送ったものは、同じ事実の新しいイベントになります。リカバリーは読むだけです。',
      },
      example: [{ find: resending, put: `        update(event, this.state)\n${resending}` }],
    },
  ],
  par: 1,
  hints: [
    {
      en: 'Look at receiveRecover. What becomes of an event that the writer tells itself?',
      ja: 'receiveRecoverを見てください。書き込み役が自分に送ったイベントは、その後どうなりますか。',
    },
    {
      en: 'The message arrives in receiveCommand, whose case Write persists it, once more.',
      ja: 'そのメッセージはreceiveCommandに届き、caseのWriteがもう一度保存します。',
    },
    {
      en: 'Replace this.self.tell(event) by update(event, this.state).',
      ja: 'this.self.tell(event) を update(event, this.state) に置き換えます。',
    },
  ],
  why: {
    en: 'A command asks for something that may happen; an event has happened. A recovery must apply events to the state and do nothing else. The printed program uses one class for both, so the mistake looks harmless. It also lets old values overtake new commands, because the history waits in the mailbox behind them. Belief: a replay may go through the command handler.',
    ja: 'コマンドはこれから起こるかもしれないことの要求で、イベントはもう起きたことです。リカバリーでは、イベントを状態に適用するだけで、ほかに何もしません。記事のプログラムは両方に同じクラスを使うので、誤りが目立ちません。さらに、履歴がメールボックスで新しいコマンドの後ろに並ぶため、古い値が新しい値を上書きすることもあります。「再生はコマンドハンドラーを通してよい」というのは誤解です。',
  },
}
