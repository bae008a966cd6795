import type { EventId, ParticipantId, PathText, Protocol } from '../../trace/index.ts'
import type { Pen } from '../picture/pen.ts'
import { curveBetweenActors } from './actor-curve.ts'
import { binId } from './card-placements.ts'
import {
  arrowHead,
  type DrawnMessage,
  type FollowedMessages,
  onScreen,
  type Palette,
  strokeCurve,
  type Viewport,
  writeName,
} from './draw-flights.ts'
import { type Curve, type Point, pointOnCurve } from './flight-path.ts'
import { shapeOf, traceShape } from './message-shapes.ts'
import type { Pulse } from './pulses.ts'
import { actorPlacement, type Placements } from './stage/actor-placement.ts'

/** A message between two actors of one node. */
export interface LocalMessage {
  readonly id: EventId
  readonly node: ParticipantId
  readonly from: PathText | null
  readonly to: PathText
  readonly label: string
  readonly protocol: Protocol
  readonly reply: boolean
}
export const pulseMs = 720
/** Part of `pulseMs` in which the message moves; then its curve fades. */
const flyMs = 360

/** A dead letter, drawn falling into the bin. */
export interface DeadLetter {
  readonly node: ParticipantId
  readonly to: PathText
  readonly label: string
}
export const deadLetterMs = 1100

export interface DrawingTools {
  readonly pen: Pen
  readonly view: Viewport
  readonly palette: Palette
  readonly placements: Placements
  /** True: messages are drawn at their receivers and do not move. */
  readonly reducedMotion: boolean
  readonly followed: FollowedMessages | null
}

const ease = (share: number): number => share * share * (3 - 2 * share)
const maxNames = 5
/** Opacity of messages outside the followed journey. */
const dimmed = 0.15

export function drawPulses(
  pulses: readonly Pulse<LocalMessage>[],
  tools: DrawingTools,
): readonly DrawnMessage[] {
  const { pen, view, palette, placements, reducedMotion, followed } = tools
  const drawn: DrawnMessage[] = []
  const scale = palette.scale * Math.min(1.25, Math.max(0.62, view.zoom))
  for (const { value, ageMs, count } of pulses) {
    const curve = curveBetweenActors(placements.get(value.node), value.from, value.to)
    if (curve === null) continue
    const own = followed?.events.has(value.id) === true
    const opacity = followed === null || own ? 1 : dimmed
    const fading = opacity * (ageMs <= flyMs ? 1 : 1 - (ageMs - flyMs) / (pulseMs - flyMs))
    const share = reducedMotion ? 1 : ease(Math.min(1, ageMs / flyMs))
    const colour = own ? palette.accent : palette.protocols[value.protocol]
    pen.strokeStyle = colour
    pen.fillStyle = colour
    pen.globalAlpha = 0.42 * fading
    pen.lineWidth = (count > 1 ? 3.4 : 2.2) * scale
    pen.lineCap = 'round'
    strokeCurve(pen, curve, view)
    const at = onScreen(pointOnCurve(curve, share), view)
    if (reducedMotion) {
      pen.globalAlpha = fading
      const before = onScreen(pointOnCurve(curve, 0.9), view)
      arrowHead(pen, at, Math.atan2(at.y - before.y, at.x - before.x), 9 * scale)
    } else if (ageMs <= flyMs + 60) {
      pen.globalAlpha = opacity
      traceShape(pen, shapeOf[value.protocol], at, 5.2 * scale)
      if (value.reply) {
        pen.fillStyle = palette.paper
        pen.fill()
        pen.lineWidth = 2 * scale
        pen.stroke()
      } else pen.fill()
    }
    const name = own ? followed.name : value.label
    const words = count > 1 ? `${name} ×${count}` : name
    if (pulses.length <= maxNames && view.zoom > 0.5 && fading > 0.3)
      writeName(pen, words, at, 5 * scale, palette)
    drawn.push({ ...at, id: value.id })
  }
  pen.globalAlpha = 1
  return drawn
}

