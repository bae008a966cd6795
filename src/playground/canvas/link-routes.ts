import type { Placement } from './card-placements.ts'
import { type Curve, centreOf, curveBetween, pointOnCurve, type Rectangle } from './flight-path.ts'

type Placements = ReadonlyMap<string, Placement>

/** Distance, in px, that a link keeps from a card on its way. */
const clearance = 9
/** Bows that a link tries, in px, the smallest first. */
const bows = [0, 24, 48, 72, 96, 120, 150, 180, 220, 260, 310, 360]
/** Points of a curve that are compared with the cards. */
const samples = 32

const bowsOf = new WeakMap<Placements, Map<string, number>>()

/**
 * The link between two cards. It is straight where no other card is in its way; else it bends around the cards as little as
 * possible and stays within the picture. Both directions have one way. Null: a card is not placed.
 */
export function routeBetween(
  placements: Placements,
  from: string,
  to: string,
  ends: { readonly from?: Rectangle; readonly to?: Rectangle; readonly lane?: number } = {},
): Curve | null {
  const start = placements.get(from)
  const end = placements.get(to)
  if (start === undefined || end === undefined) return null
  const bow = from < to ? bowOf(placements, from, to) : -bowOf(placements, to, from)
  return curveBetween(ends.from ?? start, ends.to ?? end, bow, ends.lane)
}

const lanesOf = new WeakMap<Placements, Map<string, Map<string, Curve | null>>>()

/** The way from card to card beside the link, kept because hundreds of messages share it. One `lane` for all of a page. */
export function routeOnLane(placements: Placements, from: string, to: string, lane: number): Curve | null {
  let known = lanesOf.get(placements)
  if (known === undefined) {
    known = new Map()
    lanesOf.set(placements, known)
  }
  let toOthers = known.get(from)
  if (toOthers === undefined) {
    toOthers = new Map()
    known.set(from, toOthers)
  }
  let route = toOthers.get(to)
  if (route === undefined) {
    route = routeBetween(placements, from, to, { lane })
    toOthers.set(to, route)
  }
  return route
}

/** The bow of the link from `from` to `to`, with `from` before `to` in the alphabet. */
function bowOf(placements: Placements, from: string, to: string): number {
  let known = bowsOf.get(placements)
  if (known === undefined) {
    known = new Map()
    bowsOf.set(placements, known)
  }
  const key = `${from} ${to}`
  let bow = known.get(key)
  if (bow === undefined) {
    bow = leastBow(placements, from, to)
    known.set(key, bow)
  }
  return bow
}

function leastBow(placements: Placements, from: string, to: string): number {
  const [start, end] = [placements.get(from)!, placements.get(to)!]
  const others = [...placements].filter(([id]) => id !== from && id !== to).map(([, card]) => card)
  const picture = around([...placements.values()])
  let best = { bow: 0, hidden: Number.POSITIVE_INFINITY }
  for (const size of bows)
    for (const bow of size === 0 ? [0] : insideFirst(size, start, end, picture)) {
      const hidden = hiddenShare(curveBetween(start, end, bow), others, picture)
      if (hidden === 0) return bow
      if (hidden < best.hidden) best = { bow, hidden }
    }
  return best.bow
}

/** Both bows of one size, first the one towards the middle of the picture, where the free space of a ring is. */
function insideFirst(size: number, start: Rectangle, end: Rectangle, picture: Rectangle): readonly number[] {
  const distanceOf = (bow: number) => {
    const at = pointOnCurve(curveBetween(start, end, bow), 0.5)
    const middle = centreOf(picture)
    return Math.hypot(at.x - middle.x, at.y - middle.y)
  }
  return distanceOf(size) <= distanceOf(-size) ? [size, -size] : [-size, size]
}

/** The number of points of the curve that are behind a card or outside of the picture. */
function hiddenShare(curve: Curve, cards: readonly Rectangle[], picture: Rectangle): number {
  let hidden = 0
  for (let sample = 0; sample <= samples; sample++) {
    const { x, y } = pointOnCurve(curve, sample / samples)
    const isInside = (card: Rectangle, margin: number) =>
      x > card.x - margin &&
      x < card.x + card.width + margin &&
      y > card.y - margin &&
      y < card.y + card.height + margin
    if (!isInside(picture, 1) || cards.some(card => isInside(card, clearance))) hidden += 1
  }
  return hidden
}

function around(cards: readonly Rectangle[]): Rectangle {
  const x = Math.min(...cards.map(card => card.x))
  const y = Math.min(...cards.map(card => card.y))
  const width = Math.max(...cards.map(card => card.x + card.width)) - x
  const height = Math.max(...cards.map(card => card.y + card.height)) - y
  return { x, y, width, height }
}
