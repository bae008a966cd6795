import { localPath, type ParticipantId, type PathText, parentOf } from '../../../trace/index.ts'
import type { Seat } from '../seats.ts'
import type { Box, Point, TreeEdge } from '../tree/tree-layout.ts'

export type Seats = ReadonlyMap<ParticipantId, Seat>

/** An actor's box on the canvas; null where its node's tree is closed. */
export interface ActorPlace {
  readonly box: Box
  /** The middle of its supervisor's chip. */
  readonly chip: Point
  readonly path: PathText
}

const edgesOf = new WeakMap<object, ReadonlyMap<PathText, TreeEdge>>()

function edgeOf(tree: NonNullable<Seat['tree']>, path: PathText): TreeEdge | undefined {
  let edges = edgesOf.get(tree.layout)
  if (edges === undefined) {
    edges = new Map(tree.layout.edges.map(edge => [edge.child, edge]))
    edgesOf.set(tree.layout, edges)
  }
  return edges.get(path)
}

/**
 * Where an actor is to be seen. One without a box of its own, as an adapter or one of too many, is seen at the nearest
 * above it; what is not under /user at the port of the system.
 */
export function actorPlace(seat: Seat | undefined, actor: PathText): ActorPlace | null {
  if (seat?.tree === undefined) return null
  const { tree } = seat
  const moved = (box: Box): Box => ({ ...box, x: seat.x + tree.x + box.x, y: seat.y + tree.y + box.y })
  for (let path: PathText | null = localPath(actor); path !== null; path = parentOf(path)) {
    const own = tree.layout.boxes.get(path)
    if (own === undefined) continue
    const box = moved(own)
    const chip = edgeOf(tree, path)?.chip
    return {
      box,
      path,
      chip:
        chip === undefined
          ? { x: box.x + box.width / 2, y: box.y }
          : { x: seat.x + tree.x + chip.x, y: seat.y + tree.y + chip.y },
    }
  }
  const box = moved(tree.layout.system)
  return { box, path: '/system', chip: { x: box.x, y: box.y } }
}
