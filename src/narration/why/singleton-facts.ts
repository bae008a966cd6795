import { localPath, parentOf } from '../../trace/actor-path.ts'
import { type Found, lastBefore } from '../../trace/causes/search.ts'
import type { ParticipantId, PathText } from '../../trace/identifiers.ts'
import type { TraceEvent } from '../../trace/trace-event.ts'
import { runningNodes } from '../../trace/views-agree.ts'
import type { Bilingual } from '../bilingual.ts'
import type { WhyContext } from './context.ts'
import { lastAbout } from './member-facts.ts'
import { ruleWords } from './rules.ts'
import { chainPart, sentencePart, type WhyPart } from './steps.ts'

/** Explains the host of the singleton; without one, its end and the wait of its successor. */
export function singletonParts(context: WhyContext): readonly WhyPart[] {
  const { view } = context
  const [running] = view.singletons
  if (running !== undefined) {
    return view.singletons.flatMap(({ participant, path }) => {
      const start = lastStart(context, path, participant)
      return start === null ? [] : [chainPart(context, start)]
    })
  }
  const manager = lastBefore(
    context.log,
    context.count,
    null,
    ({ type }) => type === 'SingletonManagerChanged',
  )
  if (manager?.event.type !== 'SingletonManagerChanged') {
    return [
      sentencePart({
        en: 'No node may host the singleton yet: only a member that is Up can be the oldest.',
        ja: 'シングルトンを動かせるノードはまだない。最年長になれるのは Up のメンバーだけ。',
      }),
    ]
  }
  const path = localPath(manager.event.actor)
  const last = lastStart(context, path, null)
  if (last === null) {
    const acquiring = managersAt(context, path).find(({ state }) => state === 'AcquiringLease')
    return [chainPart(context, manager, acquiring === undefined ? neverStarted : waitsForLease(acquiring.id))]
  }
  const host = last.event.node
  const end = endAfter(context, last)
  const parts: WhyPart[] = []
  if (end !== null) {
    parts.push(
      chainPart(context, end, {
        en: `The last one ended on ${host}.`,
        ja: `最後のシングルトンは ${host} で終わった。`,
      }),
    )
  }
  return [...parts, ...successorParts(context, path, host)]
}

const neverStarted = {
  en: 'The singleton has not started yet: its managers are still finding out who is the oldest.',
  ja: 'シングルトンはまだ開始していない。マネージャーが最年長のノードを確かめている。',
}

const waitsForLease = (id: ParticipantId): Bilingual => ({
  en: `${id} is the oldest, and asks the database for the lease of the singleton. Without the lease it starts none.`,
  ja: `${id} が最年長で、シングルトンのリースをデータベースに求めている。リースがなければ開始しない。`,
})

/** The start of a child of a manager, or of the singleton itself, at this path. */
function lastStart({ log, count }: WhyContext, path: PathText, node: ParticipantId | null): Found | null {
  return lastBefore(log, count, node, event => {
    if (event.type !== 'ActorStarted') return false
    const started = localPath(event.actor)
    return started === path || parentOf(started) === path
  })
}

/** The event that ended the singleton that started there: its stop, or the end of its node. */
function endAfter({ log, count }: WhyContext, { event: start, position }: Found): Found | null {
  if (start.type !== 'ActorStarted') return null
  const ends = (event: TraceEvent) =>
    (event.type === 'ActorStopped' && event.node === start.node && event.actor === start.actor) ||
    (event.type === 'ParticipantStopped' && event.participant === start.node)
  let found = lastBefore(log, count, null, ends)
  let first: Found | null = null
  while (found !== null && found.position > position) {
    first = found
    found = lastBefore(log, found.position, null, ends)
  }
  return first
}

const managersAt = ({ view }: WhyContext, path: PathText) =>
  runningNodes(view).flatMap(({ id, actors }) => {
    const role = actors[path]?.role
    return role?.type === 'singleton-manager' && actors[path]?.stoppedAt === null
      ? [{ id, state: role.state }]
      : []
  })

