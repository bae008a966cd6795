import type { CodeExercise, Play } from '../exercise.ts'
import { reader, write, writeStored } from '../walkthroughs/seed-demo-builders.ts'
import { all, stateContains } from '../walkthroughs/step-builders.ts'
import { formed } from './cqrs-builders.ts'

/** The reader has counted so many writes of hoge, and the last event in its copy has this number. */
const counted = (node: string, writes: number, sequenceNr: number) =>
  stateContains(node, reader, `"hoge":"${writes}"},"sequenceNr":${sequenceNr}`)

const prepare: readonly Play[] = [
  formed,
  {
    actions: [write('hoge', 'a')],
    until: all(writeStored(1), counted('node-3', 1, 1), counted('node-4', 1, 1)),
    withinMs: 10_000,
  },
]

export const countedTwice: CodeExercise = {
  type: 'code',
  id: 'counted-twice',
  ladder: 'cqrs',
  title: { en: 'Counted twice', ja: '二重に数えられた書き込み' },
  minutes: 8,
  scenario: 'cqrs',
  seed: 7,
  prepare,
  situation: {
    en: 'These readers count how often each key is written. hoge is written four times. For one of the writes the link to node-3 is cut, so its reader misses an event, notices the gap at the next one, and reads the journal. In the end node-4 has counted four writes, and node-3 five.',
    ja: 'この読み取り役は、キーごとに書き込みの回数を数えます。hogeに4回書き込みますが、そのうち1回はnode-3へのリンクが切れています。node-3の読み取り役は次のイベントで抜けに気づき、ジャーナルを読みます。最後に、node-4の回数は4なのに、node-3は5になります。',
  },
  goal: {
    en: 'Change the code of the reader so that both readers count four writes.',
    ja: 'どちらの読み取り役も4回と数えるように、コードを変えてください。',
  },
  code: {
    file: 'cqrs/reader.ts',
    participant: 'node-3',
    actor: reader,
    start: [
      { find: '        if (message.sequenceNr <= copy.sequenceNr) return Behaviors.same\n', put: '' },
      {
        find: 'const entries = { ...copy.entries, [message.key]: message.value }',
        put: 'const entries = oneMore(copy.entries, message.key)',
      },
      {
        find: `  const { key, value } = payload as unknown as Written
  return { entries: { ...copy.entries, [key]: value }, sequenceNr }`,
        put: `  const { key } = payload as unknown as Written
  return { entries: oneMore(copy.entries, key), sequenceNr }`,
      },
      {
        find: 'const getReply =',
        put: `/** Counts a write of the key. */
const oneMore = (entries: Entries, key: string): Entries => ({
  ...entries,
  [key]: String(Number(entries[key] ?? 0) + 1),
})

const getReply =`,
      },
    ],
    solution: [
      {
        find: `      case 'Updated': {
`,
        put: `      case 'Updated': {
        if (message.sequenceNr <= copy.sequenceNr) return Behaviors.same
`,
      },
    ],
  },
  trial: [
    {
      actions: [{ type: 'Cut', links: [{ from: 'node-1', to: 'node-3', oneWay: true }] }, write('hoge', 'b')],
      until: all(writeStored(2), stateContains('node-4', reader, '"sequenceNr":2')),
      withinMs: 8000,
      speed: 0.7,
    },
    {
      actions: [{ type: 'Heal' }, write('hoge', 'c')],
      until: all(writeStored(3), stateContains('node-3', reader, '"sequenceNr":3,"catchingUp":false')),
      withinMs: 8000,
      speed: 0.4,
    },
    {
      actions: [write('hoge', 'd')],
      until: all(
        writeStored(4),
        stateContains('node-3', reader, '"sequenceNr":4'),
        stateContains('node-4', reader, '"sequenceNr":4'),
      ),
      withinMs: 8000,
      speed: 0.7,
    },
  ],
  lamps: [
    {
      check: counted('node-3', 4, 4),
      met: { en: 'node-3 has counted four writes.', ja: 'node-3は4回と数えました。' },
      yet: { en: 'node-3 has not counted four writes.', ja: 'node-3はまだ4回と数えていません。' },
    },
    {
      check: counted('node-4', 4, 4),
      met: { en: 'node-4 has counted four writes.', ja: 'node-4は4回と数えました。' },
      yet: { en: 'node-4 has not counted four writes.', ja: 'node-4はまだ4回と数えていません。' },
    },
  ],
  remarks: [
    {
      when: counted('node-3', 4, 3),
      say: {
        en: 'Event 3 is still counted twice: once from the journal, and once from the stash, where it waited. Compare its number with that of the copy.',
        ja: 'イベント3がまだ二重に数えられています。1回はジャーナルから、もう1回は待っていたスタッシュからです。イベントの番号をコピーの番号と比べましょう。',
      },
      example: [
        {
          find: `      case 'Updated': {
`,
          put: `      case 'Updated': {
        if (message.sequenceNr < copy.sequenceNr) return Behaviors.same
`,
        },
      ],
    },
    {
      when: counted('node-3', 2, 3),
      say: {
        en: 'Now event 2 is missing: the reader no longer notices the gap. Keep the query, and leave out only what it has brought already.',
        ja: '今度はイベント2が抜けています。読み取り役が抜けに気づかなくなりました。ジャーナルの読み込みは残し、すでに読んだものだけを省きます。',
      },
      example: [
        { find: 'if (message.sequenceNr > copy.sequenceNr + 1) {', put: 'if (message.sequenceNr < 0) {' },
      ],
    },
  ],
  par: 1,
  hints: [
    {
      en: 'Follow event 3 on node-3. By which two ways does it reach the copy?',
      ja: 'node-3でイベント3を追ってみましょう。コピーには、どの2つの経路で届いていますか。',
    },
    {
      en: 'The published event waits in the stash while the journal is read, and the journal contains it, too.',
      ja: 'ジャーナルを読んでいる間、配信されたイベントはスタッシュで待っています。同じイベントはジャーナルにもあります。',
    },
    {
      en: 'In the case Updated, ignore an event whose number is not greater than copy.sequenceNr.',
      ja: 'Updatedのcaseで、番号がcopy.sequenceNr以下のイベントを無視します。',
    },
  ],
  why: {
    en: 'An event can reach a projection more than once: published and from the journal, or again after a crash. Setting a value twice does no harm, but counting does. With the number of the last event beside the copy the reader knows what it has, so each event counts once. Belief: a projection sees each event exactly once.',
    ja: 'イベントは、配信とジャーナルの両方から、またはクラッシュの後にもう一度など、プロジェクションに複数回届くことがあります。値の設定なら2回でも害はありませんが、加算では違います。最後のイベントの番号をコピーと一緒に持てば、1回だけ数えられます。「プロジェクションには各イベントがちょうど1回届く」というのは誤解です。',
  },
}