/** Draws dead letters on their way from the receiver's place into the bin. */
export function drawDeadLetters(falls: readonly Pulse<DeadLetter>[], tools: DrawingTools): void {
  const { pen, view, palette, placements, reducedMotion } = tools
  const bin = placements.get(binId)
  if (bin === undefined) return
  const mouth = { x: bin.x + bin.width / 2, y: bin.y }
  const scale = palette.scale * Math.min(1.25, Math.max(0.62, view.zoom))
  for (const { value, ageMs, count } of falls) {
    const placement = placements.get(value.node)
    if (placement === undefined) continue
    const place = actorPlacement(placement, value.to)
    const box = place === null || place.path === '/system' ? placement : place.box
    const from = { x: box.x + box.width / 2, y: box.y + box.height }
    const over = { x: mouth.x, y: Math.min(from.y, mouth.y) - 40 }
    const curve: Curve = { from, control: over, to: mouth }
    const share = reducedMotion ? 1 : (ageMs / deadLetterMs) ** 1.6
    pen.strokeStyle = palette.soft
    pen.globalAlpha = 0.3 * (1 - (ageMs / deadLetterMs) ** 3)
    pen.lineWidth = 1.6 * scale
    pen.setLineDash([3 * scale, 4 * scale])
    strokeCurve(pen, curve, view)
    pen.setLineDash([])
    const at = onScreen(pointOnCurve(curve, share), view)
    pen.globalAlpha = 1
    drawEnvelope(pen, at, 7 * scale, palette)
    if (falls.length <= maxNames && view.zoom > 0.5)
      writeName(pen, count > 1 ? `${value.label} ×${count}` : value.label, at, 6 * scale, palette)
  }
  pen.globalAlpha = 1
}

/** Draws the delay before a restart around the actor; `left` is the remaining share, 0 to 1. */
export function drawBackoff(
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  left: number,
  tools: DrawingTools,
): void {
  const { pen, view, palette } = tools
  const grow = 5
  const corner = onScreen({ x: box.x - grow, y: box.y - grow }, view)
  const width = (box.width + 2 * grow) * view.zoom
  const height = (box.height + 2 * grow) * view.zoom
  const radius = Math.min(12 * view.zoom, height / 2)
  const length = 2 * (width + height) - 8 * radius + 2 * Math.PI * radius
  const { x, y } = corner
  pen.beginPath()
  pen.moveTo(x + width / 2, y)
  const [right, bottom] = [x + width, y + height]
  pen.lineTo(x + radius, y)
  pen.quadraticCurveTo(x, y, x, y + radius)
  pen.lineTo(x, bottom - radius)
  pen.quadraticCurveTo(x, bottom, x + radius, bottom)
  pen.lineTo(right - radius, bottom)
  pen.quadraticCurveTo(right, bottom, right, bottom - radius)
  pen.lineTo(right, y + radius)
  pen.quadraticCurveTo(right, y, right - radius, y)
  pen.closePath()
  pen.lineCap = 'butt'
  pen.lineWidth = 3.4 * palette.scale * Math.max(0.7, view.zoom)
  pen.strokeStyle = palette.backoff
  pen.globalAlpha = 0.2
  pen.stroke()
  pen.globalAlpha = 1
  pen.setLineDash([length * left, length])
  pen.stroke()
  pen.setLineDash([])
}

function drawEnvelope(pen: Pen, { x, y }: Point, size: number, palette: Palette): void {
  pen.fillStyle = palette.paper
  pen.strokeStyle = palette.down
  pen.lineWidth = Math.max(1.2, size / 4)
  pen.beginPath()
  pen.rect(x - size, y - size * 0.7, 2 * size, 1.4 * size)
  pen.fill()
  pen.stroke()
  pen.beginPath()
  pen.moveTo(x - size, y - size * 0.7)
  pen.lineTo(x, y + size * 0.15)
  pen.lineTo(x + size, y - size * 0.7)
  pen.stroke()
}
