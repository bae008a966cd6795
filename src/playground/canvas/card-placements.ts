import { arrangeAroundRing } from './arrange-around-ring.ts'
import { arrangeAroundTrees } from './arrange-around-trees.ts'
import type { Arrangement, CardPlan, Room } from './card-plan.ts'
import { type Level, leastZoom, levelFor, levels, type Point, type Size, sizesAt } from './card-sizes.ts'
import type { TreeLayout } from './tree/tree-layout.ts'
import { treeCorner } from './tree/tree-measures.ts'

/**
 * The rectangle of a card on the canvas. The same participants always get the same rectangles in the same room: closed
 * nodes on a ring, open ones in the middle, and client, database and bin of dead letters around them.
 */
export interface Placement {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly level: Level
  /** The open actor tree of a node and its corner within the card. */
  readonly tree?: { readonly x: number; readonly y: number; readonly layout: TreeLayout }
}

/** Id of the bin of dead letters. The space keeps it apart from participant ids, which have none. */
export const binId = 'dead letters'

/** The cards at the highest level at which all of them fit into the room; at the lowest level they may need more. */
export function placeCards(plan: CardPlan, room: Room): ReadonlyMap<string, Placement> {
  const zoom = leastZoom(room.presenting)
  const available: Size =
    room.size === null
      ? { width: Number.POSITIVE_INFINITY, height: Number.POSITIVE_INFINITY }
      : { width: room.size.width / zoom, height: room.size.height / zoom }
  const arrange = (plan.trees?.size ?? 0) > 0 ? arrangeAroundTrees : arrangeAroundRing
  for (const level of levels) {
    const found = arrange(plan, room, level, available, level === levels.at(-1))
    if (found !== null) return placementsOf(plan, found, level, room.presenting)
  }
  throw new Error('The lowest level places cards in any room.')
}

function placementsOf(
  plan: CardPlan,
  { nodes, clients, databases, bin, nodeSizes }: Arrangement,
  level: Level,
  presenting: boolean,
): ReadonlyMap<string, Placement> {
  const sizes = sizesAt(level, presenting)
  const placements = new Map<string, Placement>()
  for (const [index, id] of plan.nodes.entries()) {
    const layout = plan.trees?.get(id)
    const card = placeAround(nodes[index]!, nodeSizes[index]!, level)
    placements.set(
      id,
      layout === undefined
        ? { ...card, level: levelFor(card, 'node', presenting) }
        : { ...card, level: 'full', tree: { ...treeCorner(layout, card, presenting), layout } },
    )
  }
  for (const [index, id] of plan.clients.entries())
    placements.set(id, placeAround(clients[index]!, sizes.outside, level))
  for (const [index, id] of plan.databases.entries())
    placements.set(id, placeAround(databases[index]!, sizes.outside, level))
  placements.set(binId, placeAround(bin, sizes.bin, level))
  return placements
}

const placeAround = (centre: Point, { width, height }: Size, level: Level): Placement => ({
  x: Math.round(centre.x - width / 2),
  y: Math.round(centre.y - height / 2),
  width,
  height,
  level,
})

/** Orders ids by name, then by number: `node-2` before `node-10`. */
export function byNameAndNumber(a: string, b: string): number {
  const [, nameA = a, numberA = ''] = /^(.*?)(\d*)$/.exec(a) ?? []
  const [, nameB = b, numberB = ''] = /^(.*?)(\d*)$/.exec(b) ?? []
  if (nameA !== nameB) return nameA < nameB ? -1 : 1
  return Number(numberA) - Number(numberB)
}
