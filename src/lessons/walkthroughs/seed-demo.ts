import type { Action, Check, EventPattern } from '../../trace/index.ts'
import type { Step, Walkthrough } from '../lesson.ts'
import { walkthroughHeads } from '../walkthrough-heads.ts'
import {
  allNodes,
  allUp,
  client,
  connected,
  get,
  handled,
  hasEntry,
  knownToMediators,
  master,
  neverTwoWriters,
  noAnswer,
  nothingLost,
  proxy,
  reader,
  replied,
  singletonOn,
  tellClient,
  topicRead,
  valueFound,
  write,
  writer,
  writeStored,
} from './seed-demo-builders.ts'
import {
  actor,
  afterwards,
  all,
  any,
  choose,
  event,
  eventually,
  never,
  participant,
} from './step-builders.ts'

/** The act of this type. */
const act = (type: Action['type']): EventPattern => ({ event: 'ActionDone', where: { 'action.type': type } })
const knownAtOnce: Check = {
  type: 'leadsTo',
  when: { event: 'ParticipantStopped', where: { participant: 'node-1' } },
  then: { event: 'MemberUnreachable', where: { member: '*node-1*' } },
  withinMs: 1000,
}

const forming: readonly Step[] = [
  {
    id: 'who-is-here',
    chapter: { en: 'The cluster forms', ja: 'クラスターができる' },
    say: {
      en: 'Here are four nodes that do not know each other yet. Two of them can run the writer, two run readers. A database and a client are outside of the cluster. The time is zero and stands still. Press “Next” and watch the nodes form a cluster.',
      ja: 'まだお互いを知らない4つのノードがあります。2つは書き込み役を動かすことができ、残りの2つは読み取り役を動かします。データベースとクライアントは、クラスターの外にあります。時刻は0で止まっています。「次へ」を押して、クラスターができる様子を見てみましょう。',
    },
    notes: {
      en: 'Ask who has run a cluster in production, and what went wrong first. Point at the roles: “update” may run the writer, “read” runs a reader.',
      ja: '本番でクラスターを動かしたことのある人に、最初に困ったことを尋ねましょう。ロールを指します。「update」は書き込み役を動かせるノード、「read」は読み取り役のノードです。',
    },
    points: [...allNodes, 'client', 'database'].map(participant),
  },
  {
    id: 'first-node',
    say: {
      en: 'node-1 is the first seed node, an address where others can join. It asks the other seed nodes for a cluster and finds none, so it forms a new cluster with itself as the only member. As its leader, node-1 changes its own status from Joining to Up at once.',
      ja: 'node-1 は最初のシードノードです。シードノードとは、参加の窓口になるノードのことです。node-1 はほかのシードノードに問い合わせてもクラスターが見つからないので、自分だけの新しいクラスターを作ります。リーダーは自分なので、状態をすぐに Joining から Up に変えます。',
    },
    notes: {
      en: 'Ask: why may only the first seed node form a cluster by itself? If all four did, there would be four clusters of one node.',
      ja: '「なぜ最初のシードノードだけが自分でクラスターを作ってよいのか」と尋ねましょう。4つとも作れば、1ノードのクラスターが4つできてしまいます。',
    },
    points: [participant('node-1')],
    await: {
      waiting: { en: 'node-1 to be Up', ja: 'node-1 が Up になる' },
      check: event('MemberChanged', 'node-1', { status: 'Up', member: '*node-1*' }),
      withinMs: 30_000,
    },
    speed: 0.15,
  },
  {
    id: 'singleton',
    say: {
      en: 'node-1 is now the oldest member with the role “update”. Its singleton manager therefore starts the writer here, and only here. The writer is event-sourced: when it starts, it loads its past events from the journal. Today there are none.',
      ja: 'node-1 は、ロール「update」を持つ最も古いメンバーになりました。そこで node-1 のシングルトンマネージャーが書き込み役を起動します。起動するのはここだけです。書き込み役はイベントソーシングを使うアクターなので、起動時にジャーナルから過去のイベントを読み込みます。今はまだ一つもありません。',
    },
    notes: {
      en: 'Point at the mark above node-1. It goes with the writer through the whole walkthrough. Ask what two writers would do: store different events under the same number.',
      ja: 'node-1 の上の印を指します。この印は最後まで書き込み役について回ります。「書き込み役が2つあったら?」と尋ねましょう。同じ番号で別のイベントを保存してしまいます。',
    },
    points: [actor('node-1', master), actor('node-1', writer)],
    await: {
      waiting: {
        en: 'the writer to start and recover on node-1',
        ja: '書き込み役が node-1 で起動し、リカバリーを終える',
      },
      check: all(singletonOn('node-1'), event('RecoveryCompleted', 'node-1', { actor: writer })),
      withinMs: 20_000,
    },
    lamps: [neverTwoWriters],
    speed: 0.1,
  },
  {
    id: 'client-connects',
    say: {
      en: 'The client is not a member of the cluster. It knows the addresses of the seed nodes. It contacts the receptionists there, which are the entry points for clients, and connects to one of them. Any receptionist will do, because each one can reach every registered service.',
      ja: 'クライアントはクラスターのメンバーではありません。知っているのはシードノードのアドレスだけです。そこにいるレセプショニスト(receptionist、クライアント用の窓口)に問い合わせ、そのうちの1つに接続します。どのレセプショニストからでも、登録されたすべてのサービスに届きます。',
    },
    notes: {
      en: 'The room often takes the client for a member. Point at its card: it has no status, it only says to which node it talks.',
      ja: 'クライアントをメンバーだと思う人がよくいます。カードを指しましょう。状態はなく、接続先のノードだけが書かれています。',
    },
    points: [participant('client'), actor('client', client)],
    await: {
      waiting: { en: 'the client to find a receptionist', ja: 'クライアントがレセプショニストに接続する' },
      check: connected,
      withinMs: 30_000,
    },
    speed: 0.5,
  },
  {
    id: 'all-up',
    say: {
      en: 'The other nodes join through the seed nodes. Gossip spreads the news from node to node. When all members have seen the same gossip, which is called convergence, the leader changes them from Joining to Up. A card with room for it has a strip, which shows how that node sees the members.',
      ja: 'ほかのノードもシードノードを通じて参加し、その情報はゴシップでノードからノードへ広まります。全メンバーが同じゴシップを見た状態を「収束」と呼びます。収束すると、リーダーが各ノードを Joining から Up に変えます。余裕のあるカードの帯は、そのノードから見た全メンバーの状態です。',
    },
    notes: {
      en: 'Let the room watch who turns to Up first: the cards do not change at the same instant. Ask who decides it. The leader does, and only after all have seen the same gossip.',
      ja: 'どのカードから Up になるかを見てもらいましょう。同時には変わりません。「決めるのは誰か」と尋ねます。リーダーです。しかも、全員が同じゴシップを見たあとだけです。',
    },
    points: allNodes.map(participant),
    await: {
      waiting: { en: 'all four nodes to be Up', ja: '4つのノードがすべて Up になる' },
      check: allUp(),
      withinMs: 60_000,
    },
    speed: 0.7,
  },
  {
    id: 'who-offers-what',
    say: {
      en: 'Gossip also spreads which services and which topic subscribers exist. This takes a second or two longer than the news of members. Pub/sub delivers a message at most once, so a message published too early would miss a reader. You wait until every node knows all of them.',
      ja: 'どのサービスがあり、誰がどのトピックを購読しているかも、ゴシップで広まります。メンバーの情報より1、2秒遅れます。Pub/Sub の配信は「高々一度」なので、早すぎる配信は読み取り役に届かないことがあります。そこで、全ノードに情報が行き渡るまで待ちます。',
    },
    notes: {
      en: 'Nothing moves on the cards here, so say what you wait for. Who writes too early sees a reader that missed the event; this happens in real systems, too.',
      ja: 'ここではカードに変化がないので、何を待っているかを言葉で伝えましょう。早く書き込みすぎると、読み取り役がイベントを見逃します。実際のシステムでも起こることです。',
    },
    points: [
      actor('node-1', proxy),
      actor('node-2', proxy),
      actor('node-3', reader),
      actor('node-4', reader),
    ],
    await: {
      waiting: {
        en: 'every node to know all services and subscribers',
        ja: '全ノードに、すべてのサービスと購読者が知れ渡る',
      },
      check: all(
        knownToMediators(allNodes, proxy, ['node-1', 'node-2']),
        knownToMediators(allNodes, topicRead, ['node-3', 'node-4']),
        knownToMediators(allNodes, reader, ['node-3', 'node-4']),
      ),
      withinMs: 60_000,
    },
    speed: 0.8,
  },
]

