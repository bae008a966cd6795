import { describeAction } from './describe-action.ts'
import type { Describe } from './describe-actor-event.ts'
import { describeReason } from './describe-reason.ts'
import { listEn, listJa, nameOfActor, nameOfAddress, nameOfPath, pluralEn, seconds } from './wording.ts'

type ClusterEventType =
  | 'ParticipantStarted'
  | 'ParticipantStopped'
  | 'ActionDone'
  | 'MemberChanged'
  | 'MemberUnreachable'
  | 'MemberReachable'
  | 'LeaderChanged'
  | 'ConvergenceChanged'
  | 'LeaseChanged'
  | 'GossipChanged'
  | 'DowningDecided'
  | 'SingletonManagerChanged'
  | 'SingletonIdentified'
  | 'TopicSubscribed'
  | 'TopicUnsubscribed'
  | 'Published'
  | 'ClientConnected'
  | 'ClientDisconnected'
  | 'ClientsChanged'

const stopReasons = {
  killed: { en: 'is killed', ja: 'が強制終了した' },
  left: { en: 'has left the cluster and stops', ja: 'がクラスターを離脱して停止した' },
  downed: { en: 'was marked as Down and stops', ja: 'は Down にされて停止した' },
  failed: { en: 'has failed and stops', ja: 'が失敗して停止した' },
  'power-failure': { en: 'loses power', ja: 'が停電で落ちた' },
} as const

