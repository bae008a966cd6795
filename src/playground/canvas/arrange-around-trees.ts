import type { Arrange, CardPlan } from './card-plan.ts'
import { type CardSizes, type Point, type Size, sizesAt } from './card-sizes.ts'
import { cardSizeFor } from './tree/tree-measures.ts'

/** Distance between two open cards, in px, because links and labels of messages need it. */
const treeGap: Point = { x: 64, y: 44 }

/** Open trees in the middle and the closed cards around them: in a column at each side, in one column, or in rows below. */
export const arrangeAroundTrees: Arrange = (plan, { breadth, size, presenting }, level, available, must) => {
  const sizes = sizesAt(level, presenting)
  const trees = plan.trees ?? new Map()
  const open = plan.nodes.filter(id => trees.has(id))
  const block = bestBlock(
    open.map(id => cardSizeFor([trees.get(id)!], presenting)),
    available,
  )
  const ways = waysAround(sideCards(plan, sizes), block.size, sizes, size, available)
  // Trees that need more room than there is do not make the cards around them small, too.
  const room = {
    width: Math.max(available.width, block.size.width),
    height: Math.max(available.height, block.size.height),
  }
  const found =
    ways.find(({ size }) => size.width <= room.width && size.height <= room.height) ??
    (must ? ways.at(breadth === 'wide' ? 1 : 2) : undefined)
  if (found === undefined) return null
  const at = (id: string): Point => found.points.get(id)!
  return {
    nodes: plan.nodes.map(id => (trees.has(id) ? block.centres[open.indexOf(id)]! : at(id))),
    nodeSizes: plan.nodes.map(id => (trees.has(id) ? block.sizes[open.indexOf(id)]! : sizes.node)),
    clients: plan.clients.map(at),
    databases: plan.databases.map(at),
    bin: at(binKey),
  }
}

/** The cards around the trees, divided so that both sides get about the same number. */
function sideCards(plan: CardPlan, sizes: CardSizes) {
  const closed = plan.nodes.filter(id => !plan.trees?.has(id))
  const atRight = plan.databases.length + 1
  const half = Math.ceil(Math.max(0, closed.length - (atRight - plan.clients.length)) / 2)
  const nodes = closed.map((id): SideCard => ({ id, size: sizes.node }))
  const outside = (id: string): SideCard => ({ id, size: sizes.outside })
  return {
    left: [...plan.clients.map(outside), ...nodes.slice(0, half)],
    right: [...nodes.slice(half), ...plan.databases.map(outside), { id: binKey, size: sizes.bin }],
  }
}

interface Way {
  readonly size: Size
  readonly points: ReadonlyMap<string, Point>
}

function waysAround(
  { left, right }: ReturnType<typeof sideCards>,
  block: Size,
  sizes: CardSizes,
  size: Size | null,
  available: Size,
): readonly Way[] {
  const gap = Math.max(sizes.side, 44)
  const all = [...left, ...right]
  const besideBlock = (...sides: (readonly SideCard[])[]): Size => ({
    width: sides.reduce((sum, cards) => sum + (cards.length > 0 ? widthOf(cards) + gap : 0), block.width),
    height: Math.max(block.height, ...sides.map(cards => heightOf(cards, sizes))),
  })
  const columnAt = (cards: readonly SideCard[], side: 1 | -1) =>
    columnOf(cards, side * (block.width / 2 + gap + widthOf(cards) / 2), sizes, size)
  return [
    { size: besideBlock(left, right), points: new Map([...columnAt(left, -1), ...columnAt(right, 1)]) },
    { size: besideBlock(all), points: new Map(columnAt(all, 1)) },
    rowsBelow(all, block, available, sizes),
  ]
}

interface SideCard {
  readonly id: string
  readonly size: Size
}

/** Key of the bin among the cards of a side. */
const binKey = ' bin'

