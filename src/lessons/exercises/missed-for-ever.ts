import type { Check, Fact, ParticipantId } from '../../trace/index.ts'
import type { PredictionExercise } from '../exercise.ts'
import { reader, write, writer } from '../walkthroughs/seed-demo-builders.ts'
import { all, event, eventually, never, stateContains } from '../walkthroughs/step-builders.ts'
import { journalHolds, readersSubscribed, repaired } from './printed-builders.ts'

const holds = (node: ParticipantId, entries: string): Check =>
  stateContains(node, reader, `"entries":${entries}`)
const whole: Fact = {
  fact: 'state',
  node: 'node-2',
  actor: reader,
  contains: '"entries":{"a":"1","b":"1"}',
}

export const missedForEver: PredictionExercise = {
  type: 'prediction',
  id: 'missed-for-ever',
  ladder: 'persistence',
  title: { en: 'Missed for ever', ja: '永遠に抜けたまま' },
  minutes: 4,
  scenario: 'cqrs-as-printed',
  seed: 7,
  settings: repaired('journalDiesWithItsNode', 'sleepsInTheHandler', 'replaySendsCommands'),
  prepare: readersSubscribed,
  situation: {
    en: 'These are the readers of the article. They listen to published events, and an event has a key and a value, but no number. While the link between node-1 and node-2 is cut, a = 1 is written. Then the link is healed and b = 1 is written.',
    ja: '記事の読み取り役です。配信されたイベントを聞きますが、イベントにあるのはキーと値だけで、番号はありません。node-1とnode-2の間のリンクが切れている間に a = 1 を書き込みます。その後リンクが直り、b = 1 を書き込みます。',
  },
  question: {
    type: 'choice',
    ask: {
      en: 'What does the reader on node-2 hold after that?',
      ja: 'その後、node-2の読み取り役は何を持っているでしょうか。',
    },
    choices: [
      {
        id: 'both',
        words: {
          en: 'a and b: it notices the gap and reads the journal',
          ja: 'aとb。抜けに気づいてジャーナルを読む',
        },
        claim: eventually(whole),
        reply: {
          en: 'The reader of the scenario cqrs does that, because its events are numbered.',
          ja: 'シナリオcqrsの読み取り役ならそうします。イベントに番号があるからです。',
        },
      },
      {
        id: 'newest',
        words: { en: 'b only, and it does not know that a is missing', ja: 'bだけ。aの抜けに気づかない' },
        claim: all(holds('node-2', '{"b":"1"}'), never(whole)),
      },
      {
        id: 'nothing',
        words: { en: 'Nothing: without a it waits', ja: '何もない。aを待っている' },
        claim: never({ fact: 'state', node: 'node-2', actor: reader, contains: '"b":"1"' }),
        reply: {
          en: 'To wait for a, it would have to know that a exists.',
          ja: 'aを待つには、aがあることを知っていなければなりません。',
        },
      },
    ],
    answer: 'newest',
    why: {
      en: 'Pub/sub delivers at most once, and nothing in b says that an event came before it. The copies on node-2 and node-3 now differ, and stay different until node-2 starts again.',
      ja: 'Pub/Subの配信は高々一度で、bには前のイベントを示すものがありません。node-2とnode-3のコピーは食い違い、node-2が再び起動するまでそのままです。',
    },
  },
  experiment: [
    {
      actions: [{ type: 'Cut', links: [{ from: 'node-1', to: 'node-2' }] }, write('a', '1')],
      until: all(
        journalHolds(1, 1),
        holds('node-3', '{"a":"1"}'),
        event('MessageDropped', 'node-2', { label: 'Write' }),
      ),
      withinMs: 10_000,
      speed: 0.5,
    },
    {
      actions: [{ type: 'Heal' }, write('b', '1')],
      until: all(
        holds('node-2', '{"b":"1"}'),
        holds('node-3', '{"a":"1","b":"1"}'),
        event('EventPersisted', 'node-1', { actor: writer, sequenceNr: 2 }),
      ),
      withinMs: 10_000,
      speed: 0.5,
    },
  ],
  hints: [
    {
      en: 'What can the reader compare, to find out that something is missing?',
      ja: '抜けを見つけるために、読み取り役は何と何を比べられるでしょうか。',
    },
    {
      en: 'Open the message on its way to node-3: it has a key and a value.',
      ja: 'node-3へ向かうメッセージを開いてみましょう。キーと値しかありません。',
    },
    {
      en: 'Nobody sends a again, and node-2 has no reason to ask.',
      ja: 'aは誰も送り直しません。node-2には尋ねる理由がありません。',
    },
  ],
  why: {
    en: 'Belief: published events reach every subscriber sooner or later. The repair is a number in each event, or better a reader that reads the journal from its own position on. Then pub/sub is only a hint.',
    ja: '「配信されたイベントは、いつか必ず全員に届く」と思われがちです。直すには、各イベントに番号を付けるか、それより良いのは、読み取り役が自分の位置からジャーナルを読むことです。そうすれば、Pub/Subは知らせにすぎません。',
  },
}
