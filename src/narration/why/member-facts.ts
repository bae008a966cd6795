import { type Found, lastBefore } from '../../trace/causes/search.ts'
import type { ParticipantView } from '../../trace/cluster-view.ts'
import type { ParticipantId } from '../../trace/identifiers.ts'
import type { TraceEvent } from '../../trace/trace-event.ts'
import { knowsShutdown, leaderByMajority } from '../../trace/views-agree.ts'
import type { Bilingual } from '../bilingual.ts'
import { listEn, listJa, nameOfAddress } from '../wording.ts'
import type { WhyContext } from './context.ts'
import { chainPart, sentencePart, type WhyPart } from './steps.ts'

/** The event by which a participant ended or, while it runs, started. */
export function startOrEnd({ log, view, count }: WhyContext, id: ParticipantId): Found | null {
  const running = view.participants[id]?.running === true
  return lastBefore(log, count, null, event =>
    running
      ? event.type === 'ParticipantStarted' && event.node === id
      : event.type === 'ParticipantStopped' && event.participant === id,
  )
}

/** The last event of a running node, or of this one, about a member: its status, or its reachability. */
export function lastAbout(
  { log, view, count }: WhyContext,
  { address, uid }: Pick<ParticipantView, 'address' | 'uid'>,
  viewer: ParticipantId | null,
  isKind: (event: TraceEvent) => boolean,
): Found | null {
  const counts = (node: ParticipantId) =>
    viewer === null ? view.participants[node]?.running === true : node === viewer
  return lastBefore(
    log,
    count,
    viewer,
    event =>
      'member' in event &&
      event.member === address &&
      event.uid === uid &&
      isKind(event) &&
      counts(event.node),
  )
}

/** Explains a node's status; for an ended node, its end and the beliefs of the others. */
export function statusParts(context: WhyContext, of: ParticipantId): readonly WhyPart[] {
  const member = context.view.participants[of]
  if (member === undefined) return []
  const parts: WhyPart[] = []
  const isChange = ({ type }: TraceEvent) => type === 'MemberChanged'
  if (!member.running) {
    const end = startOrEnd(context, of)
    if (end !== null) parts.push(chainPart(context, end))
    const told = lastAbout(
      context,
      member,
      null,
      event => isChange(event) || event.type === 'MemberUnreachable',
    )
    if (told !== null && hasNoticed(told.event)) {
      parts.push(
        chainPart(context, told, { en: 'What the others know of it:', ja: 'ほかのノードが知っていること:' }),
      )
    } else if (member.kind === 'node') parts.push(unnoticed(of))
    return parts
  }
  const own = lastAbout(context, member, of, isChange) ?? lastAbout(context, member, null, isChange)
  if (own !== null) return [chainPart(context, own)]
  const start = startOrEnd(context, of)
  if (start === null) return []
  return [
    chainPart(context, start, member.kind === 'node' ? outsideSentence(context, of) : null),
    ...joiningParts(context, of),
  ]
}

const outsideSentence = ({ view }: WhyContext, of: ParticipantId): Bilingual => ({
  en: `${of} is not a member of the cluster yet${knowsShutdown(view) ? ': the cluster prepares for its shutdown, so no node can join it' : ''}.`,
  ja: `${of} はまだクラスターのメンバーではない${knowsShutdown(view) ? '。クラスターが停止を準備しているので、どのノードも参加できない' : ''}。`,
})

/** The last failed attempt of a node to join through its seed nodes. */
function joiningParts({ log, count, view }: WhyContext, of: ParticipantId): readonly WhyPart[] {
  const failed = lastBefore(
    log,
    count,
    of,
    event => event.type === 'Logged' && event.text.startsWith("Couldn't join seed nodes"),
  )
  if (failed?.event.type !== 'Logged') return []
  const [, addresses = ''] = /seed-nodes=\[(.*)\]$/.exec(failed.event.text) ?? []
  const seeds = addresses.split(', ').map(address => nameOfAddress(view, address))
  return [
    sentencePart({
      en: `It asks its seed nodes in vain: ${listEn(seeds)}. Start one of them, or name others in the settings.`,
      ja: `シードノード(${listJa(seeds)})に尋ねているが、どこからも参加の許可がない。そのどれかを起動するか、設定で別のシードノードを指定するとよい。`,
    }),
  ]
}

/** Explains why some node cannot reach a member, or why none says so. */
export function reachabilityParts(
  context: WhyContext,
  of: ParticipantId,
  by: ParticipantId | null,
): readonly WhyPart[] {
  const member = context.view.participants[of]
  if (member === undefined) return []
  const found = lastAbout(
    context,
    member,
    by,
    ({ type }) => type === 'MemberUnreachable' || type === 'MemberReachable',
  )
  return [found === null ? unnoticed(of) : chainPart(context, found)]
}

/** True when an event says more about a member than that it was alive. */
const hasNoticed = (event: TraceEvent): boolean =>
  event.type === 'MemberUnreachable' ||
  (event.type === 'MemberChanged' &&
    (event.status === 'Exiting' || event.status === 'Down' || event.status === 'Removed'))

const unnoticed = (of: ParticipantId): WhyPart =>
  sentencePart({
    en: `No running node has noticed anything about ${of} yet. Only when its heartbeat replies stop for long enough does it count as unreachable.`,
    ja: `動いているノードは、まだ ${of} の変化に気づいていない。ハートビートの応答が十分長く途絶えて初めて、到達不能とみなされる。`,
  })

/** Explains a node's belief in its leader; without a node, the belief of most nodes. */
export function leaderParts(context: WhyContext, by: ParticipantId | null): readonly WhyPart[] {
  const { log, view, count } = context
  const viewer = by ?? leaderByMajority(view)?.id ?? null
  const found = lastBefore(log, count, viewer, ({ type }) => type === 'LeaderChanged')
  if (found !== null) return [chainPart(context, found)]
  return [
    sentencePart({
      en: 'There is no leader: no running node is a member of a cluster.',
      ja: 'リーダーはいない。クラスターのメンバーとして動いているノードがない。',
    }),
  ]
}
