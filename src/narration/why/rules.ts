import type { Plain } from '../../trace/plain.ts'
import type { Bilingual } from '../bilingual.ts'
import { seconds } from '../wording.ts'

/** All settings of a run: the scenario's, changed by those of its header. */
export type RunSettings = Plain

/** A rule as a sentence. */
export interface RuleWords {
  readonly text: Bilingual
  /** False for a timer of the scenario, of which only the key is known. */
  readonly isKnown: boolean
}

interface Rule {
  /** Pekko's name of the setting, and its place in the settings; the first place that holds a number counts. */
  readonly setting?: readonly [name: string, ...places: readonly string[]]
  readonly en: string
  readonly ja: string
}

const removalMargin: Rule = {
  setting: ['down-removal-margin', 'cluster.downRemovalMarginMs', 'cluster.downing.stableAfterMs'],
  en: 'the singleton of a removed member may still run, so its successor waits',
  ja: '取り除かれたメンバーのシングルトンがまだ動いているかもしれないので、後継は待つ',
}

/** The rules of the toolkit, without their settings. */
const rules: Readonly<Record<string, Rule>> = {
  'gossip tick': {
    setting: ['gossip-interval', 'cluster.gossipIntervalMs'],
    en: 'each node sends gossip at this interval',
    ja: '各ノードはこの間隔でゴシップを送る',
  },
  'gossip speed-up tick': {
    setting: ['gossip-interval', 'cluster.gossipIntervalMs'],
    en: 'while few members have seen the newest state, gossip is sent three times as often',
    ja: '最新の状態を見たメンバーが少ない間は、ゴシップを3倍の頻度で送る',
  },
  'leader tick': {
    setting: ['leader-actions-interval', 'cluster.leaderActionsIntervalMs'],
    en: 'once all members have seen the same state, the leader changes the status of members',
    ja: '全メンバーが同じ状態を見ると、リーダーがメンバーの状態を進める',
  },
  'reaper tick': {
    setting: ['acceptable-heartbeat-pause', 'cluster.failureDetector.acceptableHeartbeatPauseMs'],
    en: 'a member whose heartbeat replies stop for longer than about this is unreachable',
    ja: 'ハートビートの応答がおよそこの時間より長く途絶えたメンバーは到達不能とみなす',
  },
  'heartbeat tick': {
    setting: ['heartbeat-interval', 'cluster.failureDetector.heartbeatIntervalMs'],
    en: 'each node sends heartbeats to its neighbours at this interval',
    ja: '各ノードはこの間隔で隣のノードにハートビートを送る',
  },
  'expected first heartbeat': {
    setting: ['expected-response-after', 'cluster.failureDetector.expectedResponseAfterMs'],
    en: 'a member that never replies counts as heard once, so that its silence is noticed',
    ja: '一度も応答しないメンバーも、沈黙に気づけるように一度応答したものとみなす',
  },
  'stable-after': {
    setting: ['stable-after', 'cluster.downing.stableAfterMs'],
    en: 'once the unreachable members have stayed the same for this long, the leader decides which side survives',
    ja: '到達不能なメンバーがこの時間変わらなければ、どちら側が残るかをリーダーが決める',
  },
  'down-all-when-unstable': {
    setting: ['down-all-when-unstable', 'cluster.downing.downAllWhenUnstableMs'],
    en: 'when reachability keeps changing for this long after stable-after, all members are marked Down',
    ja: 'stable-after の後もこの時間到達可能性が変わり続けると、全メンバーを Down にする',
  },
  'acquire-lease-delay-for-minority': {
    setting: ['acquire-lease-delay-for-minority', 'cluster.downing.acquireLeaseDelayForMinorityMs'],
    en: 'the smaller side asks for the lease this much later, so that the larger side usually gets it',
    ja: '少ない側はこの時間だけ遅れてリースを求めるので、ふつうは多い側が得る',
  },
  'lease operation time-out': {
    setting: ['lease-operation-timeout', 'cluster.lease.leaseOperationTimeoutMs'],
    en: 'a request for a lease that gets no answer in this time has failed',
    ja: 'この時間内に応答のないリースの要求は失敗とみなす',
  },
  'lease heartbeat': {
    setting: ['heartbeat-interval', 'cluster.lease.heartbeatIntervalMs'],
    en: 'the owner of a lease renews it at this interval',
    ja: 'リースの所有者はこの間隔でリースを延長する',
  },
  'auto-down': {
    setting: ['auto-down-unreachable-after', 'cluster.downing.afterMs'],
    en: 'the leader marks a member Down that has been unreachable for this long',
    ja: 'この時間到達不能なメンバーを、リーダーが Down にする',
  },
  'seed node timeout': {
    setting: ['seed-node-timeout', 'cluster.seedNodeTimeoutMs'],
    en: 'when no seed node answers in time, the first one forms a cluster and the others ask again',
    ja: 'シードノードが時間内に応答しなければ、最初のシードがクラスターを作り、ほかは再び尋ねる',
  },
  'shutdown-after-unsuccessful-join-seed-nodes': {
    setting: [
      'shutdown-after-unsuccessful-join-seed-nodes',
      'cluster.shutdownAfterUnsuccessfulJoinSeedNodesMs',
    ],
    en: 'a node that cannot join within this time shuts down',
    ja: 'この時間内に参加できないノードは停止する',
  },
  'ask seed nodes again': {
    en: 'a first seed node asks the others again until its time is over',
    ja: '最初のシードノードは、時間切れまでほかのシードに尋ね直す',
  },
  LeaseRetry: {
    setting: ['lease-retry-interval', 'cluster.singleton.leaseRetryIntervalMs'],
    en: 'the oldest node asks again for the lease of its singleton while another node holds it',
    ja: '最古のノードは、ほかのノードがリースを持つ間、シングルトンのリースをもう一度求める',
  },
  HandOverRetry: {
    setting: ['hand-over-retry-interval', 'cluster.singleton.handOverRetryIntervalMs'],
    en: 'the new host asks for the singleton again at this interval',
    ja: '新しいホストはこの間隔でシングルトンの引き渡しを求め直す',
  },
  TakeOverRetry: {
    setting: ['hand-over-retry-interval', 'cluster.singleton.handOverRetryIntervalMs'],
    en: 'the old host offers the singleton again at this interval',
    ja: '元のホストはこの間隔でシングルトンの引き取りを求め直す',
  },
  cleanup: {
    en: 'singleton managers forget old removals once a minute',
    ja: 'シングルトンマネージャーは1分ごとに古い削除の記録を捨てる',
  },
  identify: {
    setting: ['singleton-identification-interval', 'cluster.singleton.identificationIntervalMs'],
    en: 'a proxy looks for the singleton at this interval',
    ja: 'プロキシはこの間隔でシングルトンを探す',
  },
  'client contacts': {
    setting: ['establishing-get-contacts-interval', 'cluster.client.establishingGetContactsIntervalMs'],
    en: 'a client looks for a node to connect to, and later refreshes its list of nodes',
    ja: 'クライアントは接続先のノードを探し、その後も一覧を更新する',
  },
  'client heartbeat': {
    setting: ['acceptable-heartbeat-pause', 'cluster.client.acceptableHeartbeatPauseMs'],
    en: 'a client sends heartbeats to its node; when the replies stop for longer than about this, it looks for another',
    ja: 'クライアントは接続先にハートビートを送り、応答がおよそこの時間より長く途絶えると別のノードを探す',
  },
  'client deadlines': {
    setting: ['acceptable-heartbeat-pause', 'cluster.client.acceptableHeartbeatPauseMs'],
    en: 'a node forgets a client that has sent no heartbeat for longer than about this',
    ja: 'およそこの時間より長くハートビートを送ってこないクライアントを、ノードは忘れる',
  },
  reconnect: {
    setting: ['reconnect-timeout', 'cluster.client.reconnectTimeoutMs'],
    en: 'a client stops when it finds no node in this time',
    ja: 'この時間内に接続先が見つからなければ、クライアントは停止する',
  },
  'pub-sub gossip tick': {
    setting: ['pub-sub.gossip-interval', 'cluster.pubSub.gossipIntervalMs'],
    en: 'each node tells one other node about its subscribers at this interval',
    ja: '各ノードはこの間隔で、別の1ノードに購読者を知らせる',
  },
  'pub-sub prune tick': {
    setting: ['removed-time-to-live', 'cluster.pubSub.removedTimeToLiveMs'],
    en: 'removed subscribers are forgotten after this time',
    ja: '外れた購読者の記録は、この時間が過ぎると捨てる',
  },
  prune: {
    setting: ['removed-time-to-live', 'cluster.pubSub.removedTimeToLiveMs'],
    en: 'a topic without subscribers is removed after this time',
    ja: '購読者のいないトピックは、この時間が過ぎると消える',
  },
  'registry gossip tick': {
    setting: ['receptionist.gossip-interval', 'cluster.receptionist.gossipIntervalMs'],
    en: 'each receptionist compares its services with those of one other node at this interval',
    ja: '各レセプショニストはこの間隔で、自分のサービス一覧を別の1ノードと比べる',
  },
  'registry delta tick': {
    setting: ['receptionist.gossip-interval', 'cluster.receptionist.gossipIntervalMs'],
    en: 'a changed service is sent to some other nodes after a fifth of this time',
    ja: '変わったサービスは、この時間の5分の1の後にいくつかのノードへ送られる',
  },
  'registry prune tick': {
    setting: ['receptionist.pruning-interval', 'cluster.receptionist.pruningIntervalMs'],
    en: 'the leader removes services of unknown nodes at this interval',
    ja: 'リーダーはこの間隔で、知らないノードのサービスを取り除く',
  },
  'notify subscribers': {
    setting: ['notify-subscribers-interval', 'cluster.receptionist.notifySubscribersIntervalMs'],
    en: 'subscribers of a service hear of a change after this time',
    ja: 'サービスの購読者には、変更がこの時間の後に知らされる',
  },
  'schedule DelayedMemberRemoved': removalMargin,
  'schedule JournalTimeout': {
    setting: ['journal call timeout', 'persistence.journalCallTimeoutMs'],
    en: 'a call to the journal that gets no answer in this time has failed',
    ja: 'この時間内に応答のないジャーナルの呼び出しは失敗とみなす',
  },
  'ask time-out': {
    en: 'an ask that gets no reply in its time ends with a time-out',
    ja: '時間内に返信のない問い合わせはタイムアウトで終わる',
  },
  ask: {
    en: 'an ask ends at once when the asked actor has stopped',
    ja: '相手のアクターが停止していれば、問い合わせはすぐに終わる',
  },
  'receive timeout': {
    en: 'an actor gets its receive timeout when it has handled nothing for that long',
    ja: '一定時間何も処理しなかったアクターは受信タイムアウトを受け取る',
  },
  backoff: {
    en: 'its supervisor restarts it with backoff, after a pause that doubles each time',
    ja: 'スーパーバイザーは、毎回倍になる待ち時間(バックオフ)の後に再起動する',
  },
  'restart pause': {
    en: 'a start that fails again at once is repeated after a short pause',
    ja: 'すぐにまた失敗する開始は、短い待ち時間の後に繰り返す',
  },
  'fatal failure': {
    en: 'a fatal error, such as an exhausted call stack, ends the whole node',
    ja: 'スタックの枯渇のような致命的なエラーは、ノード全体を終わらせる',
  },
  'end of a delay': {
    en: 'a message that was delayed in a mailbox returns to it when the delay is over',
    ja: 'メールボックスで遅らせたメッセージは、その時間が過ぎるとメールボックスに戻る',
  },
  'end of a freeze': {
    en: 'a participant that was frozen for a given time goes on when it is over',
    ja: '時間を決めて凍結された参加者は、その時間が過ぎると再開する',
  },
  'notice delivery': {
    en: 'a notice of death watch is sent again until the other node confirms it',
    ja: 'death watch の通知は、相手が確認するまで送り直す',
  },
  'trace limit': {
    en: 'above 200 messages of an actor in one second, further ones are only counted',
    ja: '1アクターの1秒間のメッセージが200件を超えると、残りは件数だけを記録する',
  },
  'dead letters': {
    en: 'the first dead letters are logged',
    ja: '最初のデッドレターはログに残る',
  },
  pipe: {
    en: 'the result of a background task is sent to its actor',
    ja: '裏で進む処理の結果は、そのアクターに送られる',
  },
}

