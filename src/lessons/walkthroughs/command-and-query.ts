import type { Check, EventPattern, Fact, ParticipantId } from '../../trace/index.ts'
import type { Walkthrough } from '../lesson.ts'
import { walkthroughHeads } from '../walkthrough-heads.ts'
import {
  client,
  get,
  hasEntry,
  neverTwoWriters,
  noAnswer,
  nothingLost,
  reader,
  ready,
  valueFound,
  write,
  writer,
  writeStored,
} from './seed-demo-builders.ts'
import { actor, afterwards, all, choose, event, never, participant, stateContains } from './step-builders.ts'

/** The client has received this number of answers to queries. */
const answers = (count: number): Check => stateContains('client', client, `"GetReply":${count}`)

const persisted: EventPattern = { event: 'JournalChanged', node: 'database', where: { change: 'appended' } }
/** The writer answers a command. */
const acknowledged: EventPattern = { event: 'MessageSent', where: { from: writer, label: 'WriteAck' } }
/** The copy of a reader has this entry. */
const copied = (node: ParticipantId, key: string, value: string): Fact => ({
  fact: 'state',
  node,
  actor: reader,
  contains: `"${key}":"${value}"`,
})
/** Readers have answered so many queries with this value. */
const readerSays = (value: string, times: number): Check => ({
  type: 'eventually',
  what: { event: 'MessageSent', where: { from: reader, label: 'GetReply', 'body.value': value } },
  times,
})

