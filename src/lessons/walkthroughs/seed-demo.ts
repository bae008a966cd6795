import type { Step, Walkthrough } from '../lesson.ts'
import {
  allNodes,
  allUp,
  answered,
  client,
  connected,
  found,
  get,
  handled,
  has,
  known,
  master,
  oneWriter,
  proxy,
  reader,
  singletonOn,
  stored,
  tell,
  topicRead,
  write,
  writer,
} from './seed-demo-steps.ts'
import { actor, all, event, participant } from './step-words.ts'

const forming: readonly Step[] = [
  {
    id: 'who-is-here',
    say: {
      en: 'Here are four nodes that do not know each other yet: two that may write, two that only read. Below them is the database, and outside the ring a client. Time stands still at zero. Press “next” and watch them find each other.',
      ja: 'まだお互いを知らない4つのノードがあります。書き込み用が2つ、読み取り用が2つです。下にあるのはデータベース、輪の外にいるのはクライアントです。時刻は0で止まっています。「次へ」を押すと、ノードたちが出会い始めます。',
    },
    points: [...allNodes, 'client', 'database'].map(participant),
  },
  {
    id: 'first-node',
    say: {
      en: 'A cluster has to begin somewhere. node-1 is the first seed node: it asked the other seed node, found no cluster, and so joined itself. As leader of a cluster of one it moves itself from Joining to Up at once: there is nobody to wait for.',
      ja: 'クラスターはどこかで始まらなければなりません。最初のシードノードである node-1 は、もう一つのシードノードに尋ねてもクラスターが見つからなかったので、自分自身に参加しました。1台だけのクラスターのリーダーなので、誰も待たずに、自分をすぐ Joining から Up にします。',
    },
    points: [participant('node-1')],
    await: {
      check: event('MemberChanged', 'node-1', { status: 'Up', member: '*node-1*' }),
      withinMs: 30_000,
    },
  },
  {
    id: 'singleton',
    say: {
      en: 'node-1 is now the oldest member with the role “update”. So its singleton manager starts the writer here, and nowhere else. An event-sourced actor starts by asking the journal what happened so far. Today the answer is: nothing.',
      ja: 'node-1 は、ロール「update」を持つ最も古いメンバーになりました。そこで node-1 のシングルトン管理役だけが、書き込み役を起動します。イベントソースされたアクターは、まずジャーナルに過去の出来事を尋ねます。今日の答えは「何もない」です。',
    },
    points: [actor('node-1', master), actor('node-1', writer)],
    await: {
      check: all(singletonOn('node-1'), event('RecoveryCompleted', 'node-1', { actor: writer })),
      withinMs: 20_000,
    },
    checks: [oneWriter],
  },
  {
    id: 'all-up',
    say: {
      en: 'The others join through the seed nodes, and gossip carries the news from node to node. Once everybody has seen the same gossip, that is convergence, the leader moves them from Joining to Up. The strip on each card shows how that node sees all of them.',
      ja: 'ほかのノードもシードノードを通じて参加し、ゴシップがその知らせを広めます。全員が同じゴシップを見た状態、つまり収束に達すると、リーダーが Joining のノードを Up にします。カードの帯は、そのノードから見た全員の様子です。',
    },
    points: allNodes.map(participant),
    await: { check: allUp(), withinMs: 60_000 },
  },
  {
    id: 'client-connects',
    say: {
      en: 'The client is not a member. It knows two addresses, asks the receptionist there for more, and talks to one node from now on. Which node it talks to does not matter: every receptionist can find every registered service.',
      ja: 'クライアントはメンバーではありません。知っている2つのアドレスの receptionist に接続先を尋ね、以後はそのうちの1つのノードと話します。どのノードでも構いません。どの receptionist からも、登録されたサービスをすべて見つけられるからです。',
    },
    points: [participant('client'), actor('client', client)],
    await: { check: connected, withinMs: 30_000 },
  },
  {
    id: 'who-offers-what',
    say: {
      en: 'Who offers a service and who listens to a topic spreads by gossip as well, a second or two behind the members. A message published too early would miss a reader, for pub/sub promises at most once. So we wait until every node knows them all.',
      ja: '誰がサービスを提供し、誰がトピックを購読しているかも、メンバー情報に1、2秒遅れてゴシップで広まります。Pub/Sub の保証は「高々一度」なので、早すぎる配信は届かないことがあります。そこで、全ノードに知れ渡るまで待ちます。',
    },
    points: [
      actor('node-1', proxy),
      actor('node-2', proxy),
      actor('node-3', reader),
      actor('node-4', reader),
    ],
    await: {
      check: all(
        known(allNodes, proxy, ['node-1', 'node-2']),
        known(allNodes, topicRead, ['node-3', 'node-4']),
        known(allNodes, reader, ['node-3', 'node-4']),
      ),
      withinMs: 60_000,
    },
  },
]

