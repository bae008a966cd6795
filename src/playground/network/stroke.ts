import { type Curve, type Point, pointsAlong } from '../canvas/flight-path.ts'

/** A drawn line: its corner points in the order of drawing. */
export type Stroke = readonly Point[]

const side = (a: Point, b: Point, p: Point): number => (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)

const cross = (a: Point, b: Point, c: Point, d: Point): boolean =>
  // A corner belongs to one of its sides, so that a stroke through it crosses one of them.
  side(a, b, c) > 0 !== side(a, b, d) > 0 && side(c, d, a) > 0 !== side(c, d, b) > 0

/** The links that a stroke crosses, in the given order. */
export const crossedBy = <T extends { readonly route: Curve }>(
  stroke: Stroke,
  links: readonly T[],
): readonly T[] =>
  links.filter(({ route }) => {
    const way = pointsAlong(route)
    return stroke.some(
      (point, i) => i > 0 && way.some((to, k) => k > 0 && cross(stroke[i - 1]!, point, way[k - 1]!, to)),
    )
  })
