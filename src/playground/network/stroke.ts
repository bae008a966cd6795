import type { Point, Segment } from '../canvas/flight-path.ts'

/** A drawn line: its corner points in the order of drawing. */
export type Stroke = readonly Point[]

const side = (a: Point, b: Point, p: Point): number => (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)

const cross = (a: Point, b: Point, c: Point, d: Point): boolean =>
  side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0

/** The links that a stroke crosses, in the given order. */
export const crossedBy = <T extends { readonly segment: Segment }>(
  stroke: Stroke,
  links: readonly T[],
): readonly T[] =>
  links.filter(({ segment: { from, to } }) =>
    stroke.some((point, i) => i > 0 && cross(stroke[i - 1] as Point, point, from, to)),
  )
