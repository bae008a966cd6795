import type { PathText } from '../../trace/index.ts'
import type { Placement } from './card-placements.ts'
import { type Curve, curveBetween } from './flight-path.ts'
import { actorPlacement } from './stage/actor-placement.ts'

const laneOffset = 11
const rowDip = 30

/** The curve of a message between two actors of one node, along the tree or below a row; null when the tree is closed. */
export function curveBetweenActors(
  placement: Placement | undefined,
  sender: PathText | null,
  receiver: PathText,
): Curve | null {
  const to = actorPlacement(placement, receiver)?.box
  if (to === undefined) return null
  const from = sender === null ? null : (actorPlacement(placement, sender)?.box ?? null)
  const middle = { x: to.x + to.width / 2, y: to.y + to.height / 2 }
  if (from === null) {
    // A message without a sender starts beside the receiver.
    const start = { x: to.x - 46, y: to.y - 30 }
    return { from: start, control: { x: to.x - 14, y: to.y - 24 }, to: { x: to.x + 8, y: to.y } }
  }
  if (from.x === to.x && from.y === to.y) {
    const right = to.x + to.width
    const [start, end] = [to.y + to.height * 0.25, to.y + to.height * 0.75]
    return { from: { x: right, y: start }, control: { x: right + 46, y: middle.y }, to: { x: right, y: end } }
  }
  const sameRow = Math.abs(from.y + from.height / 2 - middle.y) < Math.min(from.height, to.height)
  if (sameRow) {
    const bottom = Math.max(from.y + from.height, to.y + to.height)
    const start = from.x + from.width / 2
    return {
      from: { x: start, y: from.y + from.height },
      control: { x: (start + middle.x) / 2, y: bottom + rowDip * 1.6 },
      to: { x: middle.x, y: to.y + to.height },
    }
  }
  return curveBetween(from, to, 0, laneOffset)
}
