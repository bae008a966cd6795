import type { EventId, ParticipantId } from '../../trace/index.ts'
import type { Pen } from '../picture/pen.ts'
import type { LitPath } from '../why/lit-path.ts'
import { type Geometry, xOf, yOf } from './timeline-geometry.ts'

/** Opacity of everything that is not lit. */
const shade = 0.22

/** The share of its strength with which an event is drawn. */
export const shareOfLight = (lit: LitPath | null, event: EventId): number =>
  lit === null || lit.events.has(event) ? 1 : shade

/** Draws the chains of causes from lane to lane. An act on no single participant is drawn at the lane before it. */
export function drawLitPath(
  pen: Pen,
  { chains }: LitPath,
  geometry: Geometry,
  rows: ReadonlyMap<ParticipantId, number>,
  { accent, paper }: { readonly accent: string; readonly paper: string },
): void {
  for (const chain of chains) {
    const points: { readonly x: number; readonly y: number }[] = []
    for (const { at, lane } of chain) {
      const row = lane === null ? undefined : rows.get(lane)
      const y = row === undefined ? points.at(-1)?.y : yOf(geometry, row)
      if (y !== undefined) points.push({ x: xOf(geometry, at), y })
    }
    pen.beginPath()
    for (const { x, y } of points) pen.lineTo(x, y)
    pen.lineJoin = 'round'
    pen.strokeStyle = paper
    pen.lineWidth = 6
    pen.stroke()
    pen.strokeStyle = accent
    pen.lineWidth = 3
    pen.stroke()
    for (const [i, { x, y }] of points.entries()) {
      const isEnd = i === 0 || i === points.length - 1
      pen.fillStyle = isEnd ? accent : paper
      pen.lineWidth = 2
      pen.beginPath()
      pen.arc(x, y, isEnd ? 5.5 : 3, 0, 2 * Math.PI)
      pen.fill()
      pen.stroke()
    }
  }
}
