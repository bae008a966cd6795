import type { Placement } from './card-placements.ts'

type Rectangle = Pick<Placement, 'x' | 'y' | 'width' | 'height'>

export interface Point {
  readonly x: number
  readonly y: number
}

/** A straight line from the edge of one card to the edge of another. */
export interface Segment {
  readonly from: Point
  readonly to: Point
}

const centre = (rectangle: Rectangle): Point => ({
  x: rectangle.x + rectangle.width / 2,
  y: rectangle.y + rectangle.height / 2,
})

/** The point at which the line from the card's centre to `target` leaves the card. */
function edgeTowards(rectangle: Rectangle, target: Point): Point {
  const middle = centre(rectangle)
  const dx = target.x - middle.x
  const dy = target.y - middle.y
  if (dx === 0 && dy === 0) return middle
  const scale = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : rectangle.width / 2 / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : rectangle.height / 2 / Math.abs(dy),
  )
  return { x: middle.x + dx * scale, y: middle.y + dy * scale }
}

/** The line between two cards. `lane` moves it to its right, in px, so that the two directions do not overlap. */
export function segmentBetween(from: Rectangle, to: Rectangle, lane = 0): Segment {
  const start = edgeTowards(from, centre(to))
  const end = edgeTowards(to, centre(from))
  const length = Math.hypot(end.x - start.x, end.y - start.y) || 1
  const sideX = (-(end.y - start.y) / length) * lane
  const sideY = ((end.x - start.x) / length) * lane
  return {
    from: { x: start.x + sideX, y: start.y + sideY },
    to: { x: end.x + sideX, y: end.y + sideY },
  }
}

/** The distance of a point from a line. */
export function distanceTo({ from, to }: Segment, point: Point): number {
  const dx = to.x - from.x
  const dy = to.y - from.y
  const along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy || 1)
  const share = Math.min(1, Math.max(0, along))
  return Math.hypot(from.x + dx * share - point.x, from.y + dy * share - point.y)
}

export const pointOnSegment = (segment: Segment, share: number): Point => ({
  x: segment.from.x + (segment.to.x - segment.from.x) * share,
  y: segment.from.y + (segment.to.y - segment.from.y) * share,
})

/** The nearest point within `reach` px; at equal distance the later one, because it is drawn on top. */
export function nearestPoint<T extends Point>(points: readonly T[], at: Point, reach: number): T | null {
  let best: T | null = null
  let nearest = reach * reach
  for (const point of points) {
    const distance = (point.x - at.x) ** 2 + (point.y - at.y) ** 2
    if (distance <= nearest) {
      nearest = distance
      best = point
    }
  }
  return best
}
