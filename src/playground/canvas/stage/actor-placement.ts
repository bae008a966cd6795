import { localPath, type ParticipantId, type PathText, parentOf } from '../../../trace/index.ts'
import type { Placement } from '../card-placements.ts'
import type { Box, Point, TreeEdge } from '../tree/tree-layout.ts'

export type Placements = ReadonlyMap<ParticipantId, Placement>

/** The box of an actor on the canvas. */
export interface ActorPlacement {
  readonly box: Box
  /** Centre of its supervisor's chip. */
  readonly chip: Point
  readonly path: PathText
}

const edgesOfLayout = new WeakMap<object, ReadonlyMap<PathText, TreeEdge>>()

function edgeOf(tree: NonNullable<Placement['tree']>, path: PathText): TreeEdge | undefined {
  let edges = edgesOfLayout.get(tree.layout)
  if (edges === undefined) {
    edges = new Map(tree.layout.edges.map(edge => [edge.child, edge]))
    edgesOfLayout.set(tree.layout, edges)
  }
  return edges.get(path)
}

/**
 * Finds the box that stands for an actor: its own, or that of its nearest ancestor when it has none (an adapter, or one
 * child too many), or the box of /system for actors outside /user. Null when the node's tree is closed.
 */
export function actorPlacement(placement: Placement | undefined, actor: PathText): ActorPlacement | null {
  if (placement?.tree === undefined) return null
  const { tree } = placement
  const moved = (box: Box): Box => ({
    ...box,
    x: placement.x + tree.x + box.x,
    y: placement.y + tree.y + box.y,
  })
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
          : { x: placement.x + tree.x + chip.x, y: placement.y + tree.y + chip.y },
    }
  }
  const box = moved(tree.layout.system)
  return { box, path: '/system', chip: { x: box.x, y: box.y } }
}
