import { type ClusterView, emptyKeyed, type ParticipantId, type ParticipantView } from '../../trace/index.ts'
import { byNameAndNumber } from './card-placements.ts'
import { type Link, linksOf } from './links.ts'
import {
  isClustered,
  type MemberSummary,
  memberSummaryOf,
  type Opinion,
  opinionOf,
} from './member-summary.ts'

/** The membership as the canvas shows it. A new object only when it changes, not with every message. */
export interface ClusterPicture {
  /** Ordered by name and number. */
  readonly nodes: readonly ParticipantId[]
  readonly members: { readonly [id: ParticipantId]: MemberSummary }
  /** Opinion of each node on each node, in the order of `nodes`. */
  readonly opinions: { readonly [id: ParticipantId]: readonly Opinion[] }
  readonly links: readonly Link[]
}

const hasPersistentActor = (participant: ParticipantView): boolean =>
  Object.values(participant.actors).some(
    actor => actor.role?.type === 'persistent' && actor.stoppedAt === null,
  )

/** The values that a picture depends on; the view keeps the identity of unchanged ones. */
const dependenciesOf = (view: ClusterView): readonly unknown[] => [
  view.singletons,
  ...Object.values(view.participants).flatMap(participant => [
    participant.id,
    participant.running,
    participant.uid,
    participant.beliefs,
    participant.leader,
    participant.contact,
    hasPersistentActor(participant),
    isClustered(participant),
  ]),
]

let lastPicture: { view: ClusterView; traits: readonly unknown[]; picture: ClusterPicture } | null = null

/** The picture of a view. The last one is cached, because many cards ask for the same view. */
export function pictureOf(view: ClusterView): ClusterPicture {
  if (lastPicture?.view === view) return lastPicture.picture
  const traits = dependenciesOf(view)
  const unchanged =
    lastPicture !== null &&
    lastPicture.traits.length === traits.length &&
    traits.every((trait, place) => trait === lastPicture?.traits[place])
  lastPicture = {
    view,
    traits,
    picture: unchanged && lastPicture !== null ? lastPicture.picture : buildPicture(view),
  }
  return lastPicture.picture
}

function buildPicture(view: ClusterView): ClusterPicture {
  const nodes = Object.values(view.participants)
    .filter(participant => participant.kind === 'node')
    .map(participant => participant.id)
    .sort(byNameAndNumber)
  const faces = emptyKeyed<MemberSummary>()
  const opinions = emptyKeyed<readonly Opinion[]>()
  for (const id of nodes) {
    const face = memberSummaryOf(view, id)
    if (face !== null) faces[id] = face
    opinions[id] = nodes.map(other => opinionOf(view, id, other))
  }
  return { nodes, members: faces, opinions, links: linksOf(view) }
}
