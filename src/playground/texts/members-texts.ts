import type { Bilingual } from '../../narration/index.ts'
import type { Opinion } from '../canvas/member-summary.ts'

/** Texts of the members panel. Apart from the tables of the page, because they are loaded with the panel. */
export const membersTexts = {
  none: {
    en: 'This scenario has no cluster. Open one with several nodes to see who believes what.',
    ja: 'このシナリオにはクラスターがありません。複数ノードのシナリオを開くと、各ノードの見方が並びます。',
  },
  beliefs: { en: 'Who sees whom as what', ja: 'だれがだれをどう見ているか' },
  beliefsHelp: {
    en: 'Each row is a node, and shows how it sees the members. Click a cell to go to the event that made the belief.',
    ja: '行が観察するノード、列が見られるメンバーです。マスをクリックすると、その見方が生まれたイベントへ移ります。',
  },
  observer: { en: 'Seen by', ja: '観察者' },
  disagree: {
    en: 'The nodes disagree about every member.',
    ja: 'すべてのメンバーについて見方が分かれています。',
  },
  agree: { en: 'All nodes agree.', ja: '全ノードの見方が一致しています。' },
  stopped: { en: 'not running', ja: '停止中' },
  leads: { en: 'leader, in its own view', ja: '自分をリーダーと見ている' },
  converged: { en: 'sees convergence', ja: '収束と見ている' },
  notConverged: { en: 'sees no convergence', ja: '未収束と見ている' },
  gossip: { en: 'Gossip', ja: 'ゴシップ' },
  gossipHelp: {
    en: 'The version is a vector clock: it counts the changes that each node has made to the state.',
    ja: '版はベクタークロックです。各ノードが状態に加えた変更の回数を数えます。',
  },
  gossipOf: { en: 'Gossip of', ja: 'ノード' },
  comparedWith: { en: 'compared with', ja: '比べる相手' },
  noGossip: { en: 'This node has no gossip now.', ja: 'このノードには今ゴシップがありません。' },
  changesBy: { en: 'Changes by', ja: '変更したノード' },
  same: { en: 'Both hold the same version.', ja: '両者は同じ版を持っています。' },
  seenBy: { en: 'Known to have seen it', ja: 'この版を見たとわかっているノード' },
  nobody: { en: 'nobody', ja: 'なし' },
  cannotReach: { en: 'Observations', ja: '到達不能の観測' },
  sameMembers: {
    en: 'Both see the members alike.',
    ja: 'メンバーの見方に違いはありません。',
  },
  differences: { en: 'Different views', ja: '見方の違い' },
  phi: { en: 'Suspicion (φ)', ja: '疑いの度合い(φ)' },
  phiHelp: {
    en: 'φ rises while a node is silent. At the threshold its observer marks it as unreachable at its next check.',
    ja: 'ノードが沈黙している間、φ は上がります。しきい値に達すると、観察者は次の点検で到達不能にします。',
  },
  watches: { en: 'watches', ja: '監視対象' },
  notWatched: {
    en: 'No reply to a heartbeat yet, so there is no suspicion to show.',
    ja: 'ハートビートの応答がまだないので、表示できる値がありません。',
  },
  frozen: {
    en: 'The observer does not check while it stands still.',
    ja: '観察者は止まっている間、点検しません。',
  },
  decisions: { en: 'Downing decisions', ja: 'Down の判断' },
  noDecision: {
    en: 'No resolver has decided yet. Cut a link or kill a node, and wait until the situation is stable.',
    ja: 'まだ判断はありません。リンクを切るかノードを強制終了し、状況が安定するまで待ってください。',
  },
  goThere: { en: 'Go to this event', ja: 'このイベントへ移動' },
  sameUnder: { en: 'The same acts under another strategy', ja: '同じ操作を別の戦略で' },
  sameUnderHelp: {
    en: 'A branch repeats your acts from the start. Your run stays as it is.',
    ja: '枝の中で最初から同じ操作を繰り返します。今の実行はそのまま残ります。',
  },
  sideBySide: { en: 'Side by side…', ja: '並べて比べる…' },
  settings: { en: 'Settings', ja: '設定' },
  settingsHelp: {
    en: 'Intervals, failure detector, downing, singleton and the number of nodes, under Pekko’s names.',
    ja: '間隔、障害検出器、Down、シングルトン、ノード数を Pekko の名前で設定できます。',
  },
  openSettings: { en: 'Change settings…', ja: '設定を変える…' },
  managers: { en: 'Singleton managers', ja: 'シングルトンマネージャー' },
  noManager: { en: 'No node runs a singleton manager.', ja: 'シングルトンマネージャーはありません。' },
  runsIt: { en: 'runs the singleton', ja: 'シングルトンを実行中' },
} satisfies { readonly [key: string]: Bilingual }