export const describeClusterEvent: { readonly [T in ClusterEventType]: Describe<T> } = {
  ParticipantStarted: event => ({
    en:
      event.incarnation === 1
        ? `${event.node} starts`
        : `${event.node} starts again, as incarnation ${event.incarnation}`,
    ja:
      event.incarnation === 1
        ? `${event.node} が起動`
        : `${event.node} が再び起動(インカーネーション${event.incarnation})`,
  }),
  ParticipantStopped: (event, view) => {
    const { participant, reason, lostInFlight: lost, during } = event
    const actor = during === undefined ? '' : nameOfActor(view, during.actor, null)
    const en = during === undefined ? '' : ` while ${actor} handled ${during.label}`
    const ja = during === undefined ? '' : `${actor} が ${during.label} を処理中に `
    return {
      en: `${participant} ${stopReasons[reason].en}${en}${lost === 0 ? '' : `; ${lost} ${pluralEn(lost, 'message')} on the way to it ${pluralEn(lost, 'is', 'are')} lost`}`,
      ja: `${ja}${participant} ${stopReasons[reason].ja}${lost === 0 ? '' : `(配送中の${lost}件は届かない)`}`,
    }
  },
  ActionDone: (event, view) => describeAction(event.action, view),
  MemberChanged: (event, view) => {
    const member = nameOfAddress(view, event.member)
    return member === event.node
      ? { en: `${event.node} is ${event.status}`, ja: `${event.node} は ${event.status}` }
      : {
          en: `${event.node} sees ${member} as ${event.status}`,
          ja: `${event.node} から見て ${member} は ${event.status}`,
        }
  },
  MemberUnreachable: (event, view) => {
    const member = nameOfAddress(view, event.member)
    return { en: `${event.node} cannot reach ${member}`, ja: `${event.node} から ${member} に到達できない` }
  },
  MemberReachable: (event, view) => {
    const member = nameOfAddress(view, event.member)
    return {
      en: `${event.node} can reach ${member} again`,
      ja: `${event.node} から ${member} に再び到達できる`,
    }
  },
  LeaderChanged: (event, view) => {
    const leader = event.leader === null ? null : nameOfAddress(view, event.leader)
    return leader === null
      ? { en: `${event.node} sees no leader`, ja: `${event.node} から見てリーダーはいない` }
      : { en: `${event.node} sees ${leader} as leader`, ja: `${event.node} から見たリーダーは ${leader}` }
  },
  ConvergenceChanged: (event, view) => {
    const seenBy = event.seenBy.map(address => nameOfAddress(view, address))
    return event.converged
      ? {
          en: `${event.node} sees convergence: all members have seen its gossip`,
          ja: `${event.node} から見て収束(全員が同じゴシップを確認)`,
        }
      : {
          en: `${event.node} sees no convergence: its gossip was seen by ${listEn(seenBy) || 'no member'}`,
          ja: `${event.node} から見て未収束(確認済み: ${listJa(seenBy) || 'なし'})`,
        }
  },
  LeaseChanged: ({ lease, change, owner, expiresAt }) => {
    if (owner === null)
      return { en: `Nobody holds the lease ${lease}`, ja: `リース ${lease} の所有者はいない` }
    const until = seconds(expiresAt)
    return change === 'renewed'
      ? {
          en: `${owner} keeps the lease ${lease} until ${until} s`,
          ja: `${owner} がリース ${lease} を${until}秒まで延長`,
        }
      : {
          en: `${owner} holds the lease ${lease} until ${until} s`,
          ja: `${owner} がリース ${lease} を${until}秒まで所有`,
        }
  },
  GossipChanged: event => {
    const changes = Object.values(event.version).reduce((sum, count) => sum + count, 0)
    const count = event.observations.length
    return {
      en: `${event.node} holds gossip of ${changes} ${pluralEn(changes, 'change')}${count === 0 ? '' : `, with ${count} ${pluralEn(count, 'observation')} of an unreachable member`}`,
      ja: `${event.node} のゴシップは${changes}回の変更を含む${count === 0 ? '' : `(到達不能の観測${count}件)`}`,
    }
  },
  DowningDecided: (event, view) => {
    const down = event.down.map(address => nameOfAddress(view, address))
    return {
      en: `${event.node} decides with ${event.strategy}: ${event.decision}${down.length === 0 ? '' : `, marking ${listEn(down)} as Down`}`,
      ja: `${event.node} が ${event.strategy} で判断: ${event.decision}${down.length === 0 ? '' : `、${listJa(down)} を Down に`}`,
    }
  },
  SingletonManagerChanged: event => ({
    en: `The singleton manager on ${event.node} changes from ${event.from} to ${event.to}`,
    ja: `${event.node} のシングルトンマネージャー: ${event.from} → ${event.to}`,
  }),
  SingletonIdentified: (event, view) => {
    const proxy = nameOfActor(view, event.actor, event.node)
    const waiting = event.buffered === 0 ? null : event.buffered
    if (event.singleton === null) {
      return {
        en: `${proxy} does not know where the singleton is${waiting === null ? '' : `; it buffers ${waiting} ${pluralEn(waiting, 'message')}`}`,
        ja: `${proxy} はシングルトンの居場所を知らない${waiting === null ? '' : `(${waiting}件をバッファー中)`}`,
      }
    }
    const singleton = nameOfPath(view, event.singleton, null)
    return {
      en: `${proxy} identifies the singleton at ${singleton}`,
      ja: `${proxy} がシングルトンを ${singleton} に特定`,
    }
  },
  TopicSubscribed: (event, view) => ({
    en: `${nameOfActor(view, event.subscriber, event.node)} subscribes to “${event.topic}”`,
    ja: `${nameOfActor(view, event.subscriber, event.node)} がトピック「${event.topic}」を購読`,
  }),
  TopicUnsubscribed: (event, view) => ({
    en: `${nameOfActor(view, event.subscriber, event.node)} unsubscribes from “${event.topic}”`,
    ja: `${nameOfActor(view, event.subscriber, event.node)} がトピック「${event.topic}」の購読を終了`,
  }),
  Published: event => ({
    en: `${event.node} publishes ${event.label} on “${event.topic}” to ${event.nodes} ${pluralEn(event.nodes, 'node')}`,
    ja: `${event.node} がトピック「${event.topic}」に ${event.label} を配信(${event.nodes}ノード)`,
  }),
  ClientConnected: (event, view) => {
    const receptionist = nameOfPath(view, event.receptionist, null)
    return {
      en: `${event.node} is connected to ${receptionist}`,
      ja: `${event.node} が ${receptionist} に接続`,
    }
  },
  ClientDisconnected: (event, view) => {
    const why = describeReason(event.why, view)
    return { en: `${event.node} is disconnected: ${why.en}`, ja: `${event.node} の接続が切れた: ${why.ja}` }
  },
  ClientsChanged: (event, view) => {
    const clients = event.clients.map(client => nameOfPath(view, client, null))
    return {
      en: `${event.node} knows ${clients.length === 0 ? 'no client' : `the ${pluralEn(clients.length, 'client')} ${listEn(clients)}`}`,
      ja: `${event.node} が知るクライアント: ${listJa(clients) || 'なし'}`,
    }
  },
}
