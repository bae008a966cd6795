import type { Protocol } from '../../trace/index.ts'
import type { Pen } from '../picture/pen.ts'
import type { Point } from './card-sizes.ts'

/** Families of one colour differ in shape, so that four hues are enough. */
export type MessageShape = 'circle' | 'triangle' | 'square' | 'diamond' | 'bar'

export const shapeOf: Readonly<Record<Protocol, MessageShape>> = {
  user: 'circle',
  'pub-sub': 'triangle',
  persistence: 'square',
  singleton: 'diamond',
  client: 'square',
  membership: 'circle',
  'failure-detector': 'bar',
  system: 'triangle',
}

/** Corners for a radius of 1, scaled so that all shapes look equally large. */
const corners: Readonly<Record<Exclude<MessageShape, 'circle'>, readonly Point[]>> = {
  triangle: [
    { x: 0, y: -1.2 },
    { x: 1.15, y: 0.85 },
    { x: -1.15, y: 0.85 },
  ],
  square: [
    { x: -0.9, y: -0.9 },
    { x: 0.9, y: -0.9 },
    { x: 0.9, y: 0.9 },
    { x: -0.9, y: 0.9 },
  ],
  diamond: [
    { x: 0, y: -1.3 },
    { x: 1.3, y: 0 },
    { x: 0, y: 1.3 },
    { x: -1.3, y: 0 },
  ],
  bar: [
    { x: -1.2, y: -0.4 },
    { x: 1.2, y: -0.4 },
    { x: 1.2, y: 0.4 },
    { x: -1.2, y: 0.4 },
  ],
}

/** Starts a path with the shape. */
export function traceShape(pen: Pen, shape: MessageShape, at: Point, radius: number): void {
  pen.beginPath()
  if (shape === 'circle') {
    pen.arc(at.x, at.y, radius, 0, 2 * Math.PI)
    return
  }
  for (const { x, y } of corners[shape]) pen.lineTo(at.x + x * radius, at.y + y * radius)
  pen.closePath()
}

/** The shape as points of an SVG polygon around 0, 0; null for the circle. */
export const polygonOf = (shape: MessageShape, radius: number): string | null =>
  shape === 'circle' ? null : corners[shape].map(({ x, y }) => `${x * radius},${y * radius}`).join(' ')
