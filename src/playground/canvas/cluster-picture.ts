import { type ClusterView, emptyKeyed, type ParticipantId, type ParticipantView } from '../../trace/index.ts'
import { type Link, linksOf } from './links.ts'
import { faceOf, isClustered, type MemberFace, type Opinion, opinionOf } from './member-face.ts'
import { bySeatOrder } from './seats.ts'

/** What the canvas shows of the membership. Made anew only when that changes, not with every message. */
export interface ClusterPicture {
  /** In seat order. */
  readonly nodes: readonly ParticipantId[]
  readonly faces: { readonly [id: ParticipantId]: MemberFace }
  /** What each node holds of each, in the order of `nodes`. */
  readonly opinions: { readonly [id: ParticipantId]: readonly Opinion[] }
  readonly links: readonly Link[]
}

const stores = (one: ParticipantView): boolean =>
  Object.values(one.actors).some(actor => actor.role?.type === 'persistent' && actor.stoppedAt === null)

/** All that a picture depends on; the view keeps the identity of what did not change. */
const traitsOf = (view: ClusterView): readonly unknown[] => [
  view.singletons,
  ...Object.values(view.participants).flatMap(one => [
    one.id,
    one.running,
    one.uid,
    one.beliefs,
    one.leader,
    one.contact,
    stores(one),
    isClustered(one),
  ]),
]

let seen: { view: ClusterView; traits: readonly unknown[]; picture: ClusterPicture } | null = null

/** The picture of a view. Many cards ask for that of the same view, so the last is kept. */
export function pictureOf(view: ClusterView): ClusterPicture {
  if (seen?.view === view) return seen.picture
  const traits = traitsOf(view)
  const same =
    seen !== null &&
    seen.traits.length === traits.length &&
    traits.every((trait, place) => trait === seen?.traits[place])
  seen = { view, traits, picture: same && seen !== null ? seen.picture : draw(view) }
  return seen.picture
}

function draw(view: ClusterView): ClusterPicture {
  const nodes = Object.values(view.participants)
    .filter(one => one.kind === 'node')
    .map(one => one.id)
    .sort(bySeatOrder)
  const faces = emptyKeyed<MemberFace>()
  const opinions = emptyKeyed<readonly Opinion[]>()
  for (const id of nodes) {
    const face = faceOf(view, id)
    if (face !== null) faces[id] = face
    opinions[id] = nodes.map(other => opinionOf(view, id, other))
  }
  return { nodes, faces, opinions, links: linksOf(view) }
}
