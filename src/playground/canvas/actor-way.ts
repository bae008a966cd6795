import type { PathText } from '../../trace/index.ts'
import { type Point, wayBetween } from './flight-path.ts'
import type { Seat } from './seats.ts'
import { actorPlace } from './stage/on-canvas.ts'

/** A bent way: the control point of a quadratic curve between its ends. */
export interface Bend {
  readonly from: Point
  readonly over: Point
  readonly to: Point
}

const lane = 11
const dip = 30

/** The way of a message between two actors of one node, along the tree or below a row; null where that is closed. */
export function actorWay(seat: Seat | undefined, sender: PathText | null, receiver: PathText): Bend | null {
  const to = actorPlace(seat, receiver)?.box
  if (to === undefined) return null
  const from = sender === null ? null : (actorPlace(seat, sender)?.box ?? null)
  const middle = { x: to.x + to.width / 2, y: to.y + to.height / 2 }
  if (from === null) {
    // From a person: out of nowhere, beside it.
    const start = { x: to.x - 46, y: to.y - 30 }
    return { from: start, over: { x: to.x - 14, y: to.y - 24 }, to: { x: to.x + 8, y: to.y } }
  }
  if (from.x === to.x && from.y === to.y) {
    const right = to.x + to.width
    const [start, end] = [to.y + to.height * 0.25, to.y + to.height * 0.75]
    return { from: { x: right, y: start }, over: { x: right + 46, y: middle.y }, to: { x: right, y: end } }
  }
  const sameRow = Math.abs(from.y + from.height / 2 - middle.y) < Math.min(from.height, to.height)
  if (sameRow) {
    const bottom = Math.max(from.y + from.height, to.y + to.height)
    const start = from.x + from.width / 2
    return {
      from: { x: start, y: from.y + from.height },
      over: { x: (start + middle.x) / 2, y: bottom + dip * 1.6 },
      to: { x: middle.x, y: to.y + to.height },
    }
  }
  const straight = wayBetween(from, to, lane)
  return {
    ...straight,
    over: { x: (straight.from.x + straight.to.x) / 2, y: (straight.from.y + straight.to.y) / 2 },
  }
}

/** The point at `share` of a bent way. */
export function alongBend({ from, over, to }: Bend, share: number): Point {
  const rest = 1 - share
  return {
    x: rest * rest * from.x + 2 * rest * share * over.x + share * share * to.x,
    y: rest * rest * from.y + 2 * rest * share * over.y + share * share * to.y,
  }
}