const writingAndReading: readonly Step[] = [
  {
    id: 'write-travels',
    chapter: { en: 'Write and read', ja: '書き込みと読み取り' },
    say: {
      en: 'You write hoge = fuga. The command goes from the client to a receptionist, and from there to a singleton proxy. The proxy knows on which node the writer runs and forwards the command. No other part needs to know that.',
      ja: 'hoge = fuga を書き込みます。コマンドはクライアントからレセプショニストへ、そこからシングルトンプロキシーへ届きます。プロキシーは書き込み役がどのノードで動いているかを知っていて、コマンドを転送します。ほかの部分は、それを知る必要がありません。',
    },
    notes: {
      en: 'Let the room name the stations while the command flies: client, receptionist, proxy, writer. The footprints beside a button follow one command hop by hop.',
      ja: 'コマンドが飛ぶ間に、通る場所を言ってもらいましょう。クライアント、レセプショニスト、プロキシー、書き込み役です。ボタンの横の足跡を使うと、1つのコマンドを1歩ずつ追えます。',
    },
    points: [participant('client'), actor('node-1', proxy), actor('node-1', writer)],
    actions: [write('hoge', 'fuga')],
    await: {
      waiting: { en: 'the command to reach the writer', ja: 'コマンドが書き込み役に届く' },
      check: handled('node-1', writer, 'Write'),
      withinMs: 10_000,
    },
    speed: 0.15,
  },
  {
    id: 'write-is-stored',
    say: {
      en: 'The writer does not change its state yet. First it turns the command into an event and sends the event to the database. It applies the event only after the database has confirmed that it is stored. So an acknowledged write cannot be lost.',
      ja: '書き込み役は、まだ状態を変えません。まずコマンドからイベントを作り、データベースに送ります。保存が確認されてから、はじめてイベントを状態に適用します。だから、確認応答を返した書き込みは失われません。',
    },
    notes: {
      en: 'Ask before you press Watch: when may the writer answer? Point at the writer, which has no entry yet, and at the event on its way to the database.',
      ja: '「見る」を押す前に「書き込み役はいつ応答してよいか」と尋ねましょう。まだデータのない書き込み役と、データベースへ向かうイベントを指します。',
    },
    points: [actor('node-1', writer), participant('database')],
    await: {
      waiting: { en: 'the database to confirm the event', ja: 'データベースがイベントの保存を確認する' },
      check: event('EventPersisted', 'node-1', { actor: writer }),
      withinMs: 5_000,
    },
    speed: 0.04,
  },
  {
    id: 'readers-follow',
    say: {
      en: 'Now the writer publishes the event on the topic “read”, and both readers apply it to their own copies. The client has its reply: stored as event 1. This pattern is called CQRS: commands go to one place, queries go to many.',
      ja: '続いて書き込み役がトピック「read」にイベントを配信し、2つの読み取り役がそれぞれのコピーに適用します。クライアントには「イベント1として保存」という応答が届きます。このパターンを CQRS と呼びます。コマンドの送り先は1か所、クエリーの送り先は複数です。',
    },
    notes: {
      en: 'Point at the three copies: the writer and both readers say hoge = fuga. The answer at the right names the event and says nothing about the readers.',
      ja: '3つのコピーを指します。書き込み役と2つの読み取り役が hoge = fuga になりました。右の応答にあるのはイベントの番号だけで、読み取り役のことは書かれていません。',
    },
    points: [actor('node-3', reader), actor('node-4', reader), participant('client')],
    await: {
      waiting: { en: 'both readers and the client to hear of it', ja: '2つの読み取り役とクライアントに届く' },
      check: all(
        hasEntry('node-3', reader, 'hoge', 'fuga'),
        hasEntry('node-4', reader, 'hoge', 'fuga'),
        writeStored(1),
      ),
      withinMs: 10_000,
    },
    speed: 0.15,
  },
  {
    id: 'get',
    say: {
      en: 'Now you read the value back with `Get(hoge)`. Commands go to the writer. A query only wants to know something, it changes nothing.',
      ja: '今度は `Get(hoge)` で値を読み取ります。コマンドは書き込み役へ届きました。クエリーは知りたいだけで、何も変えません。',
    },
    notes: {
      en: 'Take a vote with raised hands before you press Watch. Many people expect the database.',
      ja: '「見る」を押す前に手を挙げてもらいましょう。データベースだと思う人が多いはずです。',
    },
    ask: choose({
      ask: { en: 'Who answers?', ja: '答えるのは誰でしょうか。' },
      choices: [
        ['writer', 'The writer on node-1', 'node-1 の書き込み役', handled('node-1', writer, 'Get')],
        [
          'reader',
          'One of the two readers',
          '2つの読み取り役の一方',
          eventually({ event: 'MessageSent', where: { from: reader, label: 'GetReply' } }),
        ],
        ['database', 'The database', 'データベース', event('MessageSent', 'database', { label: 'GetReply' })],
      ],
      answer: 'reader',
      why: {
        en: 'A reader answers from its own memory. The writer and the database have nothing to do with it, so more readers can answer more queries.',
        ja: '読み取り役の一方が、自分のメモリーから答えます。書き込み役もデータベースも関わりません。だから読み取り役を増やせば、より多くのクエリーに答えられます。',
      },
    }),
    points: [participant('client'), actor('node-3', reader), actor('node-4', reader)],
    actions: [get('hoge')],
    await: {
      waiting: { en: 'the answer to Get', ja: 'Get の答えが届く' },
      check: valueFound('fuga'),
      withinMs: 10_000,
    },
    speed: 0.2,
  },
]

