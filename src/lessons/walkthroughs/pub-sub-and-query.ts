import type { Action, Check, Condition, EventPattern, Fact, ParticipantId } from '../../trace/index.ts'
import type { Walkthrough } from '../lesson.ts'
import { walkthroughHeads } from '../walkthrough-heads.ts'
import {
  hasEntry,
  knownToMediators,
  neverTwoWriters,
  nothingLost,
  reader,
  ready,
  tellClient,
  topicRead,
  write,
  writer,
  writeStored,
} from './seed-demo-builders.ts'
import {
  actor,
  afterwards,
  all,
  choose,
  control,
  event,
  eventually,
  never,
  participant,
  stateContains,
} from './step-builders.ts'

const readers: readonly ParticipantId[] = ['node-3', 'node-4']
const bothHave = (key: string, value: string): Check =>
  all(...readers.map(node => hasEntry(node, reader, key, value)))
const copyOf = (node: ParticipantId, key: string, value: string): Fact => ({
  fact: 'state',
  node,
  actor: reader,
  contains: `"${key}":"${value}"`,
})

const followPubSub: Action = tellClient({ type: 'FollowPubSub' })
const followJournal: Action = tellClient({ type: 'FollowJournal' })
const followHints: Action = tellClient({ type: 'FollowHints' })
/** Both readers have read the journal up to this event and follow their new feed, which pub/sub does not name in the state. */
const follow = (feed: 'query' | 'hinted-query' | null, sequenceNr: number): Check =>
  all(
    ...readers.map(node =>
      stateContains(
        node,
        reader,
        `"sequenceNr":${sequenceNr},${feed === null ? '' : `"feed":"${feed}",`}"catchingUp":false`,
      ),
    ),
  )
const queryFollowed: Fact = { fact: 'state', node: 'node-3', actor: reader, contains: '"feed":"query"' }
const hintsFollowed: Fact = { ...queryFollowed, contains: '"feed":"hinted-query"' }

/** The database informs this node of a commit. */
const hint = (node: ParticipantId): EventPattern => ({
  event: 'MessageSent',
  node: 'database',
  where: { label: 'CommitHint', toNode: node },
})
const persisted = (sequenceNr: number): Condition => ({ event: 'EventPersisted', where: { sequenceNr } })
/** A reader asks the database for events from this number on. */
const asksFrom = (node: ParticipantId, fromSequenceNr: number): EventPattern => ({
  event: 'MessageSent',
  node,
  where: { toNode: 'database', label: 'ReplayMessages', 'body.fromSequenceNr': fromSequenceNr },
})
const published = (node: ParticipantId): EventPattern => ({
  event: 'MessageDelivered',
  node,
  where: { to: reader, label: 'Updated' },
})

