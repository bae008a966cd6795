export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** A straight line from the edge of one card to the edge of another. */
export interface Segment {
  readonly from: Point
  readonly to: Point
}

/** A quadratic Bézier curve. A straight one has its control point in the middle. */
export interface Curve extends Segment {
  readonly control: Point
}

export const centreOf = (rectangle: Rectangle): Point => ({
  x: rectangle.x + rectangle.width / 2,
  y: rectangle.y + rectangle.height / 2,
})

const middleOf = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })

/** The point at which the line from the card's centre to `target` leaves the card. */
function edgeTowards(rectangle: Rectangle, target: Point): Point {
  const middle = centreOf(rectangle)
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
  return onLane({ from: edgeTowards(from, centreOf(to)), to: edgeTowards(to, centreOf(from)) }, lane)
}

/**
 * The way from one card to another. It leaves the straight line by at most `bow` px, to its right; a negative bow is to
 * the left. `lane` moves all of it to the right.
 */
export function curveBetween(from: Rectangle, to: Rectangle, bow: number, lane = 0): Curve {
  if (bow === 0) {
    const straight = segmentBetween(from, to, lane)
    return { ...straight, control: middleOf(straight.from, straight.to) }
  }
  const [start, end] = [centreOf(from), centreOf(to)]
  const right = rightOf(start, end)
  const middle = middleOf(start, end)
  // The curve reaches half of the way to its control point.
  const control = { x: middle.x + right.x * bow * 2, y: middle.y + right.y * bow * 2 }
  const ends = onLane({ from: edgeTowards(from, control), to: edgeTowards(to, control) }, lane)
  return { ...ends, control: { x: control.x + right.x * lane, y: control.y + right.y * lane } }
}

/** The unit vector to the right of the direction from `a` to `b`. */
function rightOf(a: Point, b: Point): Point {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1
  return { x: -(b.y - a.y) / length, y: (b.x - a.x) / length }
}

function onLane({ from, to }: Segment, lane: number): Segment {
  const right = rightOf(from, to)
  const [sideX, sideY] = [right.x * lane, right.y * lane]
  return {
    from: { x: from.x + sideX, y: from.y + sideY },
    to: { x: to.x + sideX, y: to.y + sideY },
  }
}

/** The point at `share` of the curve, 0 to 1. */
export function pointOnCurve({ from, control: over, to }: Curve, share: number): Point {
  const rest = 1 - share
  return {
    x: rest * rest * from.x + 2 * rest * share * over.x + share * share * to.x,
    y: rest * rest * from.y + 2 * rest * share * over.y + share * share * to.y,
  }
}

/** Straight parts that are used in place of a curve where its exact course does not matter. */
const parts = 12

/** The corner points of a line along the curve. */
export const pointsAlong = (curve: Curve): readonly Point[] =>
  Array.from({ length: parts + 1 }, (_, part) => pointOnCurve(curve, part / parts))

/** The distance of a point from a curve. */
export function distanceTo(curve: Curve, point: Point): number {
  const points = pointsAlong(curve)
  return Math.min(
    ...points.slice(1).map((to, before) => distanceToSegment({ from: points[before]!, to }, point)),
  )
}

function distanceToSegment({ from, to }: Segment, point: Point): number {
  const dx = to.x - from.x
  const dy = to.y - from.y
  const along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / (dx * dx + dy * dy || 1)
  const share = Math.min(1, Math.max(0, along))
  return Math.hypot(from.x + dx * share - point.x, from.y + dy * share - point.y)
}

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
