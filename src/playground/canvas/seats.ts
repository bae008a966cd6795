/**
 * Where everything stands, computed and fixed: the same member always in the same place. Nodes sit on a ring,
 * the client outside at its left (above it on a narrow screen), the database below.
 */
export interface Seat {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export type Breadth = 'wide' | 'narrow'

export interface SeatPlan {
  readonly nodes: readonly string[]
  readonly clients: readonly string[]
  readonly databases: readonly string[]
}

const sizes = {
  wide: { node: { width: 264, height: 204 }, outside: { width: 188, height: 104 } },
  narrow: { node: { width: 200, height: 120 }, outside: { width: 200, height: 62 } },
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

/** Centres of the first eight keep still while the ring grows; beyond that it is redrawn as an ellipse. */
function ring(count: number): readonly Point[] {
  if (count <= 8) {
    const around: readonly Point[] = [
      ...corners.map(({ x, y }) => ({ x: x * 300, y: y * 224 })),
      { x: 0, y: -500 },
      { x: 0, y: 500 },
      { x: 620, y: 0 },
      { x: -620, y: 0 },
    ]
    return around.slice(0, count)
  }
  const rx = Math.max(640, count * 62)
  const ry = Math.max(440, count * 42)
  return Array.from({ length: count }, (_, index) => {
    const angle = (2 * Math.PI * index) / count - Math.PI / 2
    return { x: rx * Math.cos(angle), y: ry * Math.sin(angle) }
  })
}

/** Two columns, as many rows as needed. */
const columns = (count: number): readonly Point[] =>
  Array.from({ length: count }, (_, index) => {
    const alone = count % 2 === 1 && index === count - 1
    return { x: alone ? 0 : index % 2 === 0 ? -124 : 124, y: Math.floor(index / 2) * 168 }
  })

const place = (centre: Point, size: { readonly width: number; readonly height: number }): Seat => ({
  x: Math.round(centre.x - size.width / 2),
  y: Math.round(centre.y - size.height / 2),
  ...size,
})

/** Side by side around `x`. */
const row = (count: number, x: number, y: number, gap: number): readonly Point[] =>
  Array.from({ length: count }, (_, index) => ({ x: x + (index - (count - 1) / 2) * gap, y }))

/** One below the other around `y`. */
const column = (count: number, x: number, y: number, gap: number): readonly Point[] =>
  Array.from({ length: count }, (_, index) => ({ x, y: y + (index - (count - 1) / 2) * gap }))

export function seatAll(plan: SeatPlan, breadth: Breadth): ReadonlyMap<string, Seat> {
  const size = sizes[breadth]
  const nodes = breadth === 'wide' ? ring(plan.nodes.length) : columns(plan.nodes.length)
  const left = Math.min(0, ...nodes.map(point => point.x)) - size.node.width / 2
  const top = Math.min(0, ...nodes.map(point => point.y)) - size.node.height / 2
  const bottom = Math.max(0, ...nodes.map(point => point.y)) + size.node.height / 2
  const gap = breadth === 'wide' ? 96 : 42
  const clients =
    breadth === 'wide'
      ? column(plan.clients.length, left - 140 - size.outside.width / 2, 0, size.outside.height + 40)
      : row(plan.clients.length, 0, top - gap - size.outside.height / 2, size.outside.width + 24)
  const databases = row(
    plan.databases.length,
    0,
    bottom + gap * 0.75 + size.outside.height / 2,
    size.outside.width + 40,
  )
  const seats = new Map<string, Seat>()
  const seat = (ids: readonly string[], points: readonly Point[], of: { width: number; height: number }) => {
    for (const [index, id] of ids.entries()) seats.set(id, place(points[index]!, of))
  }
  seat(plan.nodes, nodes, size.node)
  seat(plan.clients, clients, size.outside)
  seat(plan.databases, databases, size.outside)
  return seats
}

/** `node-2` before `node-10`. */
export function bySeatOrder(a: string, b: string): number {
  const [, nameA = a, numberA = ''] = /^(.*?)(\d*)$/.exec(a) ?? []
  const [, nameB = b, numberB = ''] = /^(.*?)(\d*)$/.exec(b) ?? []
  if (nameA !== nameB) return nameA < nameB ? -1 : 1
  return Number(numberA) - Number(numberB)
}
