import type { TreeLayout } from './tree/tree-layout.ts'
import { cardSizeFor, treeCorner } from './tree/tree-measures.ts'

/**
 * The rectangle of a card on the canvas. The same participants always get the same rectangles in the same room: nodes on a
 * ring, the client at its left (above it on a narrow page), the database and the bin of dead letters at its right (below
 * it on a narrow page and beside open trees, which are wide).
 */
export interface Placement {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** The open actor tree of a node and its corner within the card. */
  readonly tree?: { readonly x: number; readonly y: number; readonly layout: TreeLayout }
}

/** Id of the bin of dead letters. The space keeps it apart from participant ids, which have none. */
export const binId = 'dead letters'

export type Breadth = 'wide' | 'narrow'

export interface CardPlan {
  readonly nodes: readonly string[]
  readonly clients: readonly string[]
  readonly databases: readonly string[]
  /** Layouts of the open actor trees, by node. Default: none. */
  readonly trees?: ReadonlyMap<string, TreeLayout>
}

export interface Size {
  readonly width: number
  readonly height: number
}

const sizes = {
  wide: {
    node: { width: 264, height: 196 },
    outside: { width: 172, height: 124 },
    bin: { width: 132, height: 84 },
  },
  /** Presenting, where the text is larger. */
  large: {
    node: { width: 372, height: 280 },
    outside: { width: 236, height: 178 },
    bin: { width: 190, height: 116 },
  },
  narrow: {
    node: { width: 200, height: 120 },
    outside: { width: 200, height: 62 },
    bin: { width: 116, height: 62 },
  },
} as const

interface Point {
  readonly x: number
  readonly y: number
}

const corners: readonly Point[] = [
  { x: -1, y: -1 },
  { x: 1, y: -1 },
  { x: -1, y: 1 },
  { x: 1, y: 1 },
]

/** Smallest and largest gap between cards of the ring, in px: links and labels of messages need it. */
const ringGap = { least: { x: 76, y: 52 }, most: { x: 360, y: 244 } } as const
/** Gap between the ring and the cards beside it, in px. */
const sideGap = 48

/**
 * Half the distance of two neighbours on the ring: as far apart as the room allows at full size, so that text keeps its
 * size and the cards fill the page.
 */
function ringStep(card: Size, outside: Size, room: Size | null): Point {
  const within = (free: number, least: number, most: number) => Math.min(most, Math.max(least, free))
  const freeX = room === null ? ringGap.most.x : room.width - 2 * card.width - 2 * (outside.width + sideGap)
  const freeY = room === null ? ringGap.most.y : room.height - 2 * card.height
  return {
    x: (card.width + within(freeX, ringGap.least.x, ringGap.most.x)) / 2,
    y: (card.height + within(freeY, ringGap.least.y, ringGap.most.y)) / 2,
  }
}

/** Up to eight nodes keep their centres when others join; more nodes are placed on an ellipse. */
function ring(count: number, step: Point): readonly Point[] {
  if (count === 1) return [{ x: 0, y: 0 }]
  if (count <= 8) {
    const around: readonly Point[] = [
      ...corners.map(({ x, y }) => ({ x: x * step.x, y: y * step.y })),
      { x: 0, y: -3 * step.y },
      { x: 0, y: 3 * step.y },
      { x: 3 * step.x, y: 0 },
      { x: -3 * step.x, y: 0 },
    ]
    return around.slice(0, count)
  }
  const rx = Math.max(2.2 * step.x, count * 0.24 * step.x)
  const ry = Math.max(2.2 * step.y, count * 0.24 * step.y)
  return Array.from({ length: count }, (_, index) => {
    const angle = (2 * Math.PI * index) / count - Math.PI / 2
    return { x: rx * Math.cos(angle), y: ry * Math.sin(angle) }
  })
}

/** The step of the ring on which cards with open trees are spread, in px. */
const treeStep: Point = { x: 300, y: 224 }