const writingAndReading: readonly Step[] = [
  {
    id: 'write-travels',
    say: {
      en: 'Somebody writes hoge = fuga. The command flies from the client to a receptionist, from there to a singleton proxy, and the proxy knows where the writer lives. Nobody else had to know.',
      ja: 'hoge = fuga を書き込みます。コマンドはクライアントから receptionist へ、そこからシングルトンのプロキシーへと飛び、書き込み役の居場所を知るプロキシーが届けます。ほかの誰も、居場所を知る必要はありません。',
    },
    points: [participant('client'), actor('node-2', proxy), actor('node-1', writer)],
    actions: [write('hoge', 'fuga')],
    await: { check: handled('node-1', writer, 'Write'), withinMs: 10_000 },
    speed: 0.5,
  },
  {
    id: 'write-is-stored',
    say: {
      en: 'The writer does not change its state yet. First it turns the command into an event and sends that to the database. Only when the database says “stored” does it apply the event. What is acknowledged can no longer be lost.',
      ja: '書き込み役は、まだ状態を変えません。まずコマンドからイベントを作り、データベースに送ります。「保存した」という返事が来てはじめて、イベントを適用します。だから、確認応答を返したものは失われません。',
    },
    points: [actor('node-1', writer), participant('database')],
    await: { check: event('EventPersisted', 'node-1', { actor: writer }), withinMs: 5_000 },
    speed: 0.25,
  },
  {
    id: 'readers-follow',
    say: {
      en: 'Now the writer publishes the event on the topic “read”, and both readers apply it to their own copies. The client has its answer: stored as event 1. This is CQRS: commands go to one place, queries to many.',
      ja: '続いて書き込み役がトピック「read」にイベントを配信し、2つの読み取り役がそれぞれの写しに適用します。クライアントにも「イベント1として保存」と返事が届きました。これが CQRS です。コマンドは1か所へ、クエリーは何か所にでも送れます。',
    },
    points: [actor('node-3', reader), actor('node-4', reader), participant('client')],
    await: {
      check: all(has('node-3', reader, 'hoge', 'fuga'), has('node-4', reader, 'hoge', 'fuga'), stored(1)),
      withinMs: 10_000,
    },
    speed: 0.5,
  },
  {
    id: 'get',
    say: {
      en: 'Now read it back: Get(hoge). One of the two readers answers from its own memory, and the writer notices nothing. The answer is fuga.',
      ja: '今度は Get(hoge) で読み取ります。2つの読み取り役のうち1つが自分のメモリーから答え、書き込み役は何も気づきません。答えは fuga です。',
    },
    points: [participant('client'), actor('node-3', reader), actor('node-4', reader)],
    actions: [get('hoge')],
    await: { check: found('fuga'), withinMs: 10_000 },
    speed: 0.5,
  },
]