const failingOver: readonly Step[] = [
  {
    id: 'kill',
    chapter: { en: 'A node crashes', ja: 'ノードが落ちる' },
    say: {
      en: 'Now you kill node-1. Its process ends at once, and the writer dies with it. node-1 cannot say goodbye.',
      ja: 'ここで node-1 を強制終了します。プロセスはその場で終わり、書き込み役も一緒に落ちます。node-1 は別れを告げることもできません。',
    },
    notes: {
      en: '“The connection is closed” is the frequent answer. Ask what a pulled cable closes: nothing. Then point at the clock: the others need some seconds.',
      ja: '「接続が切れるから」という答えが多いでしょう。「ケーブルを抜いたら接続は閉じるか」と尋ねます。閉じません。それから時計を指しましょう。気づくまでに数秒かかります。',
    },
    ask: choose({
      ask: { en: 'How do the other nodes learn of it?', ja: 'ほかのノードはどうやって知るのでしょうか。' },
      choices: [
        [
          'at-once',
          'They know at once: the connection is closed',
          '接続が切れるので、すぐに分かる',
          knownAtOnce,
        ],
        [
          'heartbeats',
          'Its heartbeats are missing, so they suspect it after a while',
          'ハートビートが届かないので、しばらくして疑う',
          event('MemberUnreachable', 'node-2', { member: '*node-1*', rule: 'reaper tick' }),
        ],
        [
          'client',
          'The client gets no answer and reports it',
          '応答を得られないクライアントが知らせる',
          event('MessageSent', 'client', { to: '*/system/cluster*' }),
        ],
      ],
      answer: 'heartbeats',
      why: {
        en: 'node-1 tells nobody. A node that misses its heartbeats calls node-1 **unreachable**, and gossip spreads this. Unreachable does not mean dead: node-1 may just be slow.',
        ja: 'node-1 は誰にも知らせません。ハートビートが届かないことに気づいたノードが node-1 を「**到達不能**」と判断し、それがゴシップで広まります。落ちたという意味ではありません。遅いだけかもしれません。',
      },
    }),
    points: [participant('node-1'), participant('node-2')],
    actions: [{ type: 'Kill', participant: 'node-1' }],
    await: {
      waiting: { en: 'node-2 to miss the heartbeats', ja: 'node-2 がハートビートの途絶えに気づく' },
      check: event('MemberUnreachable', 'node-2', { member: '*node-1*' }),
      withinMs: 20_000,
    },
    lamps: [neverTwoWriters],
  },
  {
    id: 'down',
    say: {
      en: 'The remaining nodes must decide about node-1, and all must decide the same. When nothing has changed for a while, the side with the majority marks node-1 as Down and removes it. The proxy no longer knows a writer. It keeps every message until it finds the next one.',
      ja: '残ったノードは node-1 をどうするか決めなければなりません。しかも全員が同じ結論を出す必要があります。しばらく変化がなければ、多数派の側が node-1 を Down にして、クラスターから外します。プロキシーは書き込み役を見失い、次が見つかるまでメッセージをためておきます。',
    },
    notes: {
      en: 'Point at the mark: the singleton is nowhere, and nobody may start it yet. Ask what two halves of equal size would do. With this strategy, the half with the lowest address stays.',
      ja: '印を指します。シングルトンはどこにもなく、まだ誰も起動できません。「ちょうど半分ずつに分かれたら?」と尋ねましょう。この戦略では、アドレスが最小のノードを含む側が残ります。',
    },
    points: [participant('node-1'), actor('node-2', proxy)],
    await: {
      waiting: { en: 'the others to remove node-1', ja: '残りのノードが node-1 を外す' },
      check: all(
        event('SingletonIdentified', 'node-2', { singleton: null }),
        ...['node-2', 'node-3', 'node-4'].map(node =>
          event('MemberChanged', node, { status: 'Removed', member: '*node-1*' }),
        ),
      ),
      withinMs: 30_000,
    },
    lamps: [neverTwoWriters],
    speed: 1.2,
  },
  {
    id: 'write-meanwhile',
    say: {
      en: 'At this moment there is no writer at all. You write hoge = piyo anyway.',
      ja: '今この瞬間、書き込み役はどこにもいません。それでも hoge = piyo を書き込んでみます。',
    },
    notes: {
      en: "Ask where this command would be in the room's own systems. The buffer of the proxy is limited: when it is full, commands are dropped, and the lamp “Writes kept” turns red.",
      ja: '「皆さんのシステムなら、このコマンドはどこにあるか」と尋ねましょう。プロキシーのバッファーには上限があり、あふれるとコマンドは捨てられて、ランプ「書き込み保持」が赤になります。',
    },
    ask: choose({
      ask: { en: 'What happens to the command?', ja: 'コマンドはどうなるでしょうか。' },
      choices: [
        [
          'lost',
          'It is lost',
          '失われる',
          any(
            ...(['MessageDropped', 'DeadLetter'] as const).map(type =>
              eventually({ event: type, where: { label: 'Write' } }),
            ),
          ),
        ],
        ['refused', 'The client gets an error', 'クライアントにエラーが返る', noAnswer],
        [
          'kept',
          'It waits in the proxy',
          'プロキシーで待つ',
          event('SingletonIdentified', 'node-2', { singleton: null, buffered: 1 }),
        ],
      ],
      answer: 'kept',
      why: {
        en: 'The proxy on node-2 does not know a writer. It keeps the command until there is one again.',
        ja: 'node-2 のプロキシーは書き込み役を知りません。次の書き込み役が現れるまで、コマンドを取っておきます。',
      },
    }),
    points: [participant('client'), actor('node-2', proxy)],
    actions: [write('hoge', 'piyo')],
    await: {
      waiting: { en: 'the command to reach the proxy', ja: 'コマンドがプロキシーに届く' },
      check: handled('node-2', proxy, 'Write'),
      withinMs: 10_000,
    },
    speed: 0.2,
  },
  {
    id: 'fail-over',
    say: {
      en: 'node-2 is now the oldest “update” node, so the writer starts there. It replays event 1 from the journal and has its state again. Then it handles the waiting command and stores it as event 2. The client only notices that the reply took longer.',
      ja: 'node-2 が最も古い「update」ノードになったので、書き込み役はそこで起動します。ジャーナルのイベント1を再生して状態を復元し、待っていたコマンドを処理してイベント2として保存します。クライアントから見ると、応答が少し遅かっただけです。',
    },
    notes: {
      en: 'Point at the database: two events, written by two different nodes. No node copied anything to another one; the journal was enough.',
      ja: 'データベースを指します。2件のイベントは、別々のノードが書いたものです。ノードの間では何もコピーしていません。ジャーナルだけで足りたのです。',
    },
    points: [actor('node-2', writer), participant('database'), participant('client')],
    await: {
      waiting: {
        en: 'the writer on node-2 to store event 2',
        ja: 'node-2 の書き込み役がイベント2を保存する',
      },
      check: all(
        event('RecoveryCompleted', 'node-2', { actor: writer }),
        hasEntry('node-2', writer, 'hoge', 'piyo'),
        writeStored(2),
      ),
      withinMs: 30_000,
    },
    lamps: [neverTwoWriters],
    speed: 0.6,
  },
  {
    id: 'new-incarnation',
    say: {
      en: 'node-1 starts again at the same address. The cluster treats it as a new incarnation: a new member with a new number, and the youngest of all.',
      ja: 'node-1 を同じアドレスで再び起動します。クラスターはこれを新しいインカーネーション、つまり新しい番号を持つ最も若いメンバーとして扱います。',
    },
    notes: {
      en: 'Leader and oldest are often mixed up. Point at both: the crown is on node-1 again, the mark of the singleton stays on node-2.',
      ja: 'リーダーと最も古いノードは混同されがちです。両方を指しましょう。王冠は node-1 に戻り、シングルトンの印は node-2 に残っています。',
    },
    ask: choose({
      ask: {
        en: 'Where does the writer run when node-1 is back?',
        ja: 'node-1 が戻ると、書き込み役はどこで動くでしょうか。',
      },
      choices: [
        [
          'back',
          'It returns to node-1',
          'node-1 に戻る',
          afterwards(act('Start'), { fact: 'singleton-on', node: 'node-1' }),
        ],
        [
          'stays',
          'It stays on node-2',
          'node-2 のまま',
          all(singletonOn('node-2'), { type: 'always', what: { fact: 'singleton-on', node: 'node-2' } }),
        ],
      ],
      answer: 'stays',
      why: {
        en: 'A singleton runs on the **oldest** node of its role, and that is node-2 now. node-1 is the leader again, because the leader is the member with the lowest address. These are two different things.',
        ja: 'シングルトンは、そのロールで**最も古い**ノードで動きます。今は node-2 です。リーダーはアドレスが最小のメンバーなので、再び node-1 です。この2つは別のものです。',
      },
    }),
    points: [participant('node-1'), actor('node-2', writer)],
    actions: [{ type: 'Start', participant: 'node-1' }],
    await: {
      waiting: { en: 'node-1 to be Up again', ja: 'node-1 が再び Up になる' },
      check: allUp(),
      withinMs: 60_000,
    },
    lamps: [neverTwoWriters],
    speed: 0.6,
  },
]

