import type { Arrange, Arrangement, CardPlan, Room } from './card-plan.ts'
import { type CardSizes, type Point, type Size, sizesAt } from './card-sizes.ts'
import { bestGrid, candidates, centresOf, leastExtent } from './ring.ts'

/**
 * Places of client, database and bin: `beside` the ring, the client `above` it and the others below, or all `below` it.
 */
type Surround = 'beside' | 'above' | 'below'
const surrounds = { wide: ['beside', 'above', 'below'], narrow: ['above', 'below', 'beside'] } as const

/** Distance between two cards that are both around the ring. */
const between = 16
/** Cards of a ring may grow into free space by this factor, which leaves the rest to links and labels. */
const growth = { x: 1.25, y: 1.35 } as const

/** Closed nodes on a ring, as far apart as the room allows. */
export const arrangeAroundRing: Arrange = (plan, room, level, available, must) => {
  const sizes = sizesAt(level, room.presenting)
  for (const surround of surrounds[room.breadth]) {
    const around = spaceAround(plan, surround, sizes)
    if (around.width > available.width || around.height > available.height) continue
    const area = {
      width: available.width - around.left - around.right,
      height: available.height - around.top - around.bottom,
    }
    const grid = bestGrid(plan.nodes.length, area, sizes)
    if (grid !== null) return arrange(plan, room, sizes, surround, grid)
  }
  if (!must) return null
  const grids = candidates(plan.nodes.length, true)
  const [surround] = surrounds[room.breadth]
  const narrow = grids.filter(grid => leastExtent(grid, sizes).width <= available.width)
  const widest = narrow.reduce(
    (best, grid) => (grid.columns > best.columns ? grid : best),
    narrow[0] ?? grids[0]!,
  )
  return arrange(plan, room, sizes, surround, widest)
}

/** Space for the cards at each side of the ring, and the length of their rows and columns. */
function spaceAround(plan: CardPlan, surround: Surround, { outside, bin, side, gap }: CardSizes) {
  const across = (cards: number, extra: number) =>
    cards * (outside.width + between) - between + (extra > 0 ? extra + between : 0)
  const down = (cards: number, extra: number) =>
    cards * (outside.height + between) - between + (extra > 0 ? extra + between : 0)
  const [clients, databases] = [plan.clients.length, plan.databases.length]
  const column = outside.width + side
  const row = outside.height + gap.least.y
  switch (surround) {
    case 'beside':
      return {
        left: clients > 0 ? column : 0,
        right: column,
        top: 0,
        bottom: 0,
        width: 0,
        height: Math.max(down(clients, 0), down(databases, bin.height)),
      }
    case 'above':
      return {
        left: 0,
        right: 0,
        top: clients > 0 ? row : 0,
        bottom: row,
        width: Math.max(across(clients, 0), across(databases, bin.width)),
        height: 0,
      }
    case 'below':
      return {
        left: 0,
        right: 0,
        top: 0,
        bottom: row,
        width: across(clients + databases, bin.width),
        height: 0,
      }
  }
}

function arrange(
  plan: CardPlan,
  room: Room,
  sizes: CardSizes,
  surround: Surround,
  grid: ReturnType<typeof candidates>[number],
): Arrangement {
  const { node, gap, outside, bin, side } = sizes
  const around = spaceAround(plan, surround, sizes)
  const free =
    room.size === null
      ? null
      : {
          width: room.size.width - around.left - around.right,
          height: room.size.height - around.top - around.bottom,
        }
  const size: Size = {
    width: grown(node.width, grid.columns, free?.width, gap.least.x, growth.x),
    height: grown(node.height, grid.rows, free?.height, gap.least.y, growth.y),
  }
  const step: Point = {
    x: size.width + gapWithin(size.width, grid.columns, free?.width, gap.least.x, gap.most.x),
    y: size.height + gapWithin(size.height, grid.rows, free?.height, gap.least.y, gap.most.y),
  }
  const nodes = centresOf(plan.nodes.length, grid, step)
  const half = {
    x: ((grid.columns - 1) * step.x + size.width) / 2,
    y: ((grid.rows - 1) * step.y + size.height) / 2,
  }
  const nodeSizes = plan.nodes.map(() => size)
  if (surround === 'beside') {
    const right = half.x + side + outside.width / 2
    const databases = column(plan.databases.length, right, 0, outside.height + between)
    const lowest = (databases.at(-1)?.y ?? Number.NEGATIVE_INFINITY) + outside.height / 2 + between
    return {
      nodes,
      nodeSizes,
      clients: column(plan.clients.length, -half.x - side - outside.width / 2, 0, outside.height + between),
      databases,
      bin: { x: right, y: Math.max(half.y - bin.height / 2, lowest + bin.height / 2) },
    }
  }
  const gapY = Math.max(gap.least.y, Math.min(step.y - size.height, 48))
  const y = half.y + gapY + outside.height / 2
  const clientsInRow = surround === 'below' ? plan.clients.length : 0
  const count = clientsInRow + plan.databases.length
  const length = count * (outside.width + between) + bin.width
  const reach = Math.max(length, 2 * half.x)
  const gapX = (reach - length) / Math.max(1, count) + between
  const row = Array.from({ length: count }, (_, index) => ({
    x: -reach / 2 + outside.width / 2 + index * (outside.width + gapX),
    y,
  }))
  const above = plan.clients.map((_, index) => ({
    x: (index - (plan.clients.length - 1) / 2) * (outside.width + between),
    y: -half.y - gapY - outside.height / 2,
  }))
  return {
    nodes,
    nodeSizes,
    clients: surround === 'below' ? row.slice(0, clientsInRow) : above,
    databases: row.slice(clientsInRow),
    bin: { x: reach / 2 - bin.width / 2, y: y + (outside.height - bin.height) / 2 },
  }
}

const grown = (
  length: number,
  count: number,
  free: number | undefined,
  gap: number,
  factor: number,
): number =>
  free === undefined
    ? length
    : Math.floor(Math.max(length, Math.min(length * factor, (free - (count - 1) * gap * 1.1) / count)))

const gapWithin = (
  length: number,
  count: number,
  free: number | undefined,
  least: number,
  most: number,
): number =>
  free === undefined
    ? most
    : Math.max(least, Math.min(most, (free - count * length) / Math.max(1, count - 1)))

/** A column of centres around `y`, `step` px apart. */
const column = (count: number, x: number, y: number, step: number): readonly Point[] =>
  Array.from({ length: count }, (_, index) => ({ x, y: y + (index - (count - 1) / 2) * step }))
