import { type Action, type ClusterView, type Link, linkKey } from '../../trace/index.ts'
import { type Curve, type Point, pointsAlong } from '../canvas/flight-path.ts'

/** A drawn line: its corner points in the order of drawing. */
export type Stroke = readonly Point[]

/** A link that a stroke crosses. */
export interface Crossing {
  /**
   * The direction that a one-way cut takes: that of the messages that pass the stroke from the right of its drawer to the
   * left. A stroke from top to bottom cuts the way from left to right, and one drawn the other way round the way back.
   */
  readonly from: string
  readonly to: string
  readonly at: Point
  /** Of the link at `at`, from `from` to `to`, in radians. */
  readonly angle: number
}

interface RoutedLink {
  readonly from: string
  readonly to: string
  readonly route: Curve
}

const side = (a: Point, b: Point, p: Point): number => (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)

const cross = (a: Point, b: Point, c: Point, d: Point): boolean =>
  // A corner belongs to one of its sides, so that a stroke through it crosses one of them.
  side(a, b, c) > 0 !== side(a, b, d) > 0 && side(c, d, a) > 0 !== side(c, d, b) > 0

/** The links that a stroke crosses, in the given order. Of several crossings of one link, the last one counts. */
export const crossingsOf = (stroke: Stroke, links: readonly RoutedLink[]): readonly Crossing[] =>
  links.flatMap(link => lastCrossing(stroke, link) ?? [])

function lastCrossing(stroke: Stroke, { from, to, route }: RoutedLink): Crossing | null {
  const way = pointsAlong(route)
  for (let i = stroke.length - 1; i > 0; i--)
    for (let k = 1; k < way.length; k++) {
      const [a, b, c, d] = [stroke[i - 1]!, stroke[i]!, way[k - 1]!, way[k]!]
      if (!cross(a, b, c, d)) continue
      const share = side(a, b, c) / (side(a, b, c) - side(a, b, d))
      const at = { x: c.x + (d.x - c.x) * share, y: c.y + (d.y - c.y) * share }
      return side(c, d, b) > 0
        ? { from, to, at, angle: Math.atan2(d.y - c.y, d.x - c.x) }
        : { from: to, to: from, at, angle: Math.atan2(c.y - d.y, c.x - d.x) }
    }
  return null
}

/** The act of a stroke, and the crossings with the links that it changes. */
export interface StrokeEffect {
  readonly action: Extract<Action, { type: 'Cut' | 'Heal' }>
  readonly crossings: readonly Crossing[]
}

/** A stroke cuts the crossed links or, when all of them are cut already, heals them. Null: it crosses none. */
export function effectOf(
  crossings: readonly Crossing[],
  oneWay: boolean,
  view: ClusterView,
): StrokeEffect | null {
  if (crossings.length === 0) return null
  const isCut = (from: string, to: string) => view.links[linkKey(from, to)]?.cut === true
  const uncut = crossings.filter(({ from, to }) => !isCut(from, to) || (!oneWay && !isCut(to, from)))
  const type = uncut.length === 0 ? 'Heal' : 'Cut'
  const changed = uncut.length === 0 ? crossings : uncut
  const links = changed.map(({ from, to }): Link => {
    if (oneWay) return { from, to, oneWay }
    // Both directions have one name, however the stroke was drawn.
    return from < to ? { from, to } : { from: to, to: from }
  })
  return { action: { type, links }, crossings: changed }
}