const failingSmall: readonly Step[] = [
  {
    id: 'writer-fails',
    chapter: { en: 'A small failure', ja: '小さな失敗' },
    say: {
      en: 'This time only the writer fails, not its node: it throws an exception while it handles a command. Its supervisor restarts it, and it recovers its state from the journal. The cluster does not change. The command that failed is lost, and the client gets no reply to it.',
      ja: '今度はノードではなく、書き込み役だけが失敗します。コマンドの処理中に例外をスローします。スーパーバイザーが再起動し、書き込み役はジャーナルから状態を復元します。クラスターに変化はありません。失敗したコマンドは失われ、クライアントに応答は届きません。',
    },
    notes: {
      en: 'Compare it with the crash: no status changes, and no other node notices. Ask what the client sees: no answer, and later a time-out.',
      ja: 'クラッシュと比べましょう。状態は変わらず、ほかのノードは気づきません。「クライアントには何が見えるか」と尋ねます。応答がなく、やがてタイムアウトします。',
    },
    points: [actor('node-2', writer)],
    actions: [{ type: 'FailNext', participant: 'node-2', actor: writer }, write('neko', 'nya')],
    await: {
      waiting: { en: 'the writer to restart and recover', ja: '書き込み役が再起動し、リカバリーを終える' },
      check: all(
        event('ActorRestarted', 'node-2', { actor: writer }),
        event('RecoveryCompleted', 'node-2', { actor: writer }),
      ),
      withinMs: 20_000,
    },
    speed: 0.2,
  },
  {
    id: 'write-again',
    say: {
      en: 'The client sends the command again, and now it becomes event 3. All members stayed Up the whole time. Supervision repairs a small failure at the place where it happens.',
      ja: 'クライアントがもう一度コマンドを送ると、今度は成功してイベント3になります。その間、すべてのメンバーは Up のままです。小さな失敗は、起きた場所で直します。それがスーパービジョンの役目です。',
    },
    notes: {
      en: 'Ask: may a client repeat a command blindly? To write the same value twice is harmless. To withdraw 100 euros twice is not.',
      ja: '「クライアントはコマンドをそのまま繰り返してよいか」と尋ねましょう。同じ値を2回書くのは無害ですが、1万円を2回引き出すのは困ります。',
    },
    points: [participant('client'), actor('node-2', writer)],
    actions: [write('neko', 'nya')],
    await: {
      waiting: { en: 'event 3 to be stored', ja: 'イベント3が保存される' },
      check: writeStored(3),
      withinMs: 10_000,
    },
    speed: 0.25,
  },
  {
    id: 'snapshot',
    say: {
      en: 'A replay of three events is quick, a replay of a million is not. So the writer saves a snapshot, which is its whole state. Commands that arrive meanwhile are stashed. Afterwards it deletes the events, because the snapshot contains them.',
      ja: '3件のイベントの再生はすぐ終わりますが、100万件では時間がかかります。そこで書き込み役は、状態全体をスナップショットとして保存します。その間に届いたコマンドはスタッシュ(stash)に取っておきます。保存が終わると、スナップショットに含まれるイベントを削除します。',
    },
    notes: {
      en: 'Point at the database after the step: no events, one snapshot. Ask what is gone with the events: the history, and whatever could have been built from it.',
      ja: '再生後にデータベースを指します。イベントは0件、スナップショットは1つです。「イベントと一緒に失われたものは?」と尋ねましょう。履歴と、履歴から作れたはずのものです。',
    },
    points: [actor('node-2', writer), participant('database')],
    actions: [tellClient({ type: 'SaveSnapshot' })],
    await: {
      waiting: { en: 'the snapshot to be saved', ja: 'スナップショットが保存される' },
      check: all(
        event('SnapshotSaved', 'node-2', { actor: writer }),
        replied('"SnapshotAck","sequenceNr":3}'),
      ),
      withinMs: 10_000,
    },
    speed: 0.3,
  },
]

