import type { PathText } from '../../../trace/index.ts'
import { guardian, type Slots } from './actor-slots.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box extends Point {
  readonly width: number
  readonly height: number
}

/** The line from an actor up to its parent, on which its supervisor sits. */
export interface TreeEdge {
  readonly child: PathText
  /** As the `d` of an SVG path, from the parent down. */
  readonly line: string
  /** Middle of the supervisor's chip. */
  readonly chip: Point
  /** Where the line leaves the parent. For the guardian, above which nobody is, where it would. */
  readonly top: Point
}

/** A tree in a plane of its own, whose corner is at 0, 0. */
export interface TreeLayout {
  readonly width: number
  readonly height: number
  readonly boxes: ReadonlyMap<PathText, Box>
  readonly edges: readonly TreeEdge[]
  /** Stands for all of /system: messages come out of it and go into it. */
  readonly system: Box
  /** There is room for larger words. */
  readonly roomy: boolean
}

export interface TreeMeasures {
  readonly box: { readonly width: number; readonly height: number }
  /** The guardian's, where nothing is known of it. */
  readonly root: { readonly width: number; readonly height: number }
  readonly gapX: number
  /** Between an actor and the first row of its children; room for a line and a chip. */
  readonly gapY: number
  /** A row is not wider. */
  readonly widest: number
  readonly roomy: boolean
}

/** Room for the line down from a parent before it branches, as a part of the gap. */
const busShare = 0.28
/** Between the left edge of further rows and the line that leads there. */
const trunk = 14
const port = { width: 78, height: 20 }

interface Block {
  readonly width: number
  readonly height: number
  /** Where the line to its parent arrives, from its left edge. */
  readonly anchor: number
  place(x: number, y: number): void
}

/** Parents above their children, each over the middle of them; long rows are broken. */
export function layoutTree(slots: Slots, measures: TreeMeasures, guardianKnown: boolean): TreeLayout {
  const boxes = new Map<PathText, Box>()
  const edges: TreeEdge[] = []

  const block = (path: PathText, own: { readonly width: number; readonly height: number }): Block => {
    const children = (slots.get(path) ?? []).map(child => ({ child, block: block(child, measures.box) }))
    if (children.length === 0) {
      const place = (x: number, y: number) => void boxes.set(path, { x, y, ...own })
      return { ...own, anchor: own.width / 2, place }
    }
    const rows = breakRows(children, measures)
    const indent = rows.length > 1 ? trunk : 0
    const inner = Math.max(...rows.map(row => widthOf(row, measures)))
    const anchor = Math.max(indent + inner / 2, own.width / 2)
    const left = anchor - inner / 2
    const width = Math.max(left + inner, anchor + own.width / 2)
    const drop = measures.gapY * busShare
    const place = (x: number, y: number) => {
      boxes.set(path, { x: x + anchor - own.width / 2, y, ...own })
      const top = { x: x + anchor, y: y + own.height }
      const firstBus = top.y + drop
      let rowTop = top.y + measures.gapY
      for (const [number, row] of rows.entries()) {
        const bus = rowTop - measures.gapY + drop
        const way = number === 0 ? `V ${firstBus}` : `V ${firstBus} H ${x + left - trunk} V ${bus}`
        let childX = number === 0 ? x + left + (inner - widthOf(row, measures)) / 2 : x + left
        for (const { child, block } of row) {
          block.place(childX, rowTop)
          const middle = childX + block.anchor
          edges.push({
            child,
            line: `M ${top.x} ${top.y} ${way} H ${middle} V ${rowTop}`,
            chip: { x: middle, y: (bus + rowTop) / 2 },
            top,
          })
          childX += block.width + measures.gapX
        }
        rowTop += Math.max(...row.map(({ block }) => block.height)) + measures.gapY
      }
    }
    const height =
      own.height +
      rows.reduce((sum, row) => sum + measures.gapY + Math.max(...row.map(({ block }) => block.height)), 0)
    return { width, height, anchor, place }
  }

  const own = guardianKnown ? measures.box : measures.root
  const tree = block(guardian, own)
  // The guardian's own supervisor has its chip above it.
  const above = guardianKnown ? measures.gapY * 0.5 : 0
  const aside = Math.max(0, port.width + 10 - (tree.anchor - own.width / 2))
  tree.place(aside, above)
  const root = boxes.get(guardian)!
  if (guardianKnown) {
    const top = { x: root.x + root.width / 2, y: 0 }
    const chip = { x: top.x, y: above * 0.42 }
    edges.push({ child: guardian, line: `M ${top.x} ${chip.y} V ${root.y}`, chip, top })
  }
  const width = aside + tree.width
  const height = above + tree.height
  const system = { x: 0, y: root.y + root.height / 2 - port.height / 2, ...port }
  return { width, height, boxes, edges, system, roomy: measures.roomy }
}

interface Child {
  readonly child: PathText
  readonly block: Block
}

const widthOf = (row: readonly Child[], { gapX }: TreeMeasures): number =>
  row.reduce((sum, { block }) => sum + block.width, gapX * (row.length - 1))

/** As few rows as fit; those of equal blocks equally long. */
function breakRows(children: readonly Child[], measures: TreeMeasures): readonly (readonly Child[])[] {
  const rows = fill(children, measures, Number.POSITIVE_INFINITY)
  return rows.length === 1 ? rows : fill(children, measures, Math.ceil(children.length / rows.length))
}

function fill(
  children: readonly Child[],
  measures: TreeMeasures,
  most: number,
): readonly (readonly Child[])[] {
  const rows: Child[][] = []
  for (const child of children) {
    const last = rows.at(-1)
    if (last && last.length < most && widthOf([...last, child], measures) <= measures.widest) last.push(child)
    else rows.push([child])
  }
  return rows
}