/** Rows and columns, for so many large cards that a ring would not fit on the page. */
function grid(count: number): readonly Point[] {
  const inRow = Math.ceil(Math.sqrt(1.4 * count))
  const rows = Math.ceil(count / inRow)
  return Array.from({ length: count }, (_, index) => ({
    x: ((index % inRow) - (inRow - 1) / 2) * 600,
    y: (Math.floor(index / inRow) - (rows - 1) / 2) * 448,
  }))
}

/** Minimum gap between cards with trees, in px, because links and labels of messages need it. */
const minGap = { x: 150, y: 72 } as const

const isNear = (a: number, b: number): boolean => Math.abs(a - b) < 60

/** Scales the distances of the centres to the smallest at which cards of these sizes do not overlap. */
function spreadCentres(centres: readonly Point[], sizes: readonly Size[]): readonly Point[] {
  const scale = { x: 0.6, y: 0.6 }
  const pairs = centres.flatMap((a, index) =>
    centres.slice(index + 1).map((b, after) => {
      const [first, second] = [sizes[index]!, sizes[index + 1 + after]!]
      return {
        dx: Math.abs(a.x - b.x),
        dy: Math.abs(a.y - b.y),
        wide: (first.width + second.width) / 2 + minGap.x,
        high: (first.height + second.height) / 2 + minGap.y,
      }
    }),
  )
  for (const { dx, dy, wide, high } of pairs) {
    if (isNear(dy, 0) && dx > 0) scale.x = Math.max(scale.x, wide / dx)
    else if (isNear(dx, 0) && dy > 0) scale.y = Math.max(scale.y, high / dy)
  }
  const collide = () => pairs.some(({ dx, dy, wide, high }) => dx * scale.x < wide && dy * scale.y < high)
  while (collide()) {
    scale.x *= 1.05
    scale.y *= 1.05
  }
  return centres.map(({ x, y }) => ({ x: x * scale.x, y: y * scale.y }))
}

/** Two columns; a card with an open tree has a row of its own. */
function columns(sizes: readonly Size[], usual: Size): readonly Point[] {
  const points: Point[] = []
  const gap = 48
  let y = 0
  let beside = false
  for (const [index, size] of sizes.entries()) {
    const large = size.width > usual.width
    if (beside && !large) {
      points.push({ x: 124, y: points[index - 1]!.y })
      beside = false
      continue
    }
    const next = sizes[index + 1]
    beside = !large && next !== undefined && next.width <= usual.width
    points.push({ x: beside ? -124 : 0, y: y + size.height / 2 })
    y += size.height + gap
  }
  const top = usual.height / 2
  return points.map(point => ({ ...point, y: point.y - top }))
}

const placeAround = (centre: Point, size: Size): Placement => ({
  x: Math.round(centre.x - size.width / 2),
  y: Math.round(centre.y - size.height / 2),
  ...size,
})

/** A row of centres around `x`, `gap` px apart. */
const row = (count: number, x: number, y: number, gap: number): readonly Point[] =>
  Array.from({ length: count }, (_, index) => ({ x: x + (index - (count - 1) / 2) * gap, y }))

/** A column of centres around `y`, `gap` px apart. */
const column = (count: number, x: number, y: number, gap: number): readonly Point[] =>
  Array.from({ length: count }, (_, index) => ({ x, y: y + (index - (count - 1) / 2) * gap }))

export interface Room {
  /** The visible size of the canvas, in px; null: unknown. */
  readonly size: Size | null
  /** True when presenting. */
  readonly large: boolean
}