const leavingAndPower: readonly Step[] = [
  {
    id: 'leave',
    chapter: { en: 'Leave, and lose power', ja: '離脱と停電' },
    say: {
      en: 'Now you make node-2 leave, as for an upgrade. node-2 announces it, so nobody has to wait for a time-out. It hands over the singleton before it stops.',
      ja: '今度は、アップグレードのときのように node-2 をクラスターから離脱させます。node-2 が自分で知らせるので、タイムアウトを待つ必要はありません。停止する前にシングルトンを引き渡します。',
    },
    notes: {
      en: 'The answer is a click on a card. Compare the times: this hand-over takes less than two seconds, the fail-over after the crash took more than ten.',
      ja: '答えはカードのクリックです。時間を比べましょう。この引き渡しは2秒もかかりませんが、クラッシュのあとのフェイルオーバーには10秒以上かかりました。',
    },
    ask: {
      type: 'point',
      ask: {
        en: 'On which node will the writer run next?',
        ja: '書き込み役は次にどのノードで動くでしょうか。',
      },
      answers: [participant('node-1')],
      claim: all(
        afterwards(act('Leave'), { fact: 'singleton-on', node: 'node-1' }),
        ...['node-3', 'node-4'].map(node => never({ fact: 'singleton-on', node })),
      ),
      why: {
        en: 'node-1 is the only other node with the role “update”. The old writer stops first, then the new one starts: for a moment there is none, but never two.',
        ja: 'ロール「update」を持つほかのノードは node-1 だけです。まず古い書き込み役が止まり、それから新しい書き込み役が起動します。一瞬いなくなることはあっても、2つになることはありません。',
      },
    },
    points: [participant('node-2'), actor('node-2', master), actor('node-1', master)],
    actions: [{ type: 'Leave', node: 'node-2' }],
    await: {
      waiting: { en: 'the hand-over to node-1', ja: 'node-1 への引き渡しが終わる' },
      check: all(
        event('RecoveryCompleted', 'node-1', { actor: writer }),
        event('ParticipantStopped', 'conductor', { participant: 'node-2' }),
      ),
      withinMs: 60_000,
    },
    lamps: [neverTwoWriters],
    speed: 0.4,
  },
  {
    id: 'power-failure',
    say: {
      en: 'The last accident is a power failure. All processes stop at the same instant. Only the data that the database has stored is left. The nodes start again and form a cluster, and the writer loads its snapshot from the database.',
      ja: '最後の事故は停電です。すべてのプロセスが同時に止まります。残るのは、データベースに保存されたデータだけです。ノードは起動し直して再びクラスターを作り、書き込み役はデータベースからスナップショットを読み込みます。',
    },
    notes: {
      en: 'Point at node-2 afterwards: it had left, so it does not start again. A reload of the page is a power failure, too; try it after the talk.',
      ja: '再生後に node-2 を指します。離脱していたので、起動し直しません。ページの再読み込みも停電と同じです。あとで試してみてください。',
    },
    points: [participant('database'), participant('node-1')],
    actions: [{ type: 'PowerFailure' }],
    await: {
      waiting: { en: 'the cluster to form again', ja: 'クラスターが再び組み上がる' },
      check: all(
        event('RecoveryCompleted', 'node-1', { actor: writer }),
        ...['node-3', 'node-4'].map(node =>
          event('MemberChanged', node, { status: 'Up', member: `*${node}*` }),
        ),
        event('ClientConnected', 'client'),
      ),
      withinMs: 60_000,
    },
    speed: 0.9,
  },
  {
    id: 'readers-catch-up',
    say: {
      en: 'The copies of the readers were only in memory, so they were lost. When the readers started, they loaded the snapshot from the database, and there are no events after it. So they are up to date. Now you wait until every node has found them again.',
      ja: '読み取り役のコピーはメモリーにしかなかったので、停電で消えました。しかし、起動したときにデータベースからスナップショットを読み込んでいます。その後のイベントはないので、もう最新の状態です。あとは、全ノードから再び見つけられるようになるのを待ちます。',
    },
    notes: {
      en: 'Ask where the data of the readers comes from now. No other node gave it to them: it comes from the snapshot in the database.',
      ja: '「読み取り役のデータは、今どこから来たのか」と尋ねましょう。ほかのノードからではありません。データベースのスナップショットからです。',
    },
    points: [actor('node-3', reader), actor('node-4', reader)],
    await: {
      waiting: {
        en: 'every node to find the readers, with every entry',
        ja: '内容のそろった読み取り役を、全ノードが見つける',
      },
      check: all(
        hasEntry('node-3', reader, 'hoge', 'piyo'),
        hasEntry('node-4', reader, 'neko', 'nya'),
        knownToMediators(['node-1', 'node-3', 'node-4'], reader, ['node-3', 'node-4']),
      ),
      withinMs: 60_000,
    },
    speed: 0.7,
  },
  {
    id: 'still-there',
    say: {
      en: 'Read hoge once more: the answer is piyo. After a kill, a failure, a leave and a power failure, every acknowledged write is still there. Now it is your turn. Break something.',
      ja: 'もう一度 Get(hoge) で読み取ると、答えは piyo です。強制終了、失敗、離脱、停電のあとも、確認応答を返した書き込みはすべて残っています。今度はあなたの番です。何かを壊してみてください。',
    },
    notes: {
      en: 'Let the room choose what to break next. The lamps below the canvas say what must hold whatever happens.',
      ja: '次に何を壊すかを決めてもらいましょう。図の下のランプは、何が起きても成り立つべきことを示します。',
    },
    points: [participant('client')],
    actions: [get('hoge')],
    await: {
      waiting: { en: 'the answer to Get', ja: 'Get の答えが届く' },
      check: valueFound('piyo'),
      withinMs: 20_000,
    },
    lamps: [nothingLost, neverTwoWriters],
    speed: 0.2,
  },
]

/**
 * The demo of a tutorial on event sourcing and CQRS with a cluster, extended by failures of writer, node and power.
 */
export const seedDemo: Walkthrough = {
  ...walkthroughHeads.seedDemo,
  steps: [...forming, ...writingAndReading, ...failingOver, ...failingSmall, ...leavingAndPower],
}