/** Commands and queries take different ways, and a copy may be behind: the price and the gain of CQRS. */
export const commandAndQuery: Walkthrough = {
  ...walkthroughHeads.commandAndQuery,
  steps: [
    {
      id: 'two-ways',
      chapter: { en: 'Two ways', ja: '2つの道' },
      stage: [{ type: 'wait', for: ready }],
      say: {
        en: 'This cluster is ready. **Commands** change data, and only the writer on node-1 accepts them. **Queries** read data, and the readers on node-3 and node-4 answer them from their own copies. The client does not know who does what.',
        ja: 'クラスターの準備はできています。**コマンド**はデータを変え、受け付けるのは node-1 の書き込み役だけです。**クエリー**はデータを読み、node-3 と node-4 の読み取り役が自分のコピーから答えます。クライアントは、誰が何をするかを知りません。',
      },
      notes: {
        en: 'Ask the room who has a system with a read replica. They know stale reads already.',
        ja: 'リードレプリカを使っている人に手を挙げてもらいましょう。古い値が読める経験があるはずです。',
      },
      points: [
        actor('node-1', writer),
        actor('node-3', reader),
        actor('node-4', reader),
        participant('client'),
      ],
    },
    {
      id: 'acknowledged',
      say: {
        en: 'You write hoge = fuga. The writer sends the event to the database, and publishes it to both readers. The client waits for its answer.',
        ja: 'hoge = fuga を書き込みます。書き込み役はイベントをデータベースに送り、2つの読み取り役にも配信します。クライアントは応答を待ちます。',
      },
      notes: {
        en: 'Take a vote. “Both readers have it” is a frequent answer, and the reason for the next chapter.',
        ja: '手を挙げてもらいましょう。「2つの読み取り役に届いた」という答えがよく出ます。次の章はそのためにあります。',
      },
      ask: choose({
        ask: {
          en: 'What does the answer to the client mean?',
          ja: 'クライアントへの応答は何を意味するでしょうか。',
        },
        choices: [
          [
            'received',
            'The writer has received the command',
            '書き込み役がコマンドを受け取った',
            afterwards(acknowledged, persisted),
          ],
          [
            'stored',
            'The database has stored the event',
            'データベースがイベントを保存した',
            afterwards(persisted, acknowledged),
          ],
          [
            'copied',
            'Both readers have the new value',
            '2つの読み取り役に新しい値が届いた',
            all(
              afterwards(copied('node-3', 'hoge', 'fuga'), acknowledged),
              afterwards(copied('node-4', 'hoge', 'fuga'), acknowledged),
            ),
          ],
        ],
        answer: 'stored',
        why: {
          en: 'The answer says: stored as event 1. From now on the write cannot be lost. About the readers it says nothing.',
          ja: '応答は「イベント1として保存」です。ここから先、この書き込みは失われません。読み取り役については何も約束していません。',
        },
      }),
      points: [participant('client'), actor('node-1', writer), participant('database')],
      actions: [write('hoge', 'fuga')],
      await: {
        waiting: { en: 'the answer, and both copies', ja: '応答と、2つのコピーへの反映' },
        check: all(
          writeStored(1),
          hasEntry('node-3', reader, 'hoge', 'fuga'),
          hasEntry('node-4', reader, 'hoge', 'fuga'),
        ),
        withinMs: 10_000,
      },
      speed: 0.25,
    },
    {
      id: 'one-copy-missed',
      chapter: { en: 'A copy that is behind', ja: '遅れたコピー' },
      stage: [{ type: 'cut', between: ['node-1', 'node-4'] }],
      say: {
        en: 'Now the link between node-1 and node-4 is cut for a moment. You write hoge = piyo. Pub/sub delivers each event at most once, and nobody repeats it.',
        ja: '今、node-1 と node-4 の間のリンクが一時的に切れています。そこで hoge = piyo を書き込みます。Pub/Sub の配信は高々一度で、誰も送り直しません。',
      },
      notes: {
        en: 'Point at the scissors: only this link is cut, so node-3 gets the event and node-4 does not.',
        ja: 'はさみの印を指します。切れているのはこのリンクだけなので、イベントは node-3 に届き、node-4 には届きません。',
      },
      ask: choose({
        ask: { en: 'What does the client hear?', ja: 'クライアントには何が届くでしょうか。' },
        choices: [
          ['error', 'An error: node-4 cannot be reached', 'エラー。node-4 に届かないから', noAnswer],
          [
            'stored',
            'Stored as event 2',
            'イベント2として保存',
            all(writeStored(2), never(copied('node-4', 'hoge', 'piyo'))),
          ],
          [
            'nothing',
            'Nothing until node-4 has it',
            'node-4 に届くまで何も届かない',
            all(writeStored(2), hasEntry('node-4', reader, 'hoge', 'piyo')),
          ],
        ],
        answer: 'stored',
        why: {
          en: 'A write needs the writer and the database only. node-3 has the new value, node-4 still has the old one, and does not know it.',
          ja: '書き込みに必要なのは、書き込み役とデータベースだけです。node-3 には新しい値があり、node-4 には古い値が残っています。node-4 はそれに気づいていません。',
        },
      }),
      points: [actor('node-3', reader), actor('node-4', reader)],
      actions: [write('hoge', 'piyo')],
      await: {
        waiting: { en: 'event 2, and the copy of node-3', ja: 'イベント2の保存と、node-3 のコピーへの反映' },
        check: all(writeStored(2), hasEntry('node-3', reader, 'hoge', 'piyo')),
        withinMs: 10_000,
      },
      speed: 0.25,
    },
    {
      id: 'two-answers',
      stage: [{ type: 'heal', between: ['node-1', 'node-4'] }],
      say: {
        en: 'The link works again. You read hoge ten times at once. Each query goes to one of the two readers.',
        ja: 'リンクは元に戻りました。hoge を一度に10回読み取ります。クエリーはそれぞれ、2つの読み取り役のどちらかに届きます。',
      },
      ask: choose({
        ask: { en: 'What are the ten answers?', ja: '10個の応答はどうなるでしょうか。' },
        choices: [
          ['new', 'Always piyo', 'すべて piyo', readerSays('piyo', 10)],
          ['old', 'Always fuga', 'すべて fuga', readerSays('fuga', 10)],
          [
            'both',
            'Some piyo, some fuga',
            'piyo と fuga の両方',
            all(readerSays('piyo', 1), readerSays('fuga', 1)),
          ],
        ],
        answer: 'both',
        why: {
          en: 'It depends on who answers. Each answer names the node of its reader. This is **eventual consistency**: copies may differ for a while.',
          ja: '誰が答えるかで変わります。応答には、答えた読み取り役のノードが書かれています。コピーが一時的に食い違う、これが**結果整合性**です。',
        },
      }),
      notes: {
        en: 'Open the answers in the panel at the right: node-3 says piyo, node-4 says fuga.',
        ja: '右のパネルで応答を見せます。node-3 は piyo、node-4 は fuga と答えています。',
      },
      points: [participant('client'), actor('node-3', reader), actor('node-4', reader)],
      actions: [get('hoge', 10)],
      await: {
        waiting: { en: 'an old and a new answer', ja: '古い値と新しい値の応答' },
        check: all(valueFound('piyo'), valueFound('fuga'), answers(10)),
        withinMs: 10_000,
      },
      speed: 0.3,
    },
    {
      id: 'gap',
      chapter: { en: 'Catching up', ja: '追いつく' },
      say: {
        en: 'The events are numbered. node-4 knows events up to 1. You write neko = nya, which is event 3, and this time the link works.',
        ja: 'イベントには番号が付いています。node-4 が知っているのはイベント1までです。neko = nya を書き込むと、これはイベント3です。今度はリンクがつながっています。',
      },
      notes: {
        en: 'Ask what would happen without numbers: node-4 would never notice. After the step, point at its card: three events, like the others.',
        ja: '「番号がなかったら?」と尋ねましょう。node-4 は気づきようがありません。再生後にカードを指します。ほかと同じ3件のイベントがあります。',
      },
      ask: choose({
        ask: {
          en: 'Event 3 reaches node-4. What does it do?',
          ja: 'イベント3が届いた node-4 はどうするでしょうか。',
        },
        choices: [
          [
            'apply',
            'It applies event 3; event 2 stays missing',
            'イベント3だけを適用し、2は抜けたまま',
            stateContains('node-4', reader, '"hoge":"fuga","neko":"nya"'),
          ],
          [
            'journal',
            'It reads the missing events from the journal',
            '抜けたイベントをジャーナルから読む',
            event('MessageSent', 'node-4', {
              from: `${reader}/*`,
              toNode: 'database',
              label: 'ReplayMessages',
              'body.fromSequenceNr': 2,
            }),
          ],
          [
            'ask',
            'It asks node-3 for its copy',
            'node-3 にコピーをもらう',
            event('MessageSent', 'node-4', { from: `${reader}*`, toNode: 'node-3' }),
          ],
        ],
        answer: 'journal',
        why: {
          en: 'The gap in the numbers tells node-4 that it missed something. The journal has every event, so any copy can be repaired or built anew.',
          ja: '番号が飛んでいるので、見逃したと分かります。ジャーナルにはすべてのイベントがあるので、どのコピーも直せますし、作り直すこともできます。',
        },
      }),
      points: [actor('node-4', reader), participant('database')],
      actions: [write('neko', 'nya')],
      await: {
        waiting: { en: 'node-4 to have all three events', ja: 'node-4 に3つのイベントがそろう' },
        check: all(
          hasEntry('node-4', reader, 'hoge', 'piyo'),
          hasEntry('node-4', reader, 'neko', 'nya'),
          writeStored(3),
        ),
        withinMs: 10_000,
      },
      speed: 0.2,
    },
    {
      id: 'read-without-database',
      chapter: { en: 'The gain', ja: '得られるもの' },
      say: {
        en: 'Copies have a price, now see the gain. You freeze the database: nothing can be stored. Then you read neko.',
        ja: 'コピーには代償がありました。今度は得られるものを見ましょう。データベースをフリーズさせます。もう何も保存できません。それから neko を読み取ります。',
      },
      notes: {
        en: 'Ask what a write would do now. The writer waits for the database, and the client hears nothing until its time-out.',
        ja: '「今書き込んだら?」と尋ねましょう。書き込み役はデータベースを待ち、クライアントにはタイムアウトまで何も届きません。',
      },
      ask: choose({
        ask: { en: 'Is there an answer?', ja: '応答は返るでしょうか。' },
        choices: [
          ['yes', 'Yes, nya', '返る。nya', all(valueFound('nya'), never({ event: 'ParticipantThawed' }))],
          [
            'late',
            'Only when the database is back',
            'データベースが戻ってから',
            afterwards(
              { event: 'ParticipantThawed' },
              { event: 'MessageDelivered', node: 'client', where: { label: 'GetReply' } },
            ),
          ],
          ['error', 'An error', 'エラーになる', noAnswer],
        ],
        answer: 'yes',
        why: {
          en: 'A reader answers from its memory. Reads go on while writes have to wait, and more readers answer more queries.',
          ja: '読み取り役は自分のメモリーから答えます。書き込みが待たされている間も読み取りは続き、読み取り役を増やせば、より多くのクエリーに答えられます。',
        },
      }),
      points: [participant('database'), actor('node-3', reader), actor('node-4', reader)],
      actions: [{ type: 'Freeze', participant: 'database' }, get('neko')],
      await: {
        waiting: { en: 'the answer to Get neko', ja: 'Get neko の応答' },
        check: all(valueFound('nya'), answers(11)),
        withinMs: 5000,
      },
      speed: 0.3,
    },
    {
      id: 'your-choice',
      say: {
        en: 'The database thaws, and you read hoge once more. Whoever reads must know: what I see was true a moment ago. For a price list that is fine, for the last seat in a plane it is not. Where it is not, ask the writer.',
        ja: 'データベースを元に戻し、hoge をもう一度読み取ります。読む側が知っておくべきことは、「見えているのは少し前の事実」だということです。価格表ならそれで十分ですが、飛行機の最後の1席では困ります。困るときは、書き込み役に尋ねましょう。',
      },
      notes: {
        en: 'Collect examples from the room: where may a value be some seconds old, and where not?',
        ja: '例を挙げてもらいましょう。数秒前の値でよいのはどこで、困るのはどこでしょうか。',
      },
      points: [participant('database'), participant('client')],
      actions: [{ type: 'Thaw', participant: 'database' }, get('hoge')],
      await: {
        waiting: { en: 'the answer to Get hoge', ja: 'Get hoge の応答' },
        check: answers(12),
        withinMs: 10_000,
      },
      lamps: [nothingLost, neverTwoWriters],
      speed: 0.3,
    },
  ],
}
