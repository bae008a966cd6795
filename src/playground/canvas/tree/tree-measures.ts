import type { Point, TreeLayout, TreeMeasures } from './tree-layout.ts'

/** A card's head and foot, and what is free at its sides; as the styles have it. */
const head = 70
const foot = 44
const side = 16

export interface TreeRoom {
  readonly breadth: 'wide' | 'narrow'
  /** So many trees share the picture. */
  readonly trees: number
  /** Words are larger, for a room. */
  readonly large: boolean
}

/** Few trees have more room each. */
export function treeMeasures({ breadth, trees, large }: TreeRoom): TreeMeasures {
  const roomy = breadth === 'wide' && trees <= 1
  const words = large ? 1.2 : 1
  const scaled = (width: number, height: number) => ({
    width: Math.round(width * words),
    height: Math.round(height * words),
  })
  return roomy
    ? { box: scaled(196, 78), root: scaled(150, 34), gapX: 30, gapY: 96, widest: 1000, roomy }
    : {
        box: scaled(132, 58),
        root: scaled(124, 28),
        gapX: 12,
        gapY: breadth === 'wide' ? 66 : 54,
        widest: breadth === 'wide' ? 600 : 420,
        roomy,
      }
}

/** The size of a card that holds any of these trees. */
export function cardAround(
  trees: readonly TreeLayout[],
  least: { readonly width: number; readonly height: number },
): { readonly width: number; readonly height: number } {
  return {
    width: Math.round(Math.max(least.width, ...trees.map(tree => tree.width + 2 * side))),
    height: Math.round(Math.max(least.height, ...trees.map(tree => tree.height + head + foot))),
  }
}

/** Where the tree stands within its card: below the head, in the middle. */
export const treeCorner = (tree: TreeLayout, card: { readonly width: number }): Point => ({
  x: Math.round((card.width - tree.width) / 2),
  y: head,
})
