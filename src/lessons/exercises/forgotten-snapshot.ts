import type { CodeExercise } from '../exercise.ts'
import { tellClient, write, writer } from '../walkthroughs/seed-demo-builders.ts'
import { afterwards, event, eventually } from '../walkthroughs/step-builders.ts'
import { journalHolds, printedFormed, repaired, writerWith } from './printed-builders.ts'

const ignoring = `        if (typeof snapshot !== 'string') return unhandled
        this.log.info('Read node recovery start')
`
const crashed = { event: 'ParticipantStopped', where: { participant: 'node-1' } } as const
const whole = {
  fact: 'state',
  node: 'node-1',
  actor: writer,
  contains: '"entries":{"a":"1","b":"1","c":"1"',
} as const
const fourth = event('EventPersisted', 'node-1', { actor: writer, sequenceNr: 4 })

export const forgottenSnapshot: CodeExercise = {
  type: 'code',
  id: 'forgotten-snapshot',
  ladder: 'persistence',
  title: { en: 'Deleted and forgotten', ja: '消して、忘れた' },
  minutes: 8,
  scenario: 'cqrs-as-printed',
  seed: 7,
  settings: repaired('journalDiesWithItsNode', 'sleepsInTheHandler', 'replaySendsCommands'),
  prepare: [
    printedFormed(),
    {
      actions: ['a', 'b', 'c'].map(key => write(key, '1')),
      until: journalHolds(3, 3),
      withinMs: 10_000,
    },
  ],
  situation: {
    en: 'This is the writer of the article, with its other mistakes repaired. It has stored a, b and c. Now it saves a snapshot and then deletes all events but the newest. node-1 crashes and starts again. After that the writer holds c only, and a and b are gone for ever.',
    ja: '記事の書き込み役です。ほかの誤りは直してあります。a、b、cが保存されています。これからスナップショットを保存し、最新のもの以外のイベントを削除します。node-1がクラッシュして再び起動すると、書き込み役が持っているのはcだけで、aとbは永遠に失われています。',
  },
  goal: {
    en: 'Change the code so that the restarted writer holds a, b and c. Then it stores d as event 4.',
    ja: '再起動した書き込み役がa、b、cを持ち、続いてdをイベント4として保存するように、コードを変えてください。',
  },
  code: {
    file: 'cqrs-as-printed/write-node-actor.ts',
    participant: 'node-1',
    actor: writer,
    start: writerWith('snapshotIsIgnored', 'deletesItsHistory'),
    solution: [{ find: ignoring, put: '        this.state = { ...snapshot }\n' }],
  },
  trial: [
    {
      actions: [tellClient({ type: 'SaveSnapshotEvent' })],
      until: eventually({ event: 'JournalChanged', where: { change: 'deleted', events: 1 } }),
      withinMs: 5000,
      speed: 0.5,
    },
    {
      actions: [
        { type: 'Kill', participant: 'node-1' },
        { type: 'Start', participant: 'node-1' },
      ],
      until: event('RecoveryCompleted', 'node-1', { actor: writer }),
      withinMs: 60_000,
      speed: 3,
    },
    { ...printedFormed(), speed: 2 },
    { actions: [write('d', '1')], until: fourth, withinMs: 20_000, speed: 1 },
  ],
  lamps: [
    {
      check: afterwards(crashed, whole),
      met: {
        en: 'After the restart the writer holds a, b and c.',
        ja: '再起動した書き込み役が、a、b、cを持っています。',
      },
      yet: {
        en: 'After the restart the writer does not hold a, b and c.',
        ja: '再起動した書き込み役は、まだa、b、cを持っていません。',
      },
    },
    {
      check: fourth,
      met: { en: 'd is stored as event 4.', ja: 'dがイベント4として保存されました。' },
      yet: { en: 'd is not stored as event 4.', ja: 'dはまだイベント4として保存されていません。' },
    },
  ],
  remarks: [
    {
      when: afterwards(crashed, { ...whole, contains: '"entries":{},"sequenceNr":3' }),
      say: {
        en: 'Now the snapshot is accepted, so that even event 3 is not replayed. But nothing of it reaches the state.',
        ja: 'スナップショットは受け取られ、イベント3さえ再生されなくなりました。しかし、その中身が状態に入っていません。',
      },
      example: [{ find: ignoring, put: "        this.log.info('Read node recovery start')\n" }],
    },
  ],
  par: 3,
  hints: [
    {
      en: 'What does the writer do with the SnapshotOffer in receiveRecover, and what type has its snapshot?',
      ja: 'receiveRecoverで、書き込み役はSnapshotOfferをどう扱っていますか。スナップショットの型は何でしょうか。',
    },
    {
      en: 'Two ways lead to the goal: use what is in the snapshot, or keep the events.',
      ja: '解決の道は2つあります。スナップショットの中身を使うか、イベントを残すかです。',
    },
    {
      en: 'In SnapshotOffer, replace both lines by this.state = { ...snapshot }.',
      ja: 'SnapshotOfferの2行を this.state = { ...snapshot } に置き換えます。',
    },
  ],
  why: {
    en: 'The saved state is a table, and the printed code looks for a text. So the offer is unhandled, the replay begins at event 1, and there only event 3 is left. The article keeps that event because it fears that numbers start anew, but d is event 4 in any case. Delete events only when a recovery from the snapshot is tested. Belief: after a snapshot, deleting events is free.',
    ja: '保存された状態は表なのに、記事のコードは文字列を期待します。そのためスナップショットは扱われず、再生はイベント1から始まりますが、残っているのはイベント3だけです。記事がそれを残すのは、番号が最初に戻ることを恐れたためですが、dはどのみちイベント4です。削除は、スナップショットからのリカバリーを確かめてからにしましょう。「スナップショットの後なら、イベントは自由に削除できる」というのは誤解です。',
  },
}
