import { presentingScale, type Size } from '../card-sizes.ts'
import type { Point, TreeLayout, TreeMeasures } from './tree-layout.ts'

/** Heights of a card's head and foot, its padding at the sides and its smallest width, as in the style sheet. */
const headHeight = 74
const footHeight = 46
const sidePadding = 16
const leastWidth = 264

export interface TreeRoom {
  readonly breadth: 'wide' | 'narrow'
  /** Larger boxes, for a single tree in a large room. */
  readonly roomy: boolean
  /** True in presentation mode, which has larger text. */
  readonly presenting: boolean
  /** The visible size of the canvas, in px; null: unknown. */
  readonly size: Size | null
}

/** The boxes hold three lines of text. */
export function treeMeasures({ breadth, roomy, presenting, size }: TreeRoom): TreeMeasures {
  const scale = presenting ? presentingScale : 1
  const scaled = (width: number, height: number) => ({
    width: Math.round(width * scale),
    height: Math.round(height * scale),
  })
  const within = size === null ? Number.POSITIVE_INFINITY : size.width - 2 * sidePadding
  const system = scaled(92, 26)
  return roomy
    ? {
        box: scaled(196, 80),
        root: scaled(150, 36),
        system,
        gapX: 28,
        gapY: 84 * scale,
        maxRowWidth: 1000,
        roomy,
      }
    : {
        box: scaled(152, 70),
        root: scaled(134, 30),
        system,
        gapX: 14,
        gapY: 54 * scale,
        maxRowWidth: breadth === 'wide' ? 640 * scale : Math.min(420, within),
        roomy,
      }
}

/** Size of a card that can hold each of these trees. */
export function cardSizeFor(trees: readonly TreeLayout[], presenting: boolean): Size {
  const scale = presenting ? presentingScale : 1
  const frame = (headHeight + footHeight) * scale
  return {
    width: Math.round(Math.max(leastWidth * scale, ...trees.map(tree => tree.width + 2 * sidePadding))),
    height: Math.round(Math.max(...trees.map(tree => tree.height)) + frame),
  }
}

/** Top left corner of the tree in its card: below the head, centred. */
export const treeCorner = (
  tree: TreeLayout,
  card: { readonly width: number },
  presenting: boolean,
): Point => ({
  x: Math.round((card.width - tree.width) / 2),
  y: Math.round(headHeight * (presenting ? presentingScale : 1)),
})
