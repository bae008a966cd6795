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

/** The line from an actor up to its parent, with the chip of its supervisor. */
export interface TreeEdge {
  readonly child: PathText
  /** As the `d` of an SVG path, from the parent down. */
  readonly line: string
  /** Middle of the supervisor's chip. */
  readonly chip: Point
  /** Start of the line at the parent; for the guardian, which has no parent, the point above it. */
  readonly top: Point
}

/** A laid out tree; its top left corner is at 0, 0. */
export interface TreeLayout {
  readonly width: number
  readonly height: number
  readonly boxes: ReadonlyMap<PathText, Box>
  readonly edges: readonly TreeEdge[]
  /** One box for all actors of /system, as sender and receiver of messages. */
  readonly system: Box
  /** True when there is space for larger text. */
  readonly roomy: boolean
}

export interface TreeMeasures {
  readonly box: { readonly width: number; readonly height: number }
  /** Size of the guardian's box in a scenario without a guardian of its own. */
  readonly root: { readonly width: number; readonly height: number }
  /** Size of the box for all actors of /system. */
  readonly system: { readonly width: number; readonly height: number }
  readonly gapX: number
  /** Vertical distance between an actor and each row of its children, with space for a line and a chip. */
  readonly gapY: number
  readonly maxRowWidth: number
  readonly roomy: boolean
}

/** Part of `gapY` above the point where the line from a parent branches. */
const busShare = 0.28
/** Distance between the left edge of the second and later rows and the line that leads to them. */
const trunkWidth = 14

interface Block {
  readonly width: number
  readonly height: number
  /** Horizontal position of the line to the parent, from the left edge. */
  readonly anchor: number
  place(x: number, y: number): void
}

/** Places each parent above the middle of its children; rows wider than `maxRowWidth` are split. */
export function layoutTree(slots: Slots, measures: TreeMeasures, withGuardian: boolean): TreeLayout {
  const boxes = new Map<PathText, Box>()
  const edges: TreeEdge[] = []

  const block = (path: PathText, own: { readonly width: number; readonly height: number }): Block => {
    const children = (slots.get(path) ?? []).map(child => ({ child, block: block(child, measures.box) }))
    if (children.length === 0) {
      const place = (x: number, y: number) => void boxes.set(path, { x, y, ...own })
      return { ...own, anchor: own.width / 2, place }
    }
    const rows = splitRows(children, measures)
    const indent = rows.length > 1 ? trunkWidth : 0
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
        const toBus = number === 0 ? `V ${firstBus}` : `V ${firstBus} H ${x + left - trunkWidth} V ${bus}`
        let childX = number === 0 ? x + left + (inner - widthOf(row, measures)) / 2 : x + left
        for (const { child, block } of row) {
          block.place(childX, rowTop)
          const middle = childX + block.anchor
          edges.push({
            child,
            line: `M ${top.x} ${top.y} ${toBus} H ${middle} V ${rowTop}`,
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

  const own = withGuardian ? measures.box : measures.root
  const tree = block(guardian, own)
  // The guardian's own supervisor has its chip above it.
  const above = withGuardian ? measures.gapY * 0.5 : 0
  const aside = Math.max(0, measures.system.width + 10 - (tree.anchor - own.width / 2))
  tree.place(aside, above)
  const root = boxes.get(guardian)!
  if (withGuardian) {
    const top = { x: root.x + root.width / 2, y: 0 }
    const chip = { x: top.x, y: above * 0.42 }
    edges.push({ child: guardian, line: `M ${top.x} ${chip.y} V ${root.y}`, chip, top })
  }
  const width = aside + tree.width
  const height = above + tree.height
  const system = { x: 0, y: root.y + root.height / 2 - measures.system.height / 2, ...measures.system }
  return { width, height, boxes, edges, system, roomy: measures.roomy }
}

interface Child {
  readonly child: PathText
  readonly block: Block
}

const widthOf = (row: readonly Child[], { gapX }: TreeMeasures): number =>
  row.reduce((sum, { block }) => sum + block.width, gapX * (row.length - 1))

/** Splits children into as few rows as possible, with about the same number in each. */
function splitRows(children: readonly Child[], measures: TreeMeasures): readonly (readonly Child[])[] {
  const rows = fillRows(children, measures, Number.POSITIVE_INFINITY)
  return rows.length === 1 ? rows : fillRows(children, measures, Math.ceil(children.length / rows.length))
}

function fillRows(
  children: readonly Child[],
  measures: TreeMeasures,
  maxLength: number,
): readonly (readonly Child[])[] {
  const rows: Child[][] = []
  for (const child of children) {
    const last = rows.at(-1)
    if (last && last.length < maxLength && widthOf([...last, child], measures) <= measures.maxRowWidth)
      last.push(child)
    else rows.push([child])
  }
  return rows
}