const widthOf = (cards: readonly SideCard[]): number => Math.max(0, ...cards.map(({ size }) => size.width))
const heightOf = (cards: readonly SideCard[], { gap }: CardSizes): number =>
  cards.reduce((sum, { size }) => sum + size.height + gap.least.y, -gap.least.y)

interface Block {
  readonly size: Size
  readonly sizes: readonly Size[]
  readonly centres: readonly Point[]
}

/** Open cards in the rows that fit best. Cards of a row have one height, cards of a column one width. */
function bestBlock(cards: readonly Size[], available: Size): Block {
  const blocks = cards.map((_, index) => blockOf(cards, index + 1))
  const zoomOf = ({ size }: Block) =>
    Math.min(1, available.width / size.width, available.height / size.height)
  return blocks.reduce((best, block) => (zoomOf(block) > zoomOf(best) ? block : best))
}

function blockOf(cards: readonly Size[], columns: number): Block {
  const rows = Math.ceil(cards.length / columns)
  const of = (index: number) => ({ row: Math.floor(index / columns), column: index % columns })
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...cards.filter((_, index) => of(index).column === column).map(({ width }) => width)),
  )
  const heights = Array.from({ length: rows }, (_, row) =>
    Math.max(...cards.filter((_, index) => of(index).row === row).map(({ height }) => height)),
  )
  const total = (lengths: readonly number[], gap: number) =>
    lengths.reduce((sum, length) => sum + length + gap, -gap)
  const size = { width: total(widths, treeGap.x), height: total(heights, treeGap.y) }
  const before = (lengths: readonly number[], place: number, gap: number) =>
    lengths.slice(0, place).reduce((sum, length) => sum + length + gap, 0)
  const sizes = cards.map((_, index) => ({
    width: widths[of(index).column]!,
    height: heights[of(index).row]!,
  }))
  return {
    size,
    sizes,
    centres: sizes.map(({ width, height }, index) => ({
      x: before(widths, of(index).column, treeGap.x) + width / 2 - size.width / 2,
      y: before(heights, of(index).row, treeGap.y) + height / 2 - size.height / 2,
    })),
  }
}

/** A column around y = 0, its cards as far apart as the room allows. */
function columnOf(
  cards: readonly SideCard[],
  x: number,
  sizes: CardSizes,
  size: Size | null,
): readonly (readonly [string, Point])[] {
  const least = heightOf(cards, sizes)
  const free = Math.max(0, (size?.height ?? least) - least) / Math.max(1, cards.length)
  const gap = sizes.gap.least.y + Math.min(free, 40)
  let y = -cards.reduce((sum, { size }) => sum + size.height + gap, -gap) / 2
  return cards.map(({ id, size }) => {
    const point = { x, y: y + size.height / 2 }
    y += size.height + gap
    return [id, point]
  })
}

/** Rows below the block, each spread over the width of the room. */
function rowsBelow(cards: readonly SideCard[], block: Size, available: Size, { gap }: CardSizes): Way {
  const width = Math.max(block.width, Number.isFinite(available.width) ? available.width : 0)
  const rows: SideCard[][] = []
  const lengthOf = (row: readonly SideCard[]) =>
    row.reduce((sum, { size }) => sum + size.width + gap.least.x, -gap.least.x)
  for (const card of cards) {
    const last = rows.at(-1)
    if (last !== undefined && lengthOf([...last, card]) <= width) last.push(card)
    else rows.push([card])
  }
  const points = new Map<string, Point>()
  let y = block.height / 2 + gap.least.y
  for (const row of rows) {
    const free = (width - lengthOf(row)) / row.length
    let x = -width / 2 + free / 2
    for (const { id, size } of row) {
      points.set(id, { x: x + size.width / 2, y: y + size.height / 2 })
      x += size.width + gap.least.x + free
    }
    y += Math.max(...row.map(({ size }) => size.height)) + gap.least.y
  }
  return { size: { width, height: y - gap.least.y + block.height / 2 }, points }
}