/** The two read sides of an event-sourced system: the writer pushes, or the readers pull. */
export const pubSubAndQuery: Walkthrough = {
  ...walkthroughHeads.pubSubAndQuery,
  steps: [
    {
      id: 'two-feeds',
      chapter: { en: 'The writer pushes', ja: '書き込み役が配る' },
      stage: [{ type: 'wait', for: ready }],
      say: {
        en: 'The writer on node-1 stores events in the journal. The readers on node-3 and node-4 keep copies of the data. How does an event get from the journal to the copies? The writer can **publish** it, or each reader can **query** the journal.',
        ja: 'node-1 の書き込み役はイベントをジャーナルに保存し、node-3 と node-4 の読み取り役はデータのコピーを持ちます。イベントはどうやってコピーに届くのでしょうか。書き込み役が**配信**する方法と、読み取り役がジャーナルに**クエリー**する方法があります。',
      },
      notes: {
        en: 'Ask who would choose which, and why. Ask the same again after the last step.',
        ja: 'どちらを選ぶか、理由と一緒に尋ねましょう。最後のステップの後で、もう一度尋ねます。',
      },
      points: [
        actor('node-1', writer),
        actor('node-3', reader),
        actor('node-4', reader),
        participant('database'),
      ],
    },
    {
      id: 'published',
      say: {
        en: 'At first the readers follow **pub/sub**. You write hoge = fuga. The database stores the event, and the copies of both readers change.',
        ja: '最初は、読み取り役は**Pub/Sub**に従います。hoge = fuga を書き込みます。データベースがイベントを保存し、2つの読み取り役のコピーが変わります。',
      },
      notes: {
        en: 'Let the room follow the shapes: one goes back from the database to node-1, then one flies to each reader.',
        ja: '動く印を追ってもらいましょう。まずデータベースから node-1 へ応答が戻り、それから各読み取り役へ飛びます。',
      },
      ask: {
        type: 'point',
        ask: {
          en: 'Who sends the event to the reader on node-3? Click it on the canvas.',
          ja: 'node-3 の読み取り役にイベントを送るのは誰でしょうか。キャンバスでクリックしてください。',
        },
        answers: [participant('node-1'), actor('node-1', writer)],
        claim: event('MessageSent', 'node-1', { label: 'Updated', toNode: 'node-3' }),
        why: {
          en: 'The writer on node-1 does, after the database has answered. That makes two messages from the commit to a copy.',
          ja: 'node-1 の書き込み役です。データベースの応答を受け取ってから送ります。コミットからコピーまで、メッセージは2つです。',
        },
      },
      points: [participant('client')],
      actions: [write('hoge', 'fuga')],
      await: {
        waiting: { en: 'both copies to have hoge = fuga', ja: '両方のコピーに hoge = fuga が届く' },
        check: all(writeStored(1), bothHave('hoge', 'fuga')),
        withinMs: 10_000,
      },
      speed: 0.25,
    },
    {
      id: 'switch-to-query',
      chapter: { en: 'The readers pull', ja: '読み取り役が取りに行く' },
      say: {
        en: 'Now you switch the readers to a **persistence query**: a live query of the journal. Each reader first reads what the journal has after its last event. Then it waits for more.',
        ja: '今度は読み取り役を**パーシステンスクエリー**に切り替えます。ジャーナルへの、終わりのないクエリーです。読み取り役はまず、自分の最後のイベントより後をジャーナルから読み、それから続きを待ちます。',
      },
      notes: {
        en: 'The switch is a command of the client, so it can be done at any time. The cards of the readers then say “query”.',
        ja: '切り替えはクライアントのコマンドなので、いつでもできます。読み取り役のカードに「クエリー」と表示されます。',
      },
      points: [actor('node-3', reader), actor('node-4', reader)],
      actions: [followJournal],
      await: {
        waiting: { en: 'both readers to follow the journal', ja: '両方の読み取り役がジャーナルに従う' },
        check: follow('query', 1),
        withinMs: 10_000,
      },
      speed: 0.5,
    },
    {
      id: 'queried',
      say: {
        en: 'You write neko = nya. The readers no longer subscribe to the topic of the writer. Still both copies get the event, without delay.',
        ja: 'neko = nya を書き込みます。読み取り役は、もう書き込み役のトピックを購読していません。それでも、どちらのコピーにもすぐにイベントが届きます。',
      },
      notes: {
        en: 'In the panel Journal, “From the commit to the readers” compares both ways: three messages here, two by pub/sub.',
        ja: 'パネル「ジャーナル」の「コミットから読み取り役まで」で2つの方式を比べられます。こちらはメッセージ3つ、Pub/Subは2つです。',
      },
      ask: choose({
        ask: {
          en: 'How does a reader notice so quickly that there is a new event?',
          ja: '読み取り役は、新しいイベントにどうやってすぐ気づくのでしょうか。',
        },
        choices: [
          [
            'writer',
            'The writer publishes it',
            '書き込み役が配信する',
            afterwards(queryFollowed, published('node-3')),
          ],
          [
            'database',
            'The database gives a hint, and the reader reads the journal',
            'データベースが知らせ、読み取り役がジャーナルを読む',
            all(eventually(hint('node-3')), afterwards(hint('node-3'), asksFrom('node-3', 2))),
          ],
          [
            'poll',
            'It only asks the journal again and again',
            'ジャーナルに繰り返し尋ねるだけ',
            all(hasEntry('node-3', reader, 'neko', 'nya'), never(hint('node-3'))),
          ],
        ],
        answer: 'database',
        why: {
          en: 'The hint has no content. Hint, request, events: three messages. They are quicker here than two by pub/sub, because the database is near and the nodes are far from each other.',
          ja: '知らせに中身はありません。知らせ、要求、イベントの3つです。ここではPub/Subの2つより速く届きます。データベースは近く、ノードどうしは遠いからです。',
        },
      }),
      points: [participant('database'), control('tab', 'Journal', 'ジャーナル')],
      actions: [write('neko', 'nya')],
      await: {
        waiting: { en: 'both copies to have neko = nya', ja: '両方のコピーに neko = nya が届く' },
        check: all(writeStored(2), bothHave('neko', 'nya')),
        withinMs: 10_000,
      },
      speed: 0.15,
    },
    {
      id: 'cut-and-published',
      chapter: { en: 'What each of them loses', ja: 'それぞれが失うもの' },
      stage: [
        { type: 'act', action: followPubSub },
        { type: 'wait', for: all(follow(null, 2), knownToMediators(['node-1'], topicRead, readers)) },
        { type: 'cut', between: ['node-1', 'node-4'] },
      ],
      say: {
        en: 'The readers follow pub/sub again. The link between node-1 and node-4 is cut. You write hoge = piyo.',
        ja: '読み取り役は再びPub/Subに従っています。node-1 と node-4 の間のリンクが切れています。ここで hoge = piyo を書き込みます。',
      },
      notes: {
        en: 'Point at the gauge on the card of node-4: it says by how many events the reader is behind. The reader itself does not know.',
        ja: 'node-4 のカードの「遅れ」を指します。何イベント遅れているかが分かります。読み取り役自身は知りません。',
      },
      ask: choose({
        ask: { en: 'Which readers have piyo?', ja: 'piyo が届く読み取り役はどれでしょうか。' },
        choices: [
          ['both', 'Both', '両方', bothHave('hoge', 'piyo')],
          [
            'one',
            'Only the one on node-3',
            'node-3 だけ',
            all(hasEntry('node-3', reader, 'hoge', 'piyo'), never(copyOf('node-4', 'hoge', 'piyo'))),
          ],
          ['none', 'Neither', 'どちらにも届かない', never(copyOf('node-3', 'hoge', 'piyo'))],
        ],
        answer: 'one',
        why: {
          en: 'Pub/sub delivers at most once. The reader on node-4 is one event behind, and it stays behind until the next published event shows it the gap.',
          ja: 'Pub/Subの配信は高々一度です。node-4 の読み取り役は1イベント遅れ、次の配信で抜けに気づくまで遅れたままです。',
        },
      }),
      points: [actor('node-3', reader), actor('node-4', reader)],
      actions: [write('hoge', 'piyo')],
      await: {
        waiting: { en: 'event 3, and the copy of node-3', ja: 'イベント3の保存と、node-3 のコピーへの反映' },
        check: all(writeStored(3), hasEntry('node-3', reader, 'hoge', 'piyo')),
        withinMs: 10_000,
      },
      speed: 0.3,
    },
    {
      id: 'cut-and-queried',
      stage: [
        { type: 'heal', between: ['node-1', 'node-4'] },
        { type: 'act', action: followJournal },
        { type: 'wait', for: follow('query', 3) },
        { type: 'cut', between: ['node-1', 'node-4'] },
      ],
      say: {
        en: 'The readers follow the journal, and node-4 has read what it missed. The same link is cut once more. You write inu = wan.',
        ja: '読み取り役はジャーナルに従い、node-4 は抜けていたイベントを読みました。同じリンクがもう一度切れています。inu = wan を書き込みます。',
      },
      notes: {
        en: 'Who answers “only node-3” thinks of the writer as the source. The source is the journal now.',
        ja: '「node-3 だけ」と答えた人は、書き込み役を情報源と考えています。今の情報源はジャーナルです。',
      },
      ask: choose({
        ask: { en: 'Which readers have wan?', ja: 'wan が届く読み取り役はどれでしょうか。' },
        choices: [
          ['both', 'Both', '両方', bothHave('inu', 'wan')],
          [
            'one',
            'Only the one on node-3',
            'node-3 だけ',
            all(hasEntry('node-3', reader, 'inu', 'wan'), never(copyOf('node-4', 'inu', 'wan'))),
          ],
          ['none', 'Neither', 'どちらにも届かない', never(copyOf('node-3', 'inu', 'wan'))],
        ],
        answer: 'both',
        why: {
          en: 'A reader that queries the journal needs only the database. The writer may be unreachable, or even dead.',
          ja: 'ジャーナルにクエリーする読み取り役に必要なのは、データベースだけです。書き込み役に届かなくても、書き込み役が止まっていても構いません。',
        },
      }),
      points: [actor('node-4', reader), participant('database')],
      actions: [write('inu', 'wan')],
      await: {
        waiting: { en: 'both copies to have inu = wan', ja: '両方のコピーに inu = wan が届く' },
        check: all(writeStored(4), bothHave('inu', 'wan')),
        withinMs: 10_000,
      },
      speed: 0.25,
    },
    {
      id: 'lost-hint',
      stage: [
        { type: 'heal', between: ['node-1', 'node-4'] },
        { type: 'cut', between: ['database', 'node-3'] },
      ],
      cues: [
        { type: 'wait', for: writeStored(5) },
        { type: 'heal', between: ['database', 'node-3'] },
      ],
      say: {
        en: 'A hint can be lost, too. You write hoge = moo while the link from the database to node-3 is cut. Then it is healed, and nobody writes any more.',
        ja: '知らせも失われることがあります。データベースと node-3 の間のリンクが切れている間に、hoge = moo を書き込みます。その後リンクは直り、もう誰も書き込みません。',
      },
      notes: {
        en: 'Compare with the step before the last one: there the reader stayed behind although its link was healed.',
        ja: '2つ前のステップと比べましょう。あのときは、リンクが直っても読み取り役は遅れたままでした。',
      },
      ask: choose({
        ask: { en: 'When does node-3 get event 5?', ja: 'node-3 にイベント5が届くのはいつでしょうか。' },
        choices: [
          ['never', 'Never', 'ずっと届かない', never(copyOf('node-3', 'hoge', 'moo'))],
          [
            'next',
            'With the next write',
            '次の書き込みのとき',
            afterwards(persisted(6), copyOf('node-3', 'hoge', 'moo')),
          ],
          [
            'poll',
            'Some seconds later, without any write',
            '書き込みがなくても、数秒後',
            all(hasEntry('node-3', reader, 'hoge', 'moo'), never(persisted(6))),
          ],
        ],
        answer: 'poll',
        why: {
          en: 'A live query also asks by itself every three seconds. The reader knows its position, the number of its last event, so nothing is skipped.',
          ja: 'クエリーは3秒ごとに自分からも尋ねます。読み取り役は自分の位置、つまり最後のイベントの番号を知っているので、何も飛ばしません。',
        },
      }),
      points: [participant('database'), actor('node-3', reader)],
      actions: [write('hoge', 'moo')],
      await: {
        waiting: { en: 'node-3 to have hoge = moo', ja: 'node-3 に hoge = moo が届く' },
        check: all(writeStored(5), bothHave('hoge', 'moo')),
        withinMs: 15_000,
      },
      speed: 0.5,
    },
    {
      id: 'hints',
      chapter: { en: 'Both together', ja: '両方を合わせる' },
      stage: [
        { type: 'act', action: followHints },
        {
          type: 'wait',
          for: all(follow('hinted-query', 5), knownToMediators(['node-1'], topicRead, readers)),
        },
      ],
      say: {
        en: 'Many systems use both. Now the readers subscribe **and** query the journal, and the database gives no hints. You write tori = pi.',
        ja: '多くのシステムは両方を使います。今、読み取り役は購読**も**ジャーナルへのクエリー**も**行い、データベースからの知らせはありません。tori = pi を書き込みます。',
      },
      notes: {
        en: 'A database that cannot give hints is the usual case. Then pub/sub saves most of the waiting for the next poll.',
        ja: '知らせを出せないデータベースのほうが普通です。そのときは、Pub/Subのおかげで、次に尋ねるまで待たずに済みます。',
      },
      ask: choose({
        ask: {
          en: 'A published event reaches a reader. What does the reader do?',
          ja: '配信されたイベントが読み取り役に届きました。どうするでしょうか。',
        },
        choices: [
          [
            'apply',
            'It applies the event at once',
            'そのイベントをすぐに適用する',
            all(hasEntry('node-3', reader, 'tori', 'pi'), never(asksFrom('node-3', 6))),
          ],
          [
            'read',
            'It reads the journal from its own position on',
            '自分の位置から先をジャーナルで読む',
            all(
              afterwards(hintsFollowed, published('node-3')),
              afterwards(published('node-3'), asksFrom('node-3', 6)),
              hasEntry('node-3', reader, 'tori', 'pi'),
            ),
          ],
          [
            'wait',
            'Nothing; it waits for the hint of the database',
            '何もせず、データベースの知らせを待つ',
            afterwards(hintsFollowed, hint('node-3')),
          ],
        ],
        answer: 'read',
        why: {
          en: 'The publication is only a hint that makes the query quick. All data comes from the journal, in order and without gaps, so a lost publication costs some seconds and no event.',
          ja: '配信は、クエリーを速くするための知らせにすぎません。データはすべてジャーナルから、順番どおりに抜けなく届きます。配信が失われても、数秒遅れるだけで、イベントは失われません。',
        },
      }),
      points: [actor('node-3', reader), actor('node-4', reader), participant('database')],
      actions: [write('tori', 'pi')],
      await: {
        waiting: { en: 'both copies to have tori = pi', ja: '両方のコピーに tori = pi が届く' },
        check: all(writeStored(6), bothHave('tori', 'pi')),
        withinMs: 10_000,
      },
      speed: 0.2,
    },
    {
      id: 'your-choice',
      say: {
        en: '**Pub/sub** spares the database, but it loses events. A **query** loses nothing, but each reader reads each event from the database. **Both** is quick and complete. Ask yourself: may a copy be wrong without knowing it?',
        ja: '**Pub/Sub**はデータベースに負担をかけませんが、イベントを失うことがあります。**クエリー**は失いませんが、読み取り役ごとに全イベントをデータベースから読みます。**両方**なら速くて抜けません。コピーが気づかず間違っていてもよいか、考えて選びましょう。',
      },
      notes: {
        en: 'Repeat the vote of the first step. Then open the panel Journal and compare messages and time of the three ways.',
        ja: '最初のステップの質問をもう一度尋ねます。それからパネル「ジャーナル」を開き、3つの方式のメッセージ数と時間を比べましょう。',
      },
      points: [control('tab', 'Journal', 'ジャーナル')],
      lamps: [
        nothingLost,
        neverTwoWriters,
        {
          check: all(
            ...readers.map(node => stateContains(node, reader, '"sequenceNr":6,"feed":"hinted-query"')),
          ),
          words: {
            en: 'Both readers agree with the journal.',
            ja: 'どちらの読み取り役もジャーナルと一致しています。',
          },
        },
      ],
    },
  ],
}
