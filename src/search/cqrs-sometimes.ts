import type { ActorView, ClusterView } from '../trace/cluster-view.ts'
import { believedLeaders, isUnreachableFor, runningNodes } from '../trace/views-agree.ts'
import { logged, type Sometimes, whenever } from './sometimes.ts'

const livingActors = (view: ClusterView): readonly ActorView[] =>
  Object.values(view.participants)
    .filter(participant => participant.running)
    .flatMap(participant => Object.values(participant.actors).filter(actor => actor.stoppedAt === null))

const proxies = (view: ClusterView) =>
  livingActors(view).flatMap(({ role }) => (role?.type === 'singleton-proxy' ? [role] : []))

const managers = (view: ClusterView) =>
  livingActors(view).flatMap(({ role }) => (role?.type === 'singleton-manager' ? [role.state] : []))

const isWriter = (actor: string) => actor.includes('/user/master/singleton')

/** Conditions that random runs must reach; without them passing invariants would show little. */
export const cqrsSometimes: readonly Sometimes[] = [
  // Membership
  whenever(
    { en: 'a node left and its process ended', ja: 'ノードが退出し、プロセスが終了した' },
    'ParticipantStopped',
    event => event.reason === 'left',
  ),
  whenever(
    { en: 'a node was downed and ended itself', ja: 'ノードが Down にされ、自分で終了した' },
    'ParticipantStopped',
    event => event.reason === 'downed',
  ),
  whenever(
    { en: 'a crash lost messages in flight', ja: 'クラッシュで配送中のメッセージが失われた' },
    'ParticipantStopped',
    event => event.lostInFlight > 0,
  ),
  whenever(
    { en: 'the resolver downed unreachable nodes', ja: 'リゾルバーが到達不能なノードを Down にした' },
    'DowningDecided',
    event => event.decision === 'DownUnreachable',
  ),
  whenever(
    { en: 'an unreachable node was reachable again', ja: '到達不能なノードに再び到達できた' },
    'MemberReachable',
  ),
  whenever(
    { en: 'a member was Down', ja: 'メンバーが Down になった' },
    'MemberChanged',
    event => event.status === 'Down',
  ),
  whenever(
    { en: 'a leaving member was Exiting', ja: '退出中のメンバーが Exiting になった' },
    'MemberChanged',
    event => event.status === 'Exiting',
  ),
  whenever(
    {
      en: 'a member was ready for the shutdown of the cluster',
      ja: 'メンバーがクラスターの停止の準備を終えた',
    },
    'MemberChanged',
    event => event.status === 'ReadyForShutdown',
  ),
  logged(
    { en: 'a new incarnation replaced an old one', ja: '新しいインカーネーションが古いものに替わった' },
    'New incarnation of existing member',
  ),
  {
    name: { en: 'nodes disagreed about the leader', ja: 'リーダーについてノードの認識が分かれた' },
    inView: view => believedLeaders(view).length > 1,
  },
  {
    name: {
      en: 'a node called another unreachable that did not say so of it',
      ja: '片方のノードだけが相手を到達不能とみなした',
    },
    inView: view =>
      runningNodes(view).some(one =>
        runningNodes(view).some(
          other =>
            one !== other &&
            isUnreachableFor(view, one.id, other.id) &&
            !isUnreachableFor(view, other.id, one.id),
        ),
      ),
  },
  {
    name: { en: 'seven nodes were Up for each other', ja: '7つのノードが互いに Up と認識した' },
    inView: view => runningNodes(view).filter(node => upMembers(node.beliefs) === 7).length === 7,
  },
  {
    name: { en: 'a single node ran', ja: '動いているノードが1つだけになった' },
    inView: view => runningNodes(view).length === 1,
  },
  // Singleton
  {
    name: { en: 'no manager hosted the singleton', ja: 'どのマネージャーもシングルトンを動かしていなかった' },
    inView: view => view.singletons.length === 0,
  },
  {
    name: {
      en: 'a write was buffered while nobody hosted the singleton',
      ja: 'シングルトンがいない間、書き込みがバッファーで待った',
    },
    inView: view => view.singletons.length === 0 && proxies(view).some(proxy => proxy.buffered > 0),
  },
  {
    name: {
      en: 'a proxy searched while the singleton was hosted',
      ja: 'シングルトンが動いているのに、プロキシーがまだ探していた',
    },
    inView: view => view.singletons.length > 0 && proxies(view).some(proxy => proxy.singleton === null),
  },
  {
    name: {
      en: 'the host of the singleton was unreachable for another node',
      ja: 'シングルトンのノードが、ほかのノードから到達不能になった',
    },
    inView: view =>
      view.singletons.some(({ participant }) =>
        runningNodes(view).some(node => isUnreachableFor(view, node.id, participant)),
      ),
  },
  whenever(
    { en: 'a manager became oldest', ja: 'マネージャーが BecomingOldest になった' },
    'SingletonManagerChanged',
    event => event.to === 'BecomingOldest',
  ),
  whenever(
    { en: 'a manager handed over', ja: 'マネージャーが引き渡しをした' },
    'SingletonManagerChanged',
    event => event.to === 'HandingOver',
  ),
  whenever(
    { en: 'a manager was oldest before', ja: 'マネージャーが WasOldest になった' },
    'SingletonManagerChanged',
    event => event.to === 'WasOldest',
  ),
  // The writer and its journal
  whenever({ en: 'the writer was restarted', ja: 'ライターが再起動した' }, 'ActorRestarted', event =>
    isWriter(event.actor),
  ),
  whenever(
    { en: 'the writer waited before a restart', ja: 'ライターが再起動の前に待った' },
    'ActorBackingOff',
    event => isWriter(event.actor),
  ),
  whenever({ en: 'a write failed', ja: '書き込みが失敗した' }, 'PersistFailed'),
  whenever({ en: 'a recovery failed', ja: 'リカバリーが失敗した' }, 'RecoveryFailed'),
  whenever(
    { en: 'a recovery began with a snapshot', ja: 'リカバリーがスナップショットから始まった' },
    'RecoveryCompleted',
    event => event.snapshotNr > 0,
  ),
  whenever(
    { en: 'a recovery replayed ten events', ja: 'リカバリーで10件以上のイベントをリプレイした' },
    'RecoveryCompleted',
    event => event.replayed >= 10,
  ),
  whenever({ en: 'a snapshot was saved', ja: 'スナップショットが保存された' }, 'SnapshotSaved'),
  whenever(
    { en: 'a command waited in the writer', ja: 'コマンドがライターの中で待った' },
    'MessageStashed',
    event => isWriter(event.actor),
  ),
  {
    name: {
      en: 'a writer recovered while the database was away',
      ja: 'データベースの停止中にライターがリカバリーした',
    },
    inView: view =>
      view.participants.database?.running === false &&
      livingActors(view).some(({ role }) => role?.type === 'persistent' && role.recovering),
  },
  // Readers and the client
  logged({ en: 'a reader missed an update', ja: 'リーダーが更新を取りこぼした' }, 'Missed updates after'),
  whenever(
    { en: 'a reader kept requests back while it read', ja: 'リーダーが読み込み中のリクエストを待たせた' },
    'MessageStashed',
    event => event.actor.includes('/user/read'),
  ),
  whenever(
    { en: 'a client lost its receptionist', ja: 'クライアントがレセプショニストを失った' },
    'ClientDisconnected',
  ),
  {
    name: {
      en: 'a client had no contact though a node was Up',
      ja: 'Up のノードがあるのに、クライアントに接続先がなかった',
    },
    inView: view =>
      view.participants.client?.running === true &&
      view.participants.client.contact === null &&
      runningNodes(view).some(node => upMembers(node.beliefs) > 0),
  },
  // Links
  whenever(
    { en: 'a notice between nodes was sent', ja: 'ノード間の通知が送られた' },
    'MessageSent',
    event => event.notice === true,
  ),
]