/** The wait of the next singleton, at the manager that will host it. */
function successorParts(context: WhyContext, path: PathText, host: ParticipantId): readonly WhyPart[] {
  const states = managersAt(context, path)
  const inState = (...wanted: readonly string[]) => states.find(({ state }) => wanted.includes(state))
  const change = (node: ParticipantId) =>
    lastBefore(context.log, context.count, node, ({ type }) => type === 'SingletonManagerChanged')
  const handing = inState('HandingOver', 'WasOldest', 'Stopping')
  const becoming = inState('BecomingOldest')
  const acquiring = inState('AcquiringLease')
  const stopped = inState('Oldest')
  if (becoming !== undefined) {
    const margin = ruleWords('schedule DelayedMemberRemoved', context.settings).text
    return part(context, change(becoming.id), {
      en: `${becoming.id} is to host the next one. It waits until ${host} hands over or, once ${host} is removed, until the margin is over. ${margin.en}`,
      ja: `次のホストは ${becoming.id}。${host} からの引き渡しか、${host} が取り除かれた後の猶予の終わりを待っている。${margin.ja}`,
    })
  }
  if (acquiring !== undefined) return part(context, change(acquiring.id), waitsForLease(acquiring.id))
  if (handing !== undefined) {
    return part(context, change(handing.id), {
      en: `${handing.id} hands the singleton over and waits for the answer of its successor.`,
      ja: `${handing.id} がシングルトンを引き渡し中で、後継の応答を待っている。`,
    })
  }
  if (stopped !== undefined) {
    return part(context, change(stopped.id), {
      en: `${stopped.id} is the oldest, and its manager does not start a singleton again that stopped by itself.`,
      ja: `最年長は ${stopped.id}。自分で停止したシングルトンを、マネージャーは再び開始しない。`,
    })
  }
  if (states.length === 0) {
    return [
      sentencePart({
        en: 'No running node may host the next one. Start a node with its role.',
        ja: '次のシングルトンを動かせるノードがない。そのロールを持つノードを起動してほしい。',
      }),
    ]
  }
  return waitingForRemoval(context, host)
}

/** The managers still count the old host as the oldest member, until it is marked Down and removed. */
function waitingForRemoval(context: WhyContext, host: ParticipantId): readonly WhyPart[] {
  const { view } = context
  const old = view.participants[host]
  const known = runningNodes(view).map(({ beliefs }) =>
    old === undefined ? undefined : beliefs[old.address],
  )
  const beliefs = known.filter(belief => belief !== undefined && belief.uid === old?.uid)
  if (old === undefined || beliefs.length === 0) return []
  const told = lastAbout(
    context,
    old,
    null,
    ({ type }) => type === 'MemberUnreachable' || type === 'MemberChanged',
  )
  if (beliefs.every(belief => belief?.reachable) && beliefs.every(belief => belief?.status === 'Up')) {
    const { text } = ruleWords('reaper tick', context.settings)
    return [
      sentencePart({
        en: `For the other nodes ${host} is still the oldest member, and only the oldest may host the singleton. They have not noticed yet that ${host} is gone. ${text.en}`,
        ja: `ほかのノードにとって最年長のメンバーはまだ ${host} で、シングルトンを動かせるのは最年長だけ。${host} がいないことには、まだ気づいていない。${text.ja}`,
      }),
    ]
  }
  if (beliefs.some(belief => belief?.status === 'Down' || belief?.status === 'Exiting')) {
    const { text } = ruleWords('leader tick', context.settings)
    return part(context, told, {
      en: `Its successor waits until ${host} is removed from the cluster. ${text.en}`,
      ja: `後継は、${host} がクラスターから取り除かれるのを待っている。${text.ja}`,
    })
  }
  const { text } = ruleWords('stable-after', context.settings)
  return part(context, told, {
    en: `${host} is unreachable, but still a member and the oldest. Its successor waits until it is marked Down. ${text.en}`,
    ja: `${host} は到達不能だが、まだ最年長のメンバーのまま。後継は、それが Down にされるのを待っている。${text.ja}`,
  })
}

const part = (context: WhyContext, found: Found | null, lead: WhyPart['lead']): readonly WhyPart[] =>
  found === null ? (lead === null ? [] : [sentencePart(lead)]) : [chainPart(context, found, lead)]
