import type { Bilingual } from '../narration/index.ts'

export interface GlossaryEntry {
  readonly term: Bilingual
  /** The explanation: one sentence, in few cases two short ones. */
  readonly means: Bilingual
}

const entry = (term: string, en: string, ja: string, termJa = term): GlossaryEntry => ({
  term: { en: term, ja: termJa },
  means: { en, ja },
})

/** Terms of the page and of the lessons. Components refer to them by key. */
export const glossary = {
  actor: entry(
    'actor',
    'A small process with a mailbox: it handles one message at a time, and only messages can change it.',
    'メールボックスを持つ小さなプロセス。メッセージを一つずつ処理し、メッセージによってのみ状態が変わります。',
    'アクター',
  ),
  node: entry(
    'node',
    'An actor system with its own address; here it runs in its own Web Worker.',
    '独自のアドレスを持つアクターシステム。ここでは一つの Web Worker で動きます。',
    'ノード',
  ),
  incarnation: entry(
    'incarnation',
    'One start of a node at its address; after a restart the node is a new incarnation with a new number.',
    'あるアドレスでのノードの1回の起動。起動し直すと、新しい番号を持つ新しいインカーネーションになります。',
    'インカーネーション',
  ),
  member: entry(
    'member',
    'A node that has joined the cluster, as each other node sees it.',
    'クラスターに参加したノード。状態はノードごとに見え方が異なることがあります。',
    'メンバー',
  ),
  seedNode: entry(
    'seed node',
    'A node with a known address that other nodes contact to join; the first seed node may form a new cluster.',
    '参加の窓口となる、アドレスが知られたノード。最初のシードノードは新しいクラスターを作ることができます。',
    'シードノード',
  ),
  role: entry(
    'role',
    'A label of a node that decides which actors run on it.',
    'ノードに付けるラベル。どのアクターをそのノードで動かすかを決めます。',
    'ロール',
  ),
  joining: entry(
    'Joining',
    'The node has asked to join; the leader changes it to Up after convergence.',
    '参加を申し込んだ状態。収束すると、リーダーが Up にします。',
  ),
  weaklyUp: entry(
    'WeaklyUp',
    'Admitted while another member is unreachable and convergence is impossible; not yet Up.',
    '到達不能なメンバーがいて収束できない間、仮に参加を認められた状態。まだ Up ではありません。',
  ),
  up: entry('Up', 'A full member of the cluster.', 'クラスターの正式なメンバーである状態。'),
  preparingForShutdown: entry(
    'PreparingForShutdown',
    'The whole cluster is about to stop: no node joins any more, and no singleton moves.',
    'クラスター全体の停止を準備している状態。新しいノードは参加できず、シングルトンも移りません。',
  ),
  readyForShutdown: entry(
    'ReadyForShutdown',
    'All members know that the whole cluster stops; each can leave at once, in any order.',
    'クラスター全体の停止が全メンバーに伝わった状態。どのメンバーも、順番を待たずにすぐ離脱できます。',
  ),
  leaving: entry(
    'Leaving',
    'The node has announced that it will leave; next, its singletons are handed over.',
    '離脱を申し出た状態。このあと、シングルトンなどの引き渡しが始まります。',
  ),
  exiting: entry(
    'Exiting',
    'All members know that the node leaves; it completes its hand-overs and stops.',
    '離脱が全メンバーに伝わった状態。引き渡しを済ませて停止します。',
  ),
  down: entry(
    'Down',
    'The node was declared dead, so the other members can continue without it.',
    '落ちたとみなされた状態。ほかのメンバーは、そのノードなしで先へ進めます。',
  ),
  removed: entry(
    'Removed',
    'The node is no longer a member; if it starts again, it joins as a new member.',
    'もうメンバーではない状態。起動し直すと、新しいメンバーとして参加します。',
  ),
  unreachable: entry(
    'unreachable',
    'A node whose heartbeats are missing: it may be dead, slow or cut off. This is not a status, and it can end.',
    'ハートビートが届かないこと。落ちたのか、遅いのか、切断されたのかは区別できません。ステータスではなく、元に戻ることもあります。',
    '到達不能',
  ),
  heartbeat: entry(
    'heartbeat',
    'A small message that nodes send to each other at regular intervals to show that they are alive.',
    '動いていることを確認するため、ノードどうしが定期的に送り合う小さなメッセージ。',
    'ハートビート',
  ),
  failureDetector: entry(
    'failure detector',
    'It learns the usual interval of heartbeat replies and suspects a node more the longer a reply is overdue.',
    'ハートビートの応答間隔を学習し、応答が遅れるほどノードの障害を強く疑う仕組み。',
    '障害検知器',
  ),
  gossip: entry(
    'gossip',
    'The way member information spreads: each node sends its information to another node picked at random.',
    'メンバー情報の広まり方。各ノードが、無作為に選んだ別のノードに自分の持つ情報を送ります。',
    'ゴシップ',
  ),
  convergence: entry(
    'convergence',
    'All members have seen the same gossip; only then does the leader change their status.',
    '全メンバーが同じゴシップを見た状態。このときだけ、リーダーがメンバーの状態を変えます。',
    '収束',
  ),
  leader: entry(
    'leader',
    'The reachable member with the lowest address; it changes the status of members and has no other task.',
    '到達可能なメンバーのうち、アドレスが最小のもの。メンバーの状態を変えるだけで、ほかの役目はありません。',
    'リーダー',
  ),
  oldest: entry(
    'oldest',
    'The member that has been Up for the longest time; singletons run on it.',
    'Up になってから最も長いメンバー。シングルトンはここで動きます。',
    '最古のメンバー',
  ),
  downing: entry(
    'downing',
    'The decision to remove unreachable nodes, by a rule that gives the same result on both sides of a partition.',
    '到達不能なノードを外す判断。分断されたどちらの側でも同じ結論になる規則で決めます。',
    'ダウニング',
  ),
  splitBrain: entry(
    'split brain',
    'Two parts of a cluster each act as the whole cluster, so a singleton can run twice.',
    'クラスターの二つの部分が、それぞれ全体として動いてしまうこと。シングルトンが二つ動くおそれがあります。',
    'スプリットブレイン',
  ),
  singleton: entry(
    'singleton',
    'An actor that runs at most once in the whole cluster, on the oldest node of its role.',
    'クラスター全体で高々一つだけ動くアクター。そのロールで最も古いノードで動きます。',
    'シングルトン',
  ),
  singletonManager: entry(
    'singleton manager',
    'An actor on each node of the role that starts the singleton on the oldest node and hands it over.',
    'ロールの各ノードにいるアクター。最も古いノードでシングルトンを起動し、離脱時に引き渡します。',
    'シングルトンマネージャー',
  ),
  proxy: entry(
    'proxy',
    'An actor that forwards messages to the singleton and keeps them while there is no singleton.',
    'シングルトンにメッセージを転送するアクター。不在の間はメッセージをためておきます。',
    'プロキシー',
  ),
  handOver: entry(
    'hand-over',
    'The old singleton stops before the new one starts; for a moment there is none, but never two.',
    '古いシングルトンが止まってから、新しいものを起動すること。一時的に不在になっても、二つになることはありません。',
    '引き渡し(hand-over)',
  ),
  pubSub: entry(
    'pub/sub',
    'Publishers send to a topic without knowing its subscribers; each message arrives at most once.',
    '配信側が、購読者を知らずにトピックへ送る仕組み。メッセージは高々一度だけ届きます。',
    'Pub/Sub',
  ),
  receptionist: entry(
    'receptionist',
    'The entry point of a node for clients outside of the cluster; it finds registered services for them.',
    'クラスター外のクライアントのための窓口。登録されたサービスを見つけて中継します。',
    'レセプショニスト',
  ),
  clusterClient: entry(
    'cluster client',
    'An actor outside of the cluster that talks to one receptionist, and to another when that one fails.',
    'クラスターの外から一つのレセプショニストと通信するアクター。それが落ちると別のレセプショニストに接続します。',
    'クラスタークライアント',
  ),
  eventSourcing: entry(
    'event sourcing',
    'The database stores every event that changed the state; a replay of the events restores the state.',
    '状態そのものではなく、状態を変えたイベントをすべて保存する方式。イベントを再生すると状態が復元されます。',
    'イベントソーシング',
  ),
  cqrs: entry(
    'CQRS',
    'Commands that change data and queries that read data go to different parts of a system.',
    'データを変えるコマンドと、データを読むクエリーを、システムの別々の部分で処理する設計。',
  ),
  command: entry(
    'command',
    'A request to change something; it can be rejected.',
    '状態を変えるための要求。拒否されることもあります。',
    'コマンド',
  ),
  event: entry(
    'event',
    'A fact that has happened; it is stored and never changed.',
    'すでに起きた事実。保存され、書き換えられることはありません。',
    'イベント',
  ),
  journal: entry(
    'journal',
    'The store of events, in order, each with its sequence number.',
    'イベントを順番どおりに、番号を付けて保存する場所。',
    'ジャーナル',
  ),
  snapshot: entry(
    'snapshot',
    'The whole state at one sequence number, so that recovery can skip the events before it.',
    'ある番号の時点での状態全体。リカバリーのとき、それ以前のイベントの再生を省けます。',
    'スナップショット',
  ),
  recovery: entry(
    'recovery',
    'A starting persistent actor loads its snapshot and replays the events after it; commands wait.',
    '永続アクターが起動時にスナップショットを読み込み、その後のイベントを再生すること。その間コマンドは待ちます。',
    'リカバリー',
  ),
  supervision: entry(
    'supervision',
    'A supervisor outside of an actor decides what happens when it fails: restart, resume, stop or backoff.',
    'アクターが失敗したときの扱い(再起動、再開、停止、バックオフ)を、アクターの外側で決める仕組み。',
    'スーパービジョン',
  ),
  failure: entry(
    'failure',
    'An error that the message protocol does not cover: it is thrown as an exception, and a supervisor decides.',
    'メッセージのプロトコルにない異常。応答ではなく例外となり、スーパーバイザーが判断します。',
    '失敗',
  ),
  strategy: entry(
    'strategy',
    'A supervisor’s decision for a class of errors: stop, resume, restart, or restart with backoff.',
    'エラーの種類ごとに決めておくスーパーバイザーの判断。停止、再開、再起動、バックオフ後の再起動があります。',
    '戦略(ストラテジー)',
  ),
  resume: entry(
    'resume',
    'The actor continues with its state; only the message that failed is lost.',
    '失敗したアクターが、状態を保ったまま処理を再開すること。失われるのは、失敗したメッセージだけです。',
    '再開(resume)',
  ),
  restart: entry(
    'restart',
    'The actor starts again with its first behavior: it loses its state and keeps its address and mailbox.',
    'アクターが最初の振る舞いからやり直すこと。状態は失われ、アドレスとメールボックスは残ります。',
    '再起動(restart)',
  ),
  backoff: entry(
    'backoff',
    'A wait before a restart that grows with each failure, so that the cause of the problem can recover.',
    '再起動の前の待ち時間。失敗のたびに長くなり、問題の原因が回復する時間を与えます。',
    'バックオフ',
  ),
  deathPact: entry(
    'death pact',
    'An actor that watches another and does not handle its Terminated signal fails, too.',
    '監視(watch)しているアクターの Terminated シグナルを処理しないと、自分も失敗するという決まり。',
    'デスパクト',
  ),
  guardian: entry(
    'guardian',
    'The actor /user, the ancestor of all actors of the application: when it stops, the system stops.',
    'アクター /user。アプリケーションのすべてのアクターの先祖で、これが停止するとシステムも停止します。',
    'ガーディアン',
  ),
  mailbox: entry(
    'mailbox',
    'The queue in which messages wait until the actor handles them.',
    'アクターが処理するまで、メッセージが待つキュー。',
    'メールボックス',
  ),
  stash: entry(
    'stash',
    'A buffer for messages that the actor cannot handle in its current state; it handles them later.',
    '今の状態では処理できないメッセージを取っておくバッファー。あとで処理します。',
    'スタッシュ',
  ),
  deadLetter: entry(
    'dead letter',
    'A message that could not be delivered, for example because the actor has stopped.',
    'アクターが停止したなどの理由で、届けられなかったメッセージ。',
    'デッドレター',
  ),
  virtualTime: entry(
    'virtual time',
    'The clock of the cluster: it can run slowly, fast or not at all, without effect on time-outs.',
    'クラスターの時計。遅くも速くもでき、止めることもできます。タイムアウトには影響しません。',
    '仮想時間',
  ),
  seed: entry(
    'seed',
    'The number from which all random values follow: the same seed and actions give the same run.',
    'すべての乱数のもとになる数。同じシードと同じ操作からは、同じ実行が得られます。',
    'シード',
  ),
} as const satisfies { readonly [key: string]: GlossaryEntry }
