import { addressOf } from '../trace/actor-path.ts'
import type { ClusterView, ParticipantView } from '../trace/cluster-view.ts'
import {
  beliefAbout,
  believedLeaders,
  clustersIn,
  isUnreachableFor,
  nodesAgree,
  participantAt,
  removersOf,
  runningNodes,
} from '../trace/views-agree.ts'
import type { Bilingual } from './bilingual.ts'
import {
  countEn,
  listEn,
  listJa,
  type Names,
  nameOfActor,
  nameOfAddress,
  noNames,
  pluralEn,
  sentence,
} from './wording.ts'

type Sentence = Bilingual | null

/** A view in one paragraph: nodes, leader, singleton, unreachable and stopped participants, messages in flight. */
export const summaryOf = (view: ClusterView, names: Names = noNames): Bilingual => {
  if (Object.keys(view.participants).length === 0) {
    return { en: 'Nothing has started yet.', ja: 'まだ何も起動していません。' }
  }
  const cluster = hasCluster(view)
  const sentences: Sentence[] = [
    ...(cluster
      ? [nodesSentence(view), clustersSentence(view), ...leaderSentences(view), ...statusSentences(view)]
      : standaloneSentences(view, names)),
    ...unreachableSentences(view),
    ...removedSentences(view),
    ...stoppedSentences(view),
    ...recoverySentences(view, names),
    ...(cluster ? clientSentences(view) : []),
    journalSentence(view),
    flightsSentence(view),
    deadLettersSentence(view),
  ]
  const present = sentences.filter(sentence => sentence !== null)
  return { en: present.map(({ en }) => en).join(' '), ja: present.map(({ ja }) => ja).join('') }
}

/** True when a node runs the cluster extension, or has no actors yet, so that it still may. */
const hasCluster = (view: ClusterView): boolean =>
  Object.values(view.participants).some(
    ({ kind, actors, beliefs }) =>
      kind === 'node' &&
      (actors['/system/cluster'] !== undefined ||
        Object.keys(beliefs).length > 0 ||
        Object.keys(actors).length === 0),
  )

/** Nodes without a cluster: their actors, and those waiting for a restart. */
const standaloneSentences = (view: ClusterView, names: Names): Sentence[] => {
  const nodes = runningNodes(view)
  if (nodes.length === 0) return [noNode]
  return nodes.flatMap(node => {
    const living = Object.values(node.actors).filter(actor => actor.stoppedAt === null)
    const waiting = living.filter(actor => actor.backingOffUntil !== null)
    return [
      {
        en: `${node.id} runs ${countEn(living.length)} ${pluralEn(living.length, 'actor')}.`,
        ja: `${node.id} で${living.length}個のアクターが動いています。`,
      },
      ...waiting.map(actor => {
        const name = nameOfActor(names, actor.path, node.id)
        return { en: `${name} is waiting for its restart.`, ja: `${name} は再起動を待っています。` }
      }),
    ]
  })
}

const noNode: Bilingual = { en: 'No node is running.', ja: '動いているノードはありません。' }

const nodesSentence = (view: ClusterView): Sentence => {
  const nodes = runningNodes(view)
  const count = nodes.length
  if (count === 0) return noNode
  const converged = nodesAgree(view) && nodes.every(node => node.converged)
  return {
    en: `${sentence(countEn(count))} ${pluralEn(count, 'node')}, ${converged ? 'converged' : 'not converged yet'}.`,
    ja: `${count}ノード、${converged ? '収束しています' : 'まだ収束していません'}。`,
  }
}

/** Halves of a split, and a first seed node that nobody answered, stay apart for good. */
const clustersSentence = (view: ClusterView): Sentence => {
  const clusters = clustersIn(view)
  if (clusters.length < 2) return null
  return {
    en: `There are ${countEn(clusters.length)} clusters: ${clusters.map(ids => listEn(ids)).join('; ')}. They never join; restart the nodes of one.`,
    ja: `クラスターが${clusters.length}つに分かれています(${clusters.map(ids => listJa(ids)).join(' / ')})。合流しないので、一方のノードを起動し直してください。`,
  }
}

