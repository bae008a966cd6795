import type { Check, EventPattern } from '../../trace/index.ts'
import type { Walkthrough } from '../lesson.ts'
import { walkthroughHeads } from '../walkthrough-heads.ts'
import {
  allUp,
  connected,
  hasEntry,
  knownToMediators,
  neverTwoWriters,
  nothingLost,
  proxy,
  reader,
  ready,
  replied,
  singletonOn,
  tellClient,
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
} from './step-builders.ts'

const readers = ['node-3', 'node-4']
/** The nodes after the crash of node-1. */
const restNodes = ['node-2', 'node-3', 'node-4']
/** A recovery of the writer, on any node, that began from a snapshot after this event; 0: without one. */
const recovery = (snapshotNr: number, replayed: number): EventPattern => ({
  event: 'RecoveryCompleted',
  where: { actor: writer, snapshotNr, replayed },
})
const persisted = (sequenceNr: number): EventPattern => ({ event: 'EventPersisted', where: { sequenceNr } })
const failed: EventPattern = { event: 'ActorFailed', where: { actor: writer } }
const refused: EventPattern = { event: 'PersistFailed', where: { actor: writer } }
const acknowledged = (sequenceNr: number): EventPattern => ({
  event: 'MessageSent',
  where: { from: writer, label: 'WriteAck', 'body.sequenceNr': sequenceNr },
})
const snapshotAcknowledged: Check = replied('"SnapshotAck"')