const failingOver: readonly Step[] = [
  {
    id: 'kill',
    say: {
      en: 'Now the accident: node-1 is killed, and the writer with it. It says no last words. The others notice only that its heartbeats stay away, and their suspicion grows until they call it unreachable. Unreachable is not dead: it may just be slow.',
      ja: 'ここで事故です。node-1 を、書き込み役ごと強制終了します。最後のひと言はありません。ほかのノードは、ハートビートが届かないことから疑いを強め、やがて「到達不能」と判断します。到達不能は、死んだという意味ではありません。遅いだけかもしれないのです。',
    },
    points: [participant('node-1'), participant('node-2')],
    actions: [{ type: 'Kill', participant: 'node-1' }],
    await: { check: event('MemberUnreachable', 'node-2', { member: '*node-1*' }), withinMs: 20_000 },
    checks: [oneWriter],
  },
  {
    id: 'down',
    say: {
      en: 'Somebody has to decide, and all must decide alike. After a while without change, the side with the majority marks node-1 as Down and removes it. The proxy forgets the old writer and keeps every message from now on until it finds the next one.',
      ja: '誰かが決めなければならず、しかも全員が同じ決定をしなければなりません。しばらく変化がなければ、多数派の側が node-1 を Down とし、クラスターから外します。プロキシーは古い書き込み役を忘れ、次が見つかるまでメッセージを溜めておきます。',
    },
    points: [participant('node-1'), actor('node-2', proxy)],
    await: {
      check: all(
        event('SingletonIdentified', 'node-2', { singleton: null }),
        ...['node-2', 'node-3', 'node-4'].map(node =>
          event('MemberChanged', node, { status: 'Removed', member: '*node-1*' }),
        ),
      ),
      withinMs: 30_000,
    },
    checks: [oneWriter],
  },
  {
    id: 'write-meanwhile',
    say: {
      en: 'Right now there is no writer at all. Let us write all the same: hoge = piyo. The command reaches the proxy on node-2, and there it waits.',
      ja: '今この瞬間、書き込み役はどこにもいません。それでも hoge = piyo を書き込んでみましょう。コマンドは node-2 のプロキシーに届き、そこで待ちます。',
    },
    points: [participant('client'), actor('node-2', proxy)],
    actions: [write('hoge', 'piyo')],
    await: { check: handled('node-2', proxy, 'Write'), withinMs: 10_000 },
    speed: 0.5,
  },
  {
    id: 'fail-over',
    say: {
      en: 'node-2 is the oldest “update” node now, so the writer starts there. It replays its event from the journal and has its state back. Then the waiting command arrives and becomes event 2. The client only saw a slow answer.',
      ja: '今や node-2 が最も古い「update」ノードなので、書き込み役はそこで起動します。ジャーナルからイベントを再生して状態を取り戻し、待っていたコマンドを受け取ってイベント2にします。クライアントから見れば、返事が少し遅かっただけです。',
    },
    points: [actor('node-2', writer), participant('database'), participant('client')],
    await: {
      check: all(
        event('RecoveryCompleted', 'node-2', { actor: writer }),
        has('node-2', writer, 'hoge', 'piyo'),
        stored(2),
      ),
      withinMs: 30_000,
    },
    checks: [oneWriter],
  },
  {
    id: 'new-incarnation',
    say: {
      en: 'node-1 starts again at the same address. For the cluster it is somebody new: a new incarnation with a new number, and the youngest of all. It leads again, for the leader is simply the lowest address. But the writer stays on node-2, for a singleton lives with the oldest.',
      ja: 'node-1 を同じアドレスで再び起動します。クラスターにとっては別人、つまり新しい番号を持つ新しい世代で、最も若いメンバーです。リーダーはアドレス順で決まるので、再び node-1 です。しかしシングルトンは最も古いノードに住むので、書き込み役は node-2 のままです。',
    },
    points: [participant('node-1'), actor('node-2', writer)],
    actions: [{ type: 'Start', participant: 'node-1' }],
    await: { check: allUp(), withinMs: 60_000 },
    checks: [oneWriter],
  },
]

const failingSmall: readonly Step[] = [
  {
    id: 'writer-fails',
    say: {
      en: 'This time only the writer fails, not its node: it throws an exception while it handles a command. Its supervisor restarts it, and it recovers from the journal. The cluster noticed nothing. The command that made it fail is gone, and the client will get no answer to it.',
      ja: '今度はノードではなく、書き込み役だけが失敗します。コマンドの処理中に例外を投げるのです。スーパーバイザーがそれを再起動し、書き込み役はジャーナルから状態を取り戻します。クラスターは何も気づきません。失敗のもとになったコマンドは失われ、クライアントに返事は届きません。',
    },
    points: [actor('node-2', writer)],
    actions: [{ type: 'FailNext', participant: 'node-2', actor: writer }, write('neko', 'nya')],
    await: {
      check: all(
        event('ActorRestarted', 'node-2', { actor: writer }),
        event('RecoveryCompleted', 'node-2', { actor: writer }),
      ),
      withinMs: 20_000,
    },
    speed: 0.5,
  },
  {
    id: 'write-again',
    say: {
      en: 'So the client asks once more, and now it works: event 3. All four nodes were Up all the time. Small failures are healed where they happen; that is what supervision is for.',
      ja: 'そこでクライアントがもう一度送ると、今度は成功し、イベント3になりました。その間、4つのノードはずっと Up のままです。小さな失敗は、起きたその場で直す。それがスーパービジョンの役目です。',
    },
    points: [participant('client'), actor('node-2', writer)],
    actions: [write('neko', 'nya')],
    await: { check: stored(3), withinMs: 10_000 },
  },
  {
    id: 'snapshot',
    say: {
      en: 'Replaying three events is quick, replaying a million is not. So the writer saves a snapshot of its whole state; commands that come meanwhile are stashed. Then the events that the snapshot covers can be deleted.',
      ja: '3件のイベントの再生は一瞬ですが、100万件ではそうはいきません。そこで書き込み役は、状態全体のスナップショットを保存します。その間に来たコマンドは stash しておきます。保存が終われば、スナップショットに含まれるイベントは削除できます。',
    },
    points: [actor('node-2', writer), participant('database')],
    actions: [tell({ type: 'SaveSnapshot' })],
    await: {
      check: all(
        event('SnapshotSaved', 'node-2', { actor: writer }),
        answered('"SnapshotAck","sequenceNr":3}'),
      ),
      withinMs: 10_000,
    },
    speed: 0.5,
  },
]

