import type { CodeExercise } from '../exercise.ts'
import { hasEntry, reader, write } from '../walkthroughs/seed-demo-builders.ts'
import { all, eventually } from '../walkthroughs/step-builders.ts'
import { readersSubscribed, repaired } from './printed-builders.ts'

const updating = 'this.log.info(update(event, this.state))'
const persisting = `this.persist(event, stored => {
          this.log.info(update(stored, this.state))
        })`
const storedByReader = eventually({ event: 'EventPersisted', where: { actor: reader } })
const bothHave = (key: string) => all(...['node-2', 'node-3'].map(node => hasEntry(node, reader, key, '1')))

export const readerThatPersists: CodeExercise = {
  type: 'code',
  id: 'reader-that-persists',
  ladder: 'persistence',
  title: { en: 'A reader that persists', ja: '永続化する読み取り役' },
  minutes: 6,
  scenario: 'cqrs-as-printed',
  seed: 7,
  settings: repaired('journalDiesWithItsNode', 'sleepsInTheHandler', 'replaySendsCommands'),
  prepare: readersSubscribed,
  situation: {
    en: 'The readers of the article are persistent actors with the persistence id of the writer, so that they recover its events. Somebody has gone one step further and lets a reader persist what it hears, to be sure. Now a and b are written. Each is stored three times, and the numbers repeat.',
    ja: '記事の読み取り役は、書き込み役のイベントをリカバリーするために、書き込み役と同じ永続化IDを持つ永続アクターです。念のためにと、受け取ったイベントを読み取り役が永続化する変更が加えられました。aとbを書き込むと、それぞれ3回ずつ保存され、番号が重複します。',
  },
  goal: {
    en: 'Change the code of the reader so that each write is stored once, and both readers still have a and b.',
    ja: '書き込みはそれぞれ1回だけ保存され、どちらの読み取り役にもaとbが届くように、読み取り役のコードを変えてください。',
  },
  code: {
    file: 'cqrs-as-printed/read-node-actor.ts',
    participant: 'node-2',
    actor: reader,
    start: [
      {
        find: `        this.log.info('Subscribe event read node update')
        ${updating}
      },
      _:`,
        put: `        this.log.info('Subscribe event read node update')
        ${persisting}
      },
      _:`,
      },
    ],
    solution: [{ find: persisting, put: updating }],
  },
  trial: [
    { actions: [write('a', '1')], until: bothHave('a'), withinMs: 5000, speed: 0.5 },
    { actions: [write('b', '1')], until: bothHave('b'), withinMs: 5000, speed: 0.5 },
  ],
  lamps: [
    {
      check: {
        type: 'rises',
        what: { event: 'EventPersisted' },
        field: 'sequenceNr',
        by: 'persistenceId',
        strictly: true,
      },
      met: { en: 'No number occurs twice.', ja: '番号は重複していません。' },
      yet: { en: 'No number occurs twice.', ja: '番号は重複していません。' },
      broken: { en: 'A number occurs twice in the stream.', ja: 'ストリームで番号が重複しました。' },
    },
    {
      check: { type: 'atMost', what: { event: 'EventPersisted' }, times: 1, by: 'body' },
      met: { en: 'Each write is stored once.', ja: '書き込みはそれぞれ1回だけ保存されています。' },
      yet: { en: 'Each write is stored once.', ja: '書き込みはそれぞれ1回だけ保存されています。' },
      broken: { en: 'A write is stored more than once.', ja: '書き込みが2回以上保存されました。' },
    },
    {
      check: all(bothHave('a'), bothHave('b')),
      met: { en: 'Both readers have a and b.', ja: 'どちらの読み取り役にもaとbが届きました。' },
      yet: {
        en: 'Not both readers have a and b.',
        ja: '両方の読み取り役にaとbが届いた状態ではまだありません。',
      },
    },
  ],
  remarks: [
    {
      when: storedByReader,
      say: {
        en: 'A reader is still a writer of events. Whatever call it uses, its events get the numbers that the writer gives, too. Does a reader need to store anything?',
        ja: '読み取り役が、まだイベントを書いています。どの呼び出しを使っても、書き込み役と同じ番号になります。読み取り役が保存すべきものは、あるのでしょうか。',
      },
      example: [{ find: 'this.persist(event, stored', put: 'this.persistAsync(event, stored' }],
    },
  ],
  par: 3,
  hints: [
    {
      en: 'Which persistence id has the reader, and who else has it?',
      ja: '読み取り役の永続化IDは何ですか。ほかに誰が持っていますか。',
    },
    {
      en: 'The event is in the journal already when the reader hears of it.',
      ja: '読み取り役が受け取ったとき、イベントはもうジャーナルにあります。',
    },
    {
      en: 'In the case Write, only call this.log.info(update(event, this.state)).',
      ja: 'Writeのcaseでは、this.log.info(update(event, this.state)) だけを呼びます。',
    },
  ],
  why: {
    en: 'A persistence id is a stream with one writer. Each persistent actor counts on for itself, so that three of them give the same numbers, and a replay discards what looks like an old writer’s. A reader needs no events of its own: its copy follows from those of the writer. Belief: several actors may share a persistence id to read together.',
    ja: '永続化IDは、書き手が1つだけのストリームです。永続アクターはそれぞれ自分で番号を数えるため、3つあれば同じ番号になり、再生では古い書き手に見えるものが捨てられます。読み取り役のコピーは書き込み役のイベントから作れるので、自分のイベントは要りません。「複数のアクターが同じ永続化IDを共有して読んでもよい」というのは誤解です。',
  },
}
