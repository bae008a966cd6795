import type { Point, TreeLayout, TreeMeasures } from './tree-layout.ts'

/** Heights of a card's head and foot and its padding at the sides, equal to those in the style sheet. */
const headHeight = 70
const footHeight = 44
const sidePadding = 16

export interface TreeRoom {
  readonly breadth: 'wide' | 'narrow'
  /** Number of open trees. */
  readonly trees: number
  /** True in presentation mode, which has larger text. */
  readonly large: boolean
}

/** A single tree on a wide page gets larger boxes. */
export function treeMeasures({ breadth, trees, large }: TreeRoom): TreeMeasures {
  const roomy = breadth === 'wide' && trees <= 1
  const textScale = large ? 1.2 : 1
  const scaled = (width: number, height: number) => ({
    width: Math.round(width * textScale),
    height: Math.round(height * textScale),
  })
  return roomy
    ? { box: scaled(196, 78), root: scaled(150, 34), gapX: 30, gapY: 96, maxRowWidth: 1000, roomy }
    : {
        box: scaled(132, 58),
        root: scaled(124, 28),
        gapX: 12,
        gapY: breadth === 'wide' ? 66 : 54,
        maxRowWidth: breadth === 'wide' ? 600 : 420,
        roomy,
      }
}

/** Size of a card that can hold each of these trees. */
export function cardSizeFor(
  trees: readonly TreeLayout[],
  minSize: { readonly width: number; readonly height: number },
): { readonly width: number; readonly height: number } {
  return {
    width: Math.round(Math.max(minSize.width, ...trees.map(tree => tree.width + 2 * sidePadding))),
    height: Math.round(Math.max(minSize.height, ...trees.map(tree => tree.height + headHeight + footHeight))),
  }
}

/** Top left corner of the tree in its card: below the head, centred. */
export const treeCorner = (tree: TreeLayout, card: { readonly width: number }): Point => ({
  x: Math.round((card.width - tree.width) / 2),
  y: headHeight,
})