const leaderSentences = (view: ClusterView): Sentence[] => {
  const leaders = believedLeaders(view).map(address => participantAt(view, address)?.id ?? address)
  const hosts = [...new Set(view.singletons.map(singleton => singleton.participant))]
  const [leader, ...others] = leaders
  const sentences: Sentence[] = []
  if (others.length > 0) {
    sentences.push({
      en: `The nodes do not agree on a leader: ${listEn(leaders, 'or')}.`,
      ja: `リーダーの見方が割れています(${listJa(leaders)})。`,
    })
  } else if (leader === undefined) {
    if (runningNodes(view).length > 0)
      sentences.push({ en: 'There is no leader.', ja: 'リーダーはいません。' })
  } else if (hosts.length === 1 && hosts[0] === leader) {
    return [
      {
        en: `${leader} leads and hosts the singleton.`,
        ja: `${leader} がリーダーで、シングルトンも動かしています。`,
      },
    ]
  } else {
    sentences.push({ en: `${leader} leads.`, ja: `リーダーは ${leader} です。` })
  }
  if (hosts.length === 1) {
    sentences.push({ en: `${hosts[0]} hosts the singleton.`, ja: `シングルトンは ${hosts[0]} にいます。` })
  } else if (hosts.length > 1) {
    sentences.push({
      en: `Split brain: the singleton runs on ${listEn(hosts)} at once!`,
      ja: `スプリットブレイン: シングルトンが ${listJa(hosts)} で同時に動いています!`,
    })
  } else if (hasSingletonManager(view)) {
    sentences.push({ en: 'No singleton is running right now.', ja: '今はシングルトンがいません。' })
  }
  return sentences
}

const hasSingletonManager = (view: ClusterView): boolean =>
  runningNodes(view).some(node =>
    Object.values(node.actors).some(actor => actor.role?.type === 'singleton-manager'),
  )

const statusSentences = (view: ClusterView): Sentence[] => {
  const byStatus = new Map<string, string[]>()
  for (const node of runningNodes(view)) {
    const status = beliefAbout(view, node.id, node.id)?.status ?? null
    if (status === 'Up') continue
    const key = status ?? 'outside'
    byStatus.set(key, [...(byStatus.get(key) ?? []), node.id])
  }
  return [...byStatus].map(([status, ids]) =>
    status === 'outside'
      ? {
          en: `${listEn(ids)} ${pluralEn(ids.length, 'is', 'are')} not ${pluralEn(ids.length, 'a member', 'members')} yet.`,
          ja: `${listJa(ids)} はまだメンバーではありません。`,
        }
      : {
          en: `${listEn(ids)} ${pluralEn(ids.length, 'is', 'are')} ${status}.`,
          ja: `${listJa(ids)} は ${status} です。`,
        },
  )
}

const unreachableSentences = (view: ClusterView): Sentence[] => {
  const sentences: Sentence[] = []
  const nodes = runningNodes(view)
  for (const subject of Object.values(view.participants)) {
    if (subject.kind !== 'node') continue
    const viewers = nodes.filter(node => isUnreachableFor(view, node.id, subject.id)).map(node => node.id)
    if (viewers.length === 0) continue
    const status = beliefAbout(view, viewers[0] as string, subject.id)?.status
    const down = status === 'Down'
    const all = nodes.length > 1 && viewers.length === nodes.length
    sentences.push({
      en: `${all ? 'No running node can' : `${listEn(viewers)} cannot`} reach ${subject.id}${down ? ', which is marked as Down' : ''}.`,
      ja: `${all ? 'どのノードからも' : `${listJa(viewers)} から`} ${subject.id} に到達できません${down ? '(Down とされています)' : ''}。`,
    })
  }
  return sentences
}