const leavingAndPower: readonly Step[] = [
  {
    id: 'leave',
    say: {
      en: 'node-2 leaves, as it would for an upgrade. Now nobody has to guess: it says goodbye, hands the singleton over, and only then goes. The old writer has stopped before the new one starts on node-1, and no timeout was waited for.',
      ja: 'アップグレードのときのように、node-2 をクラスターから離脱させます。今度は誰も推測する必要がありません。別れを告げ、シングルトンを引き渡してから去ります。古い書き込み役が止まってから、新しい書き込み役が node-1 で起動します。タイムアウトは一度も待っていません。',
    },
    points: [participant('node-2'), actor('node-2', master), actor('node-1', master)],
    actions: [{ type: 'Leave', node: 'node-2' }],
    await: {
      check: all(
        event('RecoveryCompleted', 'node-1', { actor: writer }),
        event('ParticipantStopped', 'conductor', { participant: 'node-2' }),
      ),
      withinMs: 60_000,
    },
    checks: [oneWriter],
  },
  {
    id: 'power-failure',
    say: {
      en: 'The last accident is the greatest: the power fails. Every process dies in the same instant, and only what the database had stored is left. The nodes start again, find each other, and the writer asks the journal: what happened so far?',
      ja: '最後は最大の事故、停電です。すべてのプロセスが同時に落ち、残るのはデータベースに保存されたものだけです。ノードは起動し直し、再び出会い、書き込み役は「これまでに何があったのか」とジャーナルに尋ねます。',
    },
    points: [participant('database'), participant('node-1')],
    actions: [{ type: 'PowerFailure' }],
    await: {
      check: all(
        event('RecoveryCompleted', 'node-1', { actor: writer }),
        ...['node-3', 'node-4'].map(node =>
          event('MemberChanged', node, { status: 'Up', member: `*${node}*` }),
        ),
        event('ClientConnected', 'client'),
      ),
      withinMs: 60_000,
    },
  },
  {
    id: 'readers-catch-up',
    say: {
      en: 'The readers had nothing but their memory, and that is gone. They read the snapshot and the events after it from the journal, and have caught up.',
      ja: '読み取り役が持っていたのはメモリーだけで、それも消えてしまいました。そこでスナップショットと、その後のイベントをジャーナルから読み、追いつきます。',
    },
    points: [actor('node-3', reader), actor('node-4', reader)],
    await: {
      check: all(
        has('node-3', reader, 'hoge', 'piyo'),
        has('node-4', reader, 'neko', 'nya'),
        known(['node-1', 'node-3', 'node-4'], reader, ['node-3', 'node-4']),
      ),
      withinMs: 60_000,
    },
  },
  {
    id: 'still-there',
    say: {
      en: 'Get(hoge) once more. A kill, a failure, a farewell and a power failure later, the answer is piyo: everything that was ever acknowledged is still there. Now it is your turn. Break something.',
      ja: 'もう一度 Get(hoge) です。強制終了、失敗、離脱、停電を経ても、答えは piyo。確認応答を返したものは、すべて残っています。さあ、今度はあなたの番です。何かを壊してみてください。',
    },
    points: [participant('client')],
    actions: [get('hoge')],
    await: { check: found('piyo'), withinMs: 20_000 },
    checks: [{ type: 'never', what: { event: 'PersistFailed' } }, oneWriter],
  },
]

/** The demo of an article on event sourcing and CQRS with a cluster, and what its reader would ask next. */
export const seedDemo: Walkthrough = {
  id: 'seed-demo',
  scenario: 'cqrs',
  seed: 7,
  title: {
    en: 'Event sourcing and CQRS on a cluster',
    ja: 'クラスターで実現する Event Sourcing + CQRS',
  },
  about: {
    en: 'A write, a read, a crash, a failure, a farewell and a power failure: and nothing acknowledged is lost.',
    ja: '書き込み、読み取り、クラッシュ、失敗、離脱、そして停電。それでも、確認応答を返したものは失われません。',
  },
  steps: [...forming, ...writingAndReading, ...failingOver, ...failingSmall, ...leavingAndPower],
}
