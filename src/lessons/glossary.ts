import type { Bilingual } from '../narration/index.ts'

export interface GlossaryEntry {
  readonly term: Bilingual
  /** One sentence. */
  readonly means: Bilingual
}

const entry = (term: string, en: string, ja: string, termJa = term): GlossaryEntry => ({
  term: { en: term, ja: termJa },
  means: { en, ja },
})

/** The words of the page and of the lessons, by a key that does not change. */
export const glossary = {
  actor: entry(
    'actor',
    'A small process with a mailbox: it handles one message at a time, and only messages can change it.',
    'メールボックスを持つ小さなプロセス。メッセージを一つずつ処理し、メッセージによってのみ状態が変わります。',
    'アクター',
  ),
  node: entry(
    'node',
    'One actor system with an address: here, one Web Worker of its own.',
    'アドレスを持つ一つのアクターシステム。ここでは一つの Web Worker です。',
    'ノード',
  ),
  incarnation: entry(
    'incarnation',
    'One life of a node at its address: started again there, it is somebody new with a new number.',
    '同じアドレスでのノードの一つの生。起動し直すと、新しい番号を持つ別人になります。',
    '世代(インカーネーション)',
  ),
  member: entry(
    'member',
    'A node that has joined the cluster, as the others believe it.',
    'クラスターに参加したノード。あくまで、ほかのノードからの見方です。',
    'メンバー',
  ),
  seedNode: entry(
    'seed node',
    'A node whose address others know beforehand, so that they can join through it; the first one may begin a cluster.',
    'あらかじめアドレスが知られていて、参加の入口になるノード。最初の一つはクラスターを始めることができます。',
    'シードノード',
  ),
  role: entry(
    'role',
    'A name a node bears, saying what may run on it.',
    'ノードに付ける名前。そこで何を動かしてよいかを表します。',
    'ロール',
  ),
  joining: entry(
    'Joining',
    'The node has asked to join; the leader moves it to Up once everybody knows.',
    '参加を申し込んだ状態。全員に知れ渡ると、リーダーが Up にします。',
  ),
  weaklyUp: entry(
    'WeaklyUp',
    'Let in while somebody is unreachable and convergence cannot be had; not Up yet.',
    '到達不能なノードがあって収束できない間、仮に迎え入れられた状態。まだ Up ではありません。',
  ),
  up: entry('Up', 'A full member of the cluster.', 'クラスターの正式なメンバーである状態。'),
  leaving: entry(
    'Leaving',
    'The node has said that it wants to go; what it hosts is about to be handed over.',
    '離脱を申し出た状態。動かしているものの引き渡しが始まります。',
  ),
  exiting: entry(
    'Exiting',
    'Everybody knows that it goes; it hands over the last things and stops.',
    '離脱が全員に知られた状態。最後の引き渡しを済ませて停止します。',
  ),
  down: entry(
    'Down',
    'Somebody decided that the node is not coming back, so the others may go on without it.',
    '戻ってこないと判断された状態。ほかのノードは、それなしで先へ進めます。',
  ),
  removed: entry(
    'Removed',
    'No longer a member; if it starts again, it joins as somebody new.',
    'もうメンバーではない状態。起動し直せば、別人として参加します。',
  ),
  unreachable: entry(
    'unreachable',
    'Its heartbeats stay away: dead, slow or cut off, nobody can tell which. It is no status, and it can pass.',
    'ハートビートが届かないこと。死んだのか、遅いのか、切れているのかは区別できません。ステータスではなく、元に戻ることもあります。',
    '到達不能',
  ),
  heartbeat: entry(
    'heartbeat',
    'A small message by which nodes regularly ask each other whether they are still there.',
    '「そこにいますか?」と、ノードが互いに定期的に送る小さなメッセージ。',
    'ハートビート',
  ),
  failureDetector: entry(
    'failure detector',
    'It learns how regular the answers to heartbeats are, and suspects the more the longer one is overdue.',
    'ハートビートの返事の間隔を学び、返事が遅れるほど疑いを強める仕組み。',
    '障害検知器',
  ),
  gossip: entry(
    'gossip',
    'How news of the members spreads: each node tells another, picked at random, what it knows.',
    'メンバーの情報の広まり方。各ノードが、無作為に選んだ相手に知っていることを伝えます。',
    'ゴシップ',
  ),
  convergence: entry(
    'convergence',
    'All have seen the same gossip; only then does the leader move members on.',
    '全員が同じゴシップを見た状態。そうなってはじめて、リーダーはメンバーの状態を進めます。',
    '収束',
  ),
  leader: entry(
    'leader',
    'The reachable member with the lowest address: it moves members from one status to the next and has no other power.',
    '到達可能なメンバーのうち、アドレスが最も小さいもの。メンバーの状態を進める役で、ほかの権限はありません。',
    'リーダー',
  ),
  oldest: entry(
    'oldest',
    'The member that has been Up for the longest time: singletons live there.',
    '最も長く Up であるメンバー。シングルトンはここに住みます。',
    '最古のメンバー',
  ),
  downing: entry(
    'downing',
    'Deciding which unreachable nodes are given up, by a rule that both sides of a cut decide alike.',
    '到達不能なノードを切り捨てる判断。分断されたどちら側も同じ結論になる規則で決めます。',
    'ダウニング',
  ),
  splitBrain: entry(
    'split brain',
    'Two parts of a cluster each think they are the whole: then there are two of what should be one.',
    'クラスターの二つの部分が、それぞれ自分が全体だと思い込むこと。一つであるべきものが二つになります。',
    'スプリットブレイン',
  ),
  singleton: entry(
    'singleton',
    'An actor of which there is at most one in the whole cluster; it lives on the oldest node of its role.',
    'クラスター全体で高々一つのアクター。そのロールで最も古いノードに住みます。',
    'シングルトン',
  ),
  singletonManager: entry(
    'singleton manager',
    'On each node of the role: it starts the singleton when its node is the oldest, and hands it over when it goes.',
    'ロールの各ノードにいて、自分のノードが最古ならシングルトンを起動し、去るときには引き渡します。',
    'シングルトン管理役',
  ),
  proxy: entry(
    'proxy',
    'It knows where the singleton is, passes messages on, and keeps them while it is nowhere.',
    'シングルトンの居場所を知り、メッセージを届けます。不在の間は溜めておきます。',
    'プロキシー',
  ),
  handOver: entry(
    'hand-over',
    'The old singleton stops first, then the new one starts: in between there is none, never two.',
    '古いシングルトンが止まってから、新しいものが起動すること。間に不在はあっても、二つになることはありません。',
    '引き渡し(ハンドオーバー)',
  ),
  pubSub: entry(
    'pub/sub',
    'Who publishes on a topic need not know who listens, on which node; a message arrives once or not at all.',
    'トピックに配信する側は、どのノードで誰が聞いているかを知らなくて済みます。届くのは高々一度です。',
    'Pub/Sub',
  ),
  receptionist: entry(
    'receptionist',
    'The door of a node for clients outside the cluster: it finds the registered service for them.',
    'クラスター外のクライアントにとっての入口。登録されたサービスを見つけてくれます。',
    'レセプショニスト',
  ),
  clusterClient: entry(
    'cluster client',
    'Outside the cluster: it talks to one receptionist and looks for another when that one is gone.',
    'クラスターの外にいて一つの receptionist と話し、それがいなくなれば別のものを探します。',
    'クラスタークライアント',
  ),
  eventSourcing: entry(
    'event sourcing',
    'What is stored is not the state but every event that led to it; replaying them gives the state.',
    '状態ではなく、そこに至るすべてのイベントを保存すること。再生すれば状態が得られます。',
    'イベントソーシング',
  ),
  cqrs: entry(
    'CQRS',
    'Commands that change data and queries that read it go to different parts, each made for its purpose.',
    'データを変えるコマンドと読み取るクエリーを、それぞれの目的に合わせた別の部分に任せること。',
  ),
  command: entry(
    'command',
    'A wish: it may be refused.',
    '「してほしい」という要求。断られることもあります。',
    'コマンド',
  ),
  event: entry(
    'event',
    'Something that has happened; it is stored and never changed.',
    '起きた事実。保存され、決して書き換えられません。',
    'イベント',
  ),
  journal: entry(
    'journal',
    'Where events are stored, in order, each with its number.',
    'イベントを順番どおりに、番号を付けて保存する場所。',
    'ジャーナル',
  ),
  snapshot: entry(
    'snapshot',
    'The whole state at one event’s number, so that recovery need not replay all that came before.',
    'あるイベント番号での状態全体。リカバリーのとき、それ以前を再生せずに済みます。',
    'スナップショット',
  ),
  recovery: entry(
    'recovery',
    'A persistent actor that starts loads its snapshot and replays the events after it; commands wait meanwhile.',
    '起動した永続アクターがスナップショットを読み、その後のイベントを再生すること。その間コマンドは待ちます。',
    'リカバリー',
  ),
  supervision: entry(
    'supervision',
    'What becomes of an actor that fails is decided outside it: restart, resume, stop, or restart after a while.',
    '失敗したアクターをどうするか(再起動、続行、停止、時間をおいて再起動)を、その外側で決める仕組み。',
    'スーパービジョン',
  ),
  failure: entry(
    'failure',
    'What nobody who handles messages planned for: it is thrown, not answered, and a supervisor decides.',
    'メッセージを処理する側が想定していない事態。返事ではなく例外となり、監視役が判断します。',
    '失敗',
  ),
  strategy: entry(
    'strategy',
    'A supervisor’s answer to a class of failures: stop, resume, restart, or restart with backoff.',
    '失敗の種類ごとに決めておく、監視役の判断。停止、続行、再起動、時間をおいた再起動があります。',
    '戦略(ストラテジー)',
  ),
  resume: entry(
    'resume',
    'The actor goes on with the state it had; only the message that failed is lost.',
    'アクターはそれまでの状態のまま続行します。失われるのは、失敗したメッセージだけです。',
    '続行(resume)',
  ),
  restart: entry(
    'restart',
    'The same actor begins again with its first behavior: state is lost, address and mailbox stay.',
    '同じアクターが最初の振る舞いからやり直すこと。状態は失われ、アドレスとメールボックスは残ります。',
    '再起動(restart)',
  ),
  backoff: entry(
    'backoff',
    'Waiting before a restart, longer after each failure, so that what is in trouble gets time to recover.',
    '再起動の前に待つこと。失敗のたびに長くなり、困っている相手に立ち直る時間を与えます。',
    'バックオフ',
  ),
  deathPact: entry(
    'death pact',
    'Who watches another and does not handle its end fails with it.',
    '見守っている相手の終わりを処理しない者は、一緒に失敗するという約束。',
    'デスパクト',
  ),
  guardian: entry(
    'guardian',
    'The first actor of a system, /user: it starts all others, and with its end the system ends.',
    'システムの最初のアクター /user。ほかのすべてを起動し、これが終わるとシステムも終わります。',
    'ガーディアン',
  ),
  mailbox: entry(
    'mailbox',
    'Where messages wait until the actor has time for them.',
    'アクターが処理するまでメッセージが待つ場所。',
    'メールボックス',
  ),
  stash: entry(
    'stash',
    'Messages put aside because they cannot be handled in the present state; later they are taken up again.',
    '今の状態では処理できないメッセージを脇に置いておくこと。あとで取り出します。',
    'スタッシュ',
  ),
  deadLetter: entry(
    'dead letter',
    'A message that found nobody at its address.',
    '宛先に誰もいなかったメッセージ。',
    'デッドレター',
  ),
  virtualTime: entry(
    'virtual time',
    'The cluster’s own clock: it can be slow, fast or stand still, and nothing times out because of that.',
    'クラスター自身の時計。遅くも速くもでき、止めることもできますが、それでタイムアウトが起きることはありません。',
    '仮想時間',
  ),
  seed: entry(
    'seed',
    'The number all chance comes from: the same seed and the same actions give the very same run.',
    'すべての偶然のもとになる数。同じシードと同じ操作からは、まったく同じ実行が得られます。',
    'シード',
  ),
} as const satisfies { readonly [key: string]: GlossaryEntry }