/** Removals that the removed node has not heard of. */
const removedSentences = (view: ClusterView): Sentence[] =>
  runningNodes(view).flatMap(({ id }) => {
    const removers = removersOf(view, id).map(node => node.id)
    if (removers.length === 0) return []
    return {
      en: `${listEn(removers)} ${pluralEn(removers.length, 'has', 'have')} removed ${id}, which does not know it yet.`,
      ja: `${listJa(removers)} は ${id} を削除しましたが、${id} はまだ知りません。`,
    }
  })

const whyStopped: { readonly [R in NonNullable<ParticipantView['stoppedBecause']>]: Bilingual } = {
  killed: { en: 'was killed', ja: '強制終了されました' },
  left: { en: 'has left', ja: '離脱しました' },
  downed: { en: 'was marked as Down and stopped', ja: 'Down にされて停止しました' },
  failed: { en: 'has failed', ja: '失敗して停止しました' },
  'power-failure': { en: 'lost power', ja: '停電で落ちました' },
}

const stoppedSentences = (view: ClusterView): Sentence[] =>
  Object.values(view.participants)
    .filter(one => !one.running && one.stoppedBecause !== null)
    .map(one => {
      const why = whyStopped[one.stoppedBecause ?? 'failed']
      const name = one.kind === 'node' ? one.id : `the ${one.id}`
      return {
        en: `${one.kind === 'node' ? name : sentence(name)} ${why.en}.`,
        ja: `${one.id} は${why.ja}。`,
      }
    })

const recoverySentences = (view: ClusterView, names: Names): Sentence[] =>
  runningNodes(view).flatMap(node =>
    Object.values(node.actors)
      .filter(actor => actor.stoppedAt === null && actor.role?.type === 'persistent' && actor.role.recovering)
      .map(actor => {
        const name = nameOfActor(names, actor.path, node.id)
        return {
          en: `${name} is recovering from the journal.`,
          ja: `${name} がジャーナルからリカバリー中です。`,
        }
      }),
  )

const clientSentences = (view: ClusterView): Sentence[] =>
  Object.values(view.participants)
    .filter(one => one.kind === 'client' && one.running)
    .map(client => {
      if (client.contact === null) {
        return { en: `${sentence(client.id)} is not connected.`, ja: `${client.id} は未接続です。` }
      }
      const address = addressOf(client.contact)
      const contact = address === null ? client.contact : nameOfAddress(view, address)
      return {
        en: `${sentence(client.id)} is connected to ${contact}.`,
        ja: `${client.id} は ${contact} に接続しています。`,
      }
    })

const journalSentence = (view: ClusterView): Sentence => {
  const journals = Object.values(view.journal)
  if (journals.length === 0) return null
  const events = journals.reduce((sum, journal) => sum + journal.events, 0)
  const snapshots = journals.reduce((sum, journal) => sum + journal.snapshots.length, 0)
  return {
    en: `The journal holds ${countEn(events)} ${pluralEn(events, 'event')}${snapshots === 0 ? '' : ` and ${countEn(snapshots)} ${pluralEn(snapshots, 'snapshot')}`}.`,
    ja: `ジャーナルにはイベントが${events}件${snapshots === 0 ? '' : `、スナップショットが${snapshots}件`}あります。`,
  }
}

/** Gossip and heartbeats are left out, because some are always in flight. */
const flightsSentence = (view: ClusterView): Sentence => {
  const count = view.flights.filter(
    ({ protocol }) => protocol !== 'membership' && protocol !== 'failure-detector',
  ).length
  if (count === 0) return null
  return {
    en: `${sentence(countEn(count))} ${pluralEn(count, 'message is', 'messages are')} in flight.`,
    ja: `${count}件のメッセージが配送中です。`,
  }
}

const deadLettersSentence = (view: ClusterView): Sentence =>
  view.deadLetters === 0
    ? null
    : {
        en: `${sentence(countEn(view.deadLetters))} ${pluralEn(view.deadLetters, 'message')} became ${pluralEn(view.deadLetters, 'a dead letter', 'dead letters')}.`,
        ja: `デッドレターは${view.deadLetters}件です。`,
      }