/** The recovery of a persistent actor: by events, by a snapshot, after each kind of failure. */
export const journalAndRecovery: Walkthrough = {
  ...walkthroughHeads.journalAndRecovery,
  steps: [
    {
      id: 'three-events',
      chapter: { en: 'The journal', ja: 'ジャーナル' },
      stage: [{ type: 'wait', for: ready }],
      say: {
        en: 'The writer on node-1 is a persistent actor. Its state is a table of keys and values in memory. You write hoge = fuga, then neko = nya, then hoge = piyo.',
        ja: 'node-1 の書き込み役は永続アクターです。状態はメモリーにある、キーと値の表です。hoge = fuga、neko = nya、hoge = piyo の順に書き込みます。',
      },
      notes: {
        en: 'Open the panel Journal now and leave it open: each event appears there when it is stored.',
        ja: 'ここでパネル「ジャーナル」を開き、そのままにしておきます。イベントが保存されるたびに表示されます。',
      },
      ask: {
        type: 'number',
        ask: {
          en: 'How many events does the journal hold then?',
          ja: 'そのとき、ジャーナルにはイベントがいくつあるでしょうか。',
        },
        unit: { en: 'events', ja: '個' },
        answer: 3,
        claim: eventually({ event: 'JournalChanged', where: { change: 'appended', events: 3 } }),
        why: {
          en: 'The state has two entries, the journal has three events. An event is a fact: a later one does not replace it.',
          ja: '状態には2件、ジャーナルには3つのイベントがあります。イベントは起きた事実なので、後のイベントで置き換えられることはありません。',
        },
      },
      points: [actor('node-1', writer), participant('database'), control('tab', 'Journal', 'ジャーナル')],
      actions: [write('hoge', 'fuga'), write('neko', 'nya'), write('hoge', 'piyo')],
      await: {
        waiting: {
          en: 'the acknowledgement of event 3, and both copies',
          ja: 'イベント3の確認応答と、2つのコピーへの反映',
        },
        check: all(writeStored(3), ...readers.map(node => hasEntry(node, reader, 'hoge', 'piyo'))),
        withinMs: 10_000,
      },
      speed: 0.3,
    },
    {
      id: 'restart',
      chapter: { en: 'Recovery', ja: 'リカバリー' },
      say: {
        en: 'Now the writer fails while it handles a command, inu = wan. Its supervisor restarts it. The new instance begins with an empty table.',
        ja: '今度は、コマンド inu = wan の処理中に書き込み役が失敗します。スーパーバイザーが再起動し、新しいインスタンスは空の表から始まります。',
      },
      notes: {
        en: 'The failed command got no acknowledgement, so nobody was promised anything. The client gives up after 30 s.',
        ja: '失敗したコマンドに確認応答は返っていないので、約束は破られていません。クライアントは30秒後にあきらめます。',
      },
      ask: choose({
        ask: {
          en: 'What does the writer hold after the restart?',
          ja: '再起動の後、書き込み役は何を持っているでしょうか。',
        },
        choices: [
          ['nothing', 'Nothing', '何もない', afterwards(failed, recovery(0, 0))],
          [
            'events',
            'hoge = piyo and neko = nya',
            'hoge = piyo と neko = nya',
            all(afterwards(failed, recovery(0, 3)), never(persisted(4))),
          ],
          [
            'command',
            'These two, and inu = wan',
            'その2つと inu = wan',
            hasEntry('node-1', writer, 'inu', 'wan'),
          ],
        ],
        answer: 'events',
        why: {
          en: 'The new instance replays events 1 to 3, in order. A command is not an event: the one that failed is lost, and the client gets no acknowledgement.',
          ja: '新しいインスタンスは、イベント1〜3を順番に再生します。コマンドはイベントではありません。失敗したコマンドは失われ、クライアントに確認応答は届きません。',
        },
      }),
      points: [actor('node-1', writer), participant('database')],
      actions: [
        { type: 'FailNext', participant: 'node-1', actor: writer, error: 'Boom' },
        write('inu', 'wan'),
      ],
      await: {
        waiting: { en: 'the writer to recover', ja: '書き込み役のリカバリーの完了' },
        check: eventually(recovery(0, 3)),
        withinMs: 10_000,
      },
      speed: 0.25,
    },
    {
      id: 'replay-is-silent',
      say: {
        en: 'When these three events were new, the writer published each to the readers and acknowledged it to the client. Now it has replayed all three.',
        ja: '3つのイベントが新しかったとき、書き込み役はそれぞれを読み取り役に配信し、クライアントに確認応答を返しました。今、その3つを再生したところです。',
      },
      notes: {
        en: 'The code says it: the event handler only computes a state, and what follows a write is in thenRun. Show both in the source of the writer.',
        ja: 'コードで確かめられます。イベントハンドラーは状態を計算するだけで、書き込みの後の処理は thenRun にあります。書き込み役のソースを見せましょう。',
      },
      ask: choose({
        ask: {
          en: 'What do the readers and the client hear of the replay?',
          ja: '再生のとき、読み取り役とクライアントには何が届いたでしょうか。',
        },
        choices: [
          [
            'all',
            'All three events and acknowledgements again',
            '3つのイベントと確認応答がもう一度',
            all(
              afterwards(failed, { event: 'Published', node: 'node-1' }),
              afterwards(failed, acknowledged(1)),
            ),
          ],
          [
            'published',
            'The events again, but no acknowledgement',
            'イベントだけがもう一度',
            afterwards(failed, { event: 'Published', node: 'node-1' }),
          ],
          [
            'nothing',
            'Nothing',
            '何も届かない',
            all(
              eventually(recovery(0, 3)),
              { type: 'atMost', what: { event: 'Published', node: 'node-1' }, times: 3 },
              {
                type: 'atMost',
                what: { event: 'MessageSent', where: { from: writer, label: 'WriteAck' } },
                times: 3,
              },
            ),
          ],
        ],
        answer: 'nothing',
        why: {
          en: 'A replay only computes the state. What follows a stored event runs at most once, when the event is new.',
          ja: '再生では状態を計算するだけです。保存の後の処理が動くのは、イベントが新しいときの高々一度です。',
        },
      }),
      points: [actor('node-3', reader), actor('node-4', reader), participant('client')],
    },
    {
      id: 'snapshot',
      chapter: { en: 'The snapshot', ja: 'スナップショット' },
      say: {
        en: 'With a million events a recovery would take long. So you save a **snapshot**: the whole state after event 3. When it is saved, this writer deletes the events that it covers.',
        ja: 'イベントが100万個あれば、リカバリーに時間がかかります。そこで**スナップショット**を保存します。イベント3の後の状態全体です。保存が済むと、この書き込み役はそれに含まれるイベントを削除します。',
      },
      notes: {
        en: 'Say that the deletion is a choice of this writer. Many systems keep all events, because new read sides need them.',
        ja: '削除はこの書き込み役の選択です。新しい読み取り側に必要なので、すべてのイベントを残すシステムも多くあります。',
      },
      points: [participant('database'), control('tab', 'Journal', 'ジャーナル')],
      actions: [tellClient({ type: 'SaveSnapshot' })],
      await: {
        waiting: { en: 'the snapshot, and the deletion', ja: 'スナップショットの保存と、イベントの削除' },
        check: all(
          snapshotAcknowledged,
          eventually({ event: 'JournalChanged', where: { change: 'deleted', events: 0 } }),
        ),
        withinMs: 10_000,
      },
      speed: 0.3,
    },
    {
      id: 'numbering',
      say: {
        en: 'The journal holds no event now, and one snapshot. You write inu = wan again, and this time the writer does not fail.',
        ja: '今、ジャーナルにイベントはなく、スナップショットが1つあります。もう一度 inu = wan を書き込みます。今度は失敗しません。',
      },
      notes: {
        en: 'The article of the seed program keeps one event because it fears that the numbers begin again at 1. Here one sees that they do not.',
        ja: '元の記事のプログラムは、番号が1に戻ることを恐れて、イベントを1つ残します。ここで、戻らないことが分かります。',
      },
      ask: {
        type: 'number',
        ask: { en: 'Which number does the new event get?', ja: '新しいイベントは何番になるでしょうか。' },
        answer: 4,
        claim: all(eventually(persisted(4)), {
          type: 'atMost',
          what: persisted(1),
          times: 1,
        }),
        why: {
          en: 'A deletion removes events, not numbers. The journal remembers the highest number of each persistence id.',
          ja: '削除で消えるのはイベントで、番号ではありません。ジャーナルは、永続化IDごとに最大の番号を覚えています。',
        },
      },
      points: [actor('node-1', writer), participant('database')],
      actions: [write('inu', 'wan')],
      await: {
        waiting: { en: 'the acknowledgement of the write', ja: '書き込みの確認応答' },
        check: writeStored(4),
        withinMs: 10_000,
      },
      speed: 0.3,
    },
    {
      id: 'recovery-from-snapshot',
      say: {
        en: 'Now node-1 crashes, and its memory is gone. Some seconds later the cluster starts a new writer on node-2. It has never seen a command.',
        ja: 'ここで node-1 がクラッシュし、メモリーは失われます。数秒後に node-2 で新しい書き込み役が起動します。コマンドを受け取ったことは一度もありません。',
      },
      notes: {
        en: 'While nothing happens, ask where the new writer could get its data from. Nobody hands anything over after a crash.',
        ja: '何も起きない間に、新しい書き込み役がデータをどこから得るかを尋ねましょう。クラッシュの後に引き継いでくれる相手はいません。',
      },
      ask: {
        type: 'number',
        ask: {
          en: 'How many events does the new writer replay?',
          ja: '新しい書き込み役は、イベントをいくつ再生するでしょうか。',
        },
        unit: { en: 'events', ja: '個' },
        answer: 1,
        claim: event('RecoveryCompleted', 'node-2', { actor: writer, snapshotNr: 3, replayed: 1 }),
        why: {
          en: 'It loads the snapshot, which is the state after event 3, and replays event 4. However long the history is, only what follows the snapshot is read.',
          ja: 'イベント3の後の状態であるスナップショットを読み込み、イベント4を再生します。履歴がどれほど長くても、読むのはスナップショットより後だけです。',
        },
      },
      points: [participant('node-1'), participant('node-2'), participant('database')],
      actions: [{ type: 'Kill', participant: 'node-1' }],
      await: {
        waiting: { en: 'the writer on node-2 to recover', ja: 'node-2 の書き込み役のリカバリーの完了' },
        check: all(singletonOn('node-2'), hasEntry('node-2', writer, 'inu', 'wan')),
        withinMs: 60_000,
      },
      speed: 3,
    },
    {
      id: 'failing-write',
      chapter: { en: 'When storing fails', ja: '保存の失敗' },
      stage: [{ type: 'wait', for: all(connected, knownToMediators(restNodes, proxy, ['node-2'])) }],
      say: {
        en: 'The next write will fail. You write tori = pi. The writer does not know the outcome: a failed write may be stored or not, so it cannot just go on.',
        ja: '次の書き込みは失敗します。tori = pi を書き込みます。失敗しても保存されたかもしれず、書き込み役には結果が分かりません。そのまま続けることはできません。',
      },
      notes: {
        en: 'Ask what resume would do here: the writer would go on with a state that may differ from the journal.',
        ja: 'ここで再開(resume)するとどうなるか尋ねましょう。ジャーナルと食い違うかもしれない状態で続けることになります。',
      },
      ask: choose({
        ask: { en: 'What does the writer do?', ja: '書き込み役はどうするでしょうか。' },
        choices: [
          [
            'retry',
            'It stores the event again until that works',
            '成功するまでイベントを保存し直す',
            eventually(persisted(5)),
          ],
          [
            'recover',
            'It starts anew and asks the journal what is stored',
            '起動し直し、何が保存されているかをジャーナルに尋ねる',
            all(afterwards(refused, recovery(3, 1)), never(acknowledged(5))),
          ],
          ['stop', 'It stops for ever', '停止したまま', all(eventually(refused), never(recovery(3, 1)))],
        ],
        answer: 'recover',
        why: {
          en: 'This writer has a backoff for failed writes: it waits a second, starts and replays. The journal decides what is true: event 5 is not there, and nobody was told that it is. Without the backoff it would stop.',
          ja: 'この書き込み役には、書き込み失敗に備えたバックオフがあります。1秒待って起動し、再生します。何が正しいかはジャーナルが決めます。イベント5は存在せず、「保存した」とも伝えていません。バックオフがなければ停止します。',
        },
      }),
      points: [actor('node-2', writer), participant('database')],
      actions: [
        { type: 'BreakDatabase', participant: 'database', fault: { type: 'fail-writes', times: 1 } },
        write('tori', 'pi'),
      ],
      await: {
        waiting: { en: 'the writer to recover', ja: '書き込み役のリカバリーの完了' },
        check: all(eventually(refused), event('RecoveryCompleted', 'node-2', { actor: writer })),
        withinMs: 15_000,
      },
      speed: 0.5,
    },
    {
      id: 'power-failure',
      chapter: { en: 'Everything dies', ja: 'すべてが止まる' },
      say: {
        en: 'At last the power fails: all processes end at the same instant, also the database. Then everything starts again, and you start node-1, too. Only the disk of the database has survived.',
        ja: '最後は停電です。データベースも含め、すべてのプロセスが同時に終了し、その後また起動します。node-1 も起動します。残ったのは、データベースのディスクだけです。',
      },
      notes: {
        en: 'A reload of this page is such a power failure, with a real IndexedDB as the disk. Try it after the talk.',
        ja: 'このページの再読み込みも、同じ停電です。ディスクは本物のIndexedDBです。発表の後で試してみましょう。',
      },
      points: [participant('database')],
      actions: [{ type: 'PowerFailure' }, { type: 'Start', participant: 'node-1' }],
      await: {
        waiting: {
          en: 'the cluster to form, and the data to be back',
          ja: 'クラスターが再び組み上がり、データが戻る',
        },
        check: all(
          allUp(),
          eventually(recovery(3, 1)),
          ...readers.map(node => hasEntry(node, reader, 'inu', 'wan')),
        ),
        withinMs: 60_000,
      },
      lamps: [nothingLost, neverTwoWriters],
      speed: 0.9,
    },
  ],
}