/** Conditions that a hundred runs may miss; a soak reports them, `npm test` does not require them. */
export const cqrsRarely: readonly Sometimes[] = [
  whenever(
    { en: 'a stack overflow ended a node', ja: 'スタックオーバーフローでノードが終了した' },
    'ParticipantStopped',
    event => event.reason === 'failed',
  ),
  {
    name: { en: 'the oldest had no singleton any more', ja: '最古のノードにシングルトンがなくなった' },
    inView: view => view.singletons.length === 0 && managers(view).includes('Oldest'),
  },
  whenever({ en: 'the writer resumed', ja: 'ライターが再開した' }, 'ActorResumed', event =>
    isWriter(event.actor),
  ),
  whenever(
    { en: 'a failure stopped the writer', ja: '障害でライターが停止した' },
    'ActorFailed',
    event => event.decision === 'stop' && isWriter(event.actor),
  ),
  logged(
    { en: 'a reader could not read the journal', ja: 'リーダーがジャーナルを読めなかった' },
    'Could not read the journal',
  ),
  whenever({ en: 'a quarantine held a message back', ja: '隔離がメッセージを止めた' }, 'DeadLetter', event =>
    event.why.startsWith('quarantined'),
  ),
]

const upMembers = (beliefs: ClusterView['participants'][string]['beliefs']): number =>
  Object.values(beliefs).filter(belief => belief.status === 'Up').length
