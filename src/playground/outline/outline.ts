import {
  type ActorView,
  type ClusterView,
  type FlightView,
  localPath,
  type ParticipantId,
  type ParticipantView,
  type PathText,
  parentOf,
  type VirtualTime,
} from '../../trace/index.ts'
import { byNameAndNumber } from '../canvas/card-placements.ts'
import { type Opinion, opinionOf } from '../canvas/member-summary.ts'
import { messagesUnderWay, type WaitingMail } from '../events/messages-under-way.ts'
import { treeLines } from '../inspector/actor-tree.ts'

/** The relations by which the parts of the cluster are grouped: who contains, believes, supervises, hosts or sends what. */
export const groupings = ['node', 'belief', 'supervision', 'hosting', 'message'] as const
export type Grouping = (typeof groupings)[number]

/** A thing of the outline. Its words are made in the page's language. */
export type Thing =
  | { readonly type: 'participant'; readonly participant: ParticipantView }
  | { readonly type: 'actor'; readonly participant: ParticipantView; readonly actor: ActorView }
  | {
      readonly type: 'belief'
      readonly observer: ParticipantId
      readonly member: ParticipantId
      readonly opinion: Opinion
    }
  | {
      readonly type: 'singleton'
      readonly path: PathText
      /** The participants on which it runs: none for a moment, two in a split brain. */
      readonly hosts: readonly ParticipantId[]
    }
  | { readonly type: 'flight'; readonly flight: FlightView }
  | { readonly type: 'mail'; readonly mail: WaitingMail }
  | { readonly type: 'dead-letters'; readonly count: number }

export interface OutlineItem {
  /** The same for one thing in every grouping, and while its state changes. */
  readonly key: string
  readonly thing: Thing
  readonly children: readonly OutlineItem[]
}

/**
 * The cluster as a tree of things, for those who do not see the canvas.
 *
 * @param at the shown instant, in virtual ms
 * @param order paths of the scenario's actors, in its order
 */
export function outlineOf(
  view: ClusterView,
  at: VirtualTime,
  grouping: Grouping,
  order: readonly string[],
): readonly OutlineItem[] {
  const participants = Object.values(view.participants).sort((a, b) => byNameAndNumber(a.id, b.id))
  switch (grouping) {
    case 'node':
      return [
        ...participants.map(participant => participantItem(participant, actorItems(participant, order))),
        { key: 'dead-letters', thing: { type: 'dead-letters', count: view.deadLetters }, children: [] },
      ]
    case 'belief': {
      const nodes = participants.filter(({ kind }) => kind === 'node')
      return nodes
        .filter(({ running }) => running)
        .map(observer => participantItem(observer, beliefItems(view, observer, nodes)))
    }
    case 'supervision':
      return participants.flatMap(participant => supervisorItems(participant, order))
    case 'hosting':
      return hostingItems(view, participants)
    case 'message':
      return participants.flatMap(participant => {
        const children = messageItems(view, at, participant.id)
        return children.length === 0 ? [] : [participantItem(participant, children)]
      })
  }
}

const participantItem = (participant: ParticipantView, children: readonly OutlineItem[]): OutlineItem => ({
  key: participant.id,
  thing: { type: 'participant', participant },
  children,
})

const actorItem = (
  participant: ParticipantView,
  actor: ActorView,
  children: readonly OutlineItem[],
): OutlineItem => ({
  key: `${participant.id}${actor.path}`,
  thing: { type: 'actor', participant, actor },
  children,
})

/** The user's actors of a participant, each with its children. */
function actorItems(participant: ParticipantView, order: readonly string[]): readonly OutlineItem[] {
  const lines = treeLines(participant, '/user', order)
  const shown = new Set(lines.map(({ actor }) => actor.path))
  const below = (parent: string | null): readonly OutlineItem[] =>
    lines
      .filter(({ actor }) => {
        const above = parentOf(actor.path)
        return (above !== null && shown.has(above) ? above : null) === parent
      })
      .map(({ actor }) => actorItem(participant, actor, below(actor.path)))
  return below(null)
}

/** The actors with children, each with the actors that it supervises. */
function supervisorItems(participant: ParticipantView, order: readonly string[]): readonly OutlineItem[] {
  const supervisors: OutlineItem[] = []
  const add = (items: readonly OutlineItem[]) => {
    for (const item of items) {
      if (item.children.length === 0) continue
      supervisors.push({ ...item, children: item.children.map(child => ({ ...child, children: [] })) })
      add(item.children)
    }
  }
  const items = actorItems(participant, order)
  // The top actors are supervised by the participant's guardian, which is not shown as an actor.
  if (items.length > 0)
    supervisors.push(
      participantItem(
        participant,
        items.map(item => ({ ...item, children: [] })),
      ),
    )
  add(items)
  return supervisors
}

const beliefItems = (
  view: ClusterView,
  observer: ParticipantView,
  nodes: readonly ParticipantView[],
): readonly OutlineItem[] =>
  nodes.map(({ id }) => ({
    key: `${observer.id} sees ${id}`,
    thing: { type: 'belief', observer: observer.id, member: id, opinion: opinionOf(view, observer.id, id) },
    children: [],
  }))

/** Each singleton with what can start it, its managers, and what looks for it, the proxies. */
function hostingItems(view: ClusterView, participants: readonly ParticipantView[]): readonly OutlineItem[] {
  const actors = participants
    .filter(({ running }) => running)
    .flatMap(participant =>
      Object.values(participant.actors)
        .filter(({ stoppedAt }) => stoppedAt === null)
        .map(actor => ({ participant, actor })),
    )
  const managers = actors.filter(({ actor }) => actor.role?.type === 'singleton-manager')
  const proxies = actors.filter(({ actor }) => actor.role?.type === 'singleton-proxy')
  const paths = [...new Set(managers.map(({ actor }) => localPath(actor.path)))].sort()
  const singletonOf = (manager: PathText) => {
    const known = view.singletons.find(({ path }) => parentOf(localPath(path)) === manager)
    return known === undefined ? `${manager}/singleton` : localPath(known.path)
  }
  return paths.map(manager => {
    const path = singletonOf(manager)
    const hosts = view.singletons
      .filter(singleton => localPath(singleton.path) === path)
      .map(({ participant }) => participant)
    return {
      key: `singleton ${path}`,
      thing: { type: 'singleton', path, hosts },
      children: [
        ...managers.filter(({ actor }) => localPath(actor.path) === manager),
        // A proxy that knows no singleton may look for any of them.
        ...proxies.filter(({ actor: { role } }) => {
          const known = role?.type === 'singleton-proxy' ? role.singleton : null
          return known === null || localPath(known) === path
        }),
      ].map(({ participant, actor }) => actorItem(participant, actor, [])),
    }
  })
}

/** The messages that a participant sent to another one, and those in the mailboxes of its actors. */
function messageItems(view: ClusterView, at: VirtualTime, id: ParticipantId): readonly OutlineItem[] {
  const { flights, mail } = messagesUnderWay(view, at, id)
  return [
    ...flights
      .filter(({ from }) => from === id)
      .map((flight): OutlineItem => ({ key: flight.id, thing: { type: 'flight', flight }, children: [] })),
    ...mail.map(
      (waiting): OutlineItem => ({
        key: waiting.id,
        thing: { type: 'mail', mail: waiting },
        children: [],
      }),
    ),
  ]
}
