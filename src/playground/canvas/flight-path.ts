import type { Seat as Card } from './seats.ts'

type Seat = Pick<Card, 'x' | 'y' | 'width' | 'height'>

export interface Point {
  readonly x: number
  readonly y: number
}

/** A straight way from the edge of one card to the edge of another. */
export interface Way {
  readonly from: Point
  readonly to: Point
}

const centre = (seat: Seat): Point => ({ x: seat.x + seat.width / 2, y: seat.y + seat.height / 2 })

/** Where the line from the seat's centre towards `target` leaves the card. */
function edgeTowards(seat: Seat, target: Point): Point {
  const middle = centre(seat)
  const dx = target.x - middle.x
  const dy = target.y - middle.y
  if (dx === 0 && dy === 0) return middle
  const scale = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : seat.width / 2 / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : seat.height / 2 / Math.abs(dy),
  )
  return { x: middle.x + dx * scale, y: middle.y + dy * scale }
}

/** The link between two cards. `lane` moves it to its right-hand side, so that there and back do not collide. */
export function wayBetween(from: Seat, to: Seat, lane = 0): Way {
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

/** How far it has come at `now`, from 0 to 1. What takes no time has arrived. */
export const progress = (sentAt: number, dueAt: number, now: number): number =>
  dueAt <= sentAt ? 1 : Math.min(1, Math.max(0, (now - sentAt) / (dueAt - sentAt)))

export const along = (way: Way, share: number): Point => ({
  x: way.from.x + (way.to.x - way.from.x) * share,
  y: way.from.y + (way.to.y - way.from.y) * share,
})

/** The nearest of the drawn points within `reach`; the later drawn one, as it lies on top, when equally near. */
export function hit<T extends Point>(points: readonly T[], at: Point, reach: number): T | null {
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
