import type { ClusterRule } from '../trace/check.ts'
import type { LampCard } from './lamp-card.ts'
import { disturbances } from './lamp-checks.ts'

const rule = (rule: ClusterRule) => ({ type: 'clusterRule', rule }) as const

/** Invariants of every run with a cluster, under any faults and any downing strategy. */
export const membershipLamps: readonly LampCard[] = [
  {
    id: 'members-agree',
    title: { en: 'Members agree', ja: 'メンバー一致' },
    about: {
      en: 'At most 60 s after your last act all running nodes agree on the members of the cluster. A node whose contact crashed before it told the others of it stays Joining, in Pekko as well, until you restart it.',
      ja: '最後の操作から60秒以内に、動いている全ノードのメンバーの見方が一致します。参加を受け入れたノードが他のノードに知らせる前にクラッシュすると、参加したノードは（Pekko でも）再起動するまで Joining のままです。',
    },
    check: {
      type: 'always',
      what: { fact: 'agreed' },
      recoversWithinMs: 60_000,
      while: { fact: 'running', running: true },
      unless: [disturbances],
    },
  },
  {
    id: 'membership-rules',
    title: { en: 'Gossip sound', ja: 'ゴシップ健全' },
    about: {
      en: 'No two leaders contradict each other on the same version of the gossip. No version falls. A node that has removed a downed member handles nothing that this member sends.',
      ja: '同じ版のゴシップで2つのリーダーが食い違う変更をすることはなく、版が戻ることもありません。Down にして取り除いたメンバーが送るものは、どのノードも処理しません。',
    },
    check: { type: 'all', checks: [rule('one-leader'), rule('versions-rise'), rule('removed-silent')] },
  },
  {
    id: 'messages-in-order',
    title: { en: 'In order', ja: '送信順に処理' },
    about: {
      en: 'An actor handles the messages of a node in the order in which they were sent to it. Messages that you hold, move or copy do not count.',
      ja: 'アクターは、同じノードから届くメッセージを送信順に処理します。あなたが止めたり、動かしたり、複製したりしたメッセージは数えません。',
    },
    check: rule('messages-in-order'),
  },
]
