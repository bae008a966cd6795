import type { CardSizes, Point, Size } from './card-sizes.ts'

/** Columns and rows of a ring or a grid. */
export interface Grid {
  readonly columns: number
  readonly rows: number
  /** True: cards at every place. False: only along the edge, so that the links cross a free middle. */
  readonly filled: boolean
}

const places = ({ columns, rows, filled }: Grid): number =>
  filled || columns < 2 || rows < 2 ? columns * rows : 2 * (columns + rows) - 4

/** The size of a grid of cards at their smallest distance. */
export const leastExtent = ({ columns, rows }: Grid, { node, gap }: CardSizes): Size => ({
  width: columns * node.width + (columns - 1) * gap.least.x,
  height: rows * node.height + (rows - 1) * gap.least.y,
})

/** The grid of `count` cards that leaves most space between them in `area`; null when none fits. */
export function bestGrid(count: number, area: Size, sizes: CardSizes): Grid | null {
  for (const filled of [false, true]) {
    const room = candidates(count, filled).flatMap(grid => {
      const { width, height } = leastExtent(grid, sizes)
      const slack = Math.min(area.width / width, area.height / height)
      return slack >= 1 ? [{ grid, slack: Math.min(slack, 2) }] : []
    })
    const [first, ...others] = room
    if (first === undefined) continue
    return others.reduce((best, other) => (other.slack > best.slack ? other : best), first).grid
  }
  return null
}

/** The smallest grids with `count` places, the squarest first. */
export function candidates(count: number, filled: boolean): readonly Grid[] {
  if (count <= 1) return [{ columns: 1, rows: 1, filled }]
  const grids: Grid[] = []
  for (let columns = 1; columns <= count; columns++) {
    const rows = Array.from({ length: count }, (_, index) => index + 1).find(
      rows => places({ columns, rows, filled }) >= count,
    )
    if (rows !== undefined) grids.push({ columns, rows, filled })
  }
  const shape = ({ columns, rows }: Grid) => Math.abs(Math.log(columns / rows / 1.1))
  return grids.sort((a, b) => shape(a) - shape(b))
}

/**
 * The centres of `count` cards around 0, 0. The corners are taken first, so that the first four nodes stay in their
 * corners when others join.
 */
export function centresOf(count: number, grid: Grid, step: Point): readonly Point[] {
  const { columns, rows, filled } = grid
  const at = (column: number, row: number): Point => ({
    x: (column - (columns - 1) / 2) * step.x,
    y: (row - (rows - 1) / 2) * step.y,
  })
  const [right, bottom] = [columns - 1, rows - 1]
  if (filled || columns < 2 || rows < 2) {
    return Array.from({ length: count }, (_, index) => at(index % columns, Math.floor(index / columns)))
  }
  const inner = (length: number) => Array.from({ length: Math.max(0, length - 2) }, (_, index) => index + 1)
  const points = [
    at(0, 0),
    at(right, 0),
    at(0, bottom),
    at(right, bottom),
    ...inner(columns).flatMap(column => [at(column, 0), at(column, bottom)]),
    ...inner(rows).flatMap(row => [at(right, row), at(0, row)]),
  ]
  return points.slice(0, count)
}