export function placeCards(
  plan: CardPlan,
  breadth: Breadth,
  room: Room = { size: null, large: false },
): ReadonlyMap<string, Placement> {
  const trees = plan.trees ?? new Map<string, TreeLayout>()
  const closed = breadth === 'wide' && trees.size === 0
  const size = sizes[closed && room.large ? 'large' : breadth]
  const step = closed ? ringStep(size.node, size.outside, room.size) : treeStep
  const centres = trees.size > 8 ? grid(plan.nodes.length) : ring(plan.nodes.length, step)
  const nodeSizes = plan.nodes.map((id, index) => {
    if (!trees.has(id)) return size.node
    // Open cards of a row have one size, so that an actor that starts or stops moves no card.
    const inRow = plan.nodes.filter(
      (other, place) =>
        breadth === 'wide' && isNear(centres[place]!.y, centres[index]!.y) && trees.has(other),
    )
    return cardSizeFor(
      [...new Set([id, ...inRow])].map(member => trees.get(member)!),
      size.node,
    )
  })
  const nodes =
    breadth === 'narrow'
      ? columns(nodeSizes, size.node)
      : trees.size === 0
        ? centres
        : spreadCentres(centres, nodeSizes)
  const edge = (side: 'x' | 'y', length: 'width' | 'height', sign: 1 | -1) =>
    Math.max(
      size.node[length] / 2,
      ...nodes.map((point, index) => sign * point[side] + nodeSizes[index]![length] / 2),
    ) * sign
  const [left, right] = [edge('x', 'width', -1), edge('x', 'width', 1)]
  const [top, bottom] = [edge('y', 'height', -1), edge('y', 'height', 1)]
  const gap = breadth === 'narrow' ? 42 : 64
  const clients =
    breadth === 'wide'
      ? column(
          plan.clients.length,
          left - (closed ? sideGap : 100) - size.outside.width / 2,
          0,
          size.outside.height + 40,
        )
      : row(plan.clients.length, 0, top - gap - size.outside.height / 2, size.outside.width + 24)
  const [databases, bin] = closed ? placeAtRight() : placeBelow()
  /** One column: the databases in the middle, the bin below them at the ring's lower edge. */
  function placeAtRight(): readonly [readonly Point[], Point] {
    const x = right + sideGap + size.outside.width / 2
    const points = column(plan.databases.length, x, 0, size.outside.height + 40)
    const lowest = (points.at(-1)?.y ?? Number.NEGATIVE_INFINITY) + size.outside.height / 2 + 24
    return [points, { x, y: Math.max(bottom - size.bin.height / 2, lowest + size.bin.height / 2) }]
  }
  /** A row: the bin beside the databases; on a wide page without a database beside the nodes, because that saves height. */
  function placeBelow(): readonly [readonly Point[], Point] {
    const below = bottom + gap * 0.75 + size.outside.height / 2
    const points = row(plan.databases.length, 0, below, size.outside.width + 40)
    const last = points.at(-1)
    if (last === undefined && breadth === 'wide')
      return [points, { x: right + 64 + size.bin.width / 2, y: bottom - size.bin.height / 2 }]
    const after = (last?.x ?? 0) + size.outside.width / 2 + 16
    return [points, { x: Math.max(right - size.bin.width / 2, after + size.bin.width / 2), y: below }]
  }
  const placements = new Map<string, Placement>()
  const placeAll = (ids: readonly string[], points: readonly Point[], of: Size) => {
    for (const [index, id] of ids.entries()) placements.set(id, placeAround(points[index]!, of))
  }
  for (const [index, id] of plan.nodes.entries()) {
    const layout = trees.get(id)
    const card = placeAround(nodes[index]!, nodeSizes[index]!)
    placements.set(
      id,
      layout === undefined ? card : { ...card, tree: { ...treeCorner(layout, card), layout } },
    )
  }
  placeAll(plan.clients, clients, size.outside)
  placeAll(plan.databases, databases, size.outside)
  placeAll([binId], [bin], size.bin)
  return placements
}

/** Orders ids by name, then by number: `node-2` before `node-10`. */
export function byNameAndNumber(a: string, b: string): number {
  const [, nameA = a, numberA = ''] = /^(.*?)(\d*)$/.exec(a) ?? []
  const [, nameB = b, numberB = ''] = /^(.*?)(\d*)$/.exec(b) ?? []
  if (nameA !== nameB) return nameA < nameB ? -1 : 1
  return Number(numberA) - Number(numberB)
}