/** The belief of one node about another, in a word. */
export const opinionTexts: { readonly [O in Opinion]: Bilingual } = {
  Joining: { en: 'joining', ja: 'Joining' },
  WeaklyUp: { en: 'weakly up', ja: 'WeaklyUp' },
  Up: { en: 'up', ja: 'Up' },
  PreparingForShutdown: { en: 'preparing for shutdown', ja: 'PreparingForShutdown' },
  ReadyForShutdown: { en: 'ready for shutdown', ja: 'ReadyForShutdown' },
  Leaving: { en: 'leaving', ja: 'Leaving' },
  Exiting: { en: 'exiting', ja: 'Exiting' },
  Down: { en: 'down', ja: 'Down' },
  Removed: { en: 'removed', ja: 'Removed' },
  unreachable: { en: 'unreachable', ja: '到達不能' },
  unknown: { en: 'not known', ja: '未確認' },
}

/** The states of Pekko's singleton manager, in words. */
export const managerStates: { readonly [state: string]: Bilingual } = {
  Start: { en: 'waits for its first view of the cluster', ja: 'クラスターの最初の状態を待っている' },
  AcquiringLease: { en: 'asks for the lease', ja: 'リースを要求している' },
  Younger: { en: 'is on stand-by: an older node has the duty', ja: '待機中(より古いノードが担当)' },
  BecomingOldest: {
    en: 'takes over: it waits until the one before it has ended',
    ja: '引き継ぎ中(前の担当が終わるのを待っている)',
  },
  Oldest: { en: 'has the duty', ja: '担当中' },
  WasOldest: { en: 'hands over: it asks the next one to take over', ja: '次の担当に引き継ぎを求めている' },
  HandingOver: { en: 'hands over: it stops its singleton', ja: '引き渡し中(シングルトンを停止している)' },
  Stopping: { en: 'stops its singleton', ja: 'シングルトンを停止している' },
  End: { en: 'is done', ja: '終了' },
}

export const cellText = (observer: string, subject: string, opinion: Opinion): Bilingual => ({
  en: `${observer} sees ${subject}: ${opinionTexts[opinion].en}`,
  ja: `${observer} から見た ${subject}：${opinionTexts[opinion].ja}`,
})

export const disagreeText = (names: readonly string[]): Bilingual => ({
  en: `The nodes disagree about ${names.join(', ')}.`,
  ja: `${names.join('、')} について見方が分かれています。`,
})

export const orderingText = (
  ordering: 'same' | 'before' | 'after' | 'concurrent',
  one: string,
  other: string,
): Bilingual => {
  switch (ordering) {
    case 'same':
      return membersTexts.same
    case 'after':
      return {
        en: `${one} is ahead: it knows all that ${other} knows, and more.`,
        ja: `${one} が進んでいます。${other} の知ることをすべて含みます。`,
      }
    case 'before':
      return { en: `${one} is behind ${other}.`, ja: `${one} は ${other} より遅れています。` }
    case 'concurrent':
      return {
        en: `Neither is ahead: each knows a change that the other does not. Their next gossip merges both.`,
        ja: `どちらも進んでいません。互いに相手の知らない変更を持ち、次のゴシップで統合されます。`,
      }
  }
}

export const phiText = (phi: string, threshold: string): Bilingual => ({
  en: `φ ${phi}, threshold ${threshold}`,
  ja: `φ ${phi}(しきい値 ${threshold})`,
})

export const silentText = (silent: string, left: string | null): Bilingual =>
  left === null
    ? { en: `silent for ${silent} s: past the threshold`, ja: `沈黙 ${silent}秒:しきい値を超えた` }
    : {
        en: `silent for ${silent} s; suspected in ${left} s`,
        ja: `沈黙 ${silent}秒、あと${left}秒で疑われる`,
      }

export const curveText = (observer: string, subject: string, phi: string, threshold: string): Bilingual => ({
  en: `φ of ${subject} at ${observer} in the last 15 seconds: now ${phi}; the threshold is ${threshold}.`,
  ja: `直近15秒間の、${observer} から見た ${subject} の φ。現在 ${phi}、しきい値 ${threshold}。`,
})

export const cannotReachText = (observer: string, subject: string, isFinal: boolean): Bilingual => ({
  en: isFinal ? `${observer} sees that ${subject} has ended` : `${observer} cannot reach ${subject}`,
  ja: isFinal ? `${observer} から見て ${subject} は終了済み` : `${observer} から ${subject} に届かない`,
})