/** Rules with a part of their own in their name. */
const families: readonly (readonly [RegExp, string])[] = [
  [/^gossip speed-up tick /, 'gossip speed-up tick'],
  [/^expected first heartbeat of /, 'expected first heartbeat'],
  [/^auto-down of /, 'auto-down'],
]

/** The sentence of a rule, with the name and the value of its setting. */
export function ruleWords(rule: string, settings: RunSettings): RuleWords {
  const name = families.find(([like]) => like.test(rule))?.[1] ?? rule
  const known = Object.hasOwn(rules, name) ? rules[name] : undefined
  if (known !== undefined) {
    const setting = settingText(known.setting, settings)
    return {
      text: { en: `Rule: ${known.en}${setting.en}.`, ja: `規則: ${known.ja}${setting.ja}。` },
      isKnown: true,
    }
  }
  const label = /^schedule (.+)$/.exec(rule)?.[1]
  if (label !== undefined) {
    return {
      text: {
        en: `Rule: ${label} was scheduled to be sent after a delay.`,
        ja: `規則: ${label} は、一定時間の後に送るように予約されていた。`,
      },
      isKnown: true,
    }
  }
  const phase = /^phase (.+) timed out$/.exec(rule)?.[1]
  if (phase !== undefined) {
    return {
      text: {
        en: `Rule: the phase ${phase} of the coordinated shutdown has a time limit.`,
        ja: `規則: 協調シャットダウンのフェーズ ${phase} には時間制限がある。`,
      },
      isKnown: true,
    }
  }
  return {
    text: {
      en: `Rule: the timer “${rule}” of the scenario fired.`,
      ja: `規則: シナリオのタイマー「${rule}」。`,
    },
    isKnown: false,
  }
}

function settingText(setting: Rule['setting'], settings: RunSettings): Bilingual {
  if (setting === undefined) return { en: '', ja: '' }
  const [name, ...places] = setting
  const value = places.map(place => numberAt(settings, place)).find(found => found !== null)
  if (value === undefined) return { en: ` (${name})`, ja: `(${name})` }
  return { en: ` (${name}: ${seconds(value ?? 0)} s)`, ja: `(${name}: ${seconds(value ?? 0)} 秒)` }
}

/** The value at a place such as `cluster.gossipIntervalMs`; null when there is none. */
export function settingAt(settings: RunSettings, place: string): unknown {
  let found: unknown = settings
  for (const key of place.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return null
    found = (found as Readonly<Record<string, unknown>>)[key]
  }
  return found
}

function numberAt(settings: RunSettings, place: string): number | null {
  const found = settingAt(settings, place)
  return typeof found === 'number' ? found : null
}
