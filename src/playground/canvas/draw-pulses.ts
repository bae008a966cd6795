import { type EventId, isReply, type ParticipantId, type PathText, type Protocol } from '../../trace/index.ts'
import { actorWay, alongBend, type Bend } from './actor-way.ts'
import { arrowHead, type Drawn, onScreen, type Palette, type Viewport, writeName } from './draw-flights.ts'
import type { Point } from './flight-path.ts'
import type { Pulse } from './pulses.ts'
import { binId } from './seats.ts'
import { actorPlace, type Seats } from './stage/on-canvas.ts'

/** A message between two actors of one node. */
export interface LocalMessage {
  readonly id: EventId
  readonly node: ParticipantId
  readonly from: PathText | null
  readonly to: PathText
  readonly label: string
  readonly protocol: Protocol
}
export const pulseMs = 720
/** Of that it flies for so long; then its way fades. */
const flyMs = 360

/** A message that reached nobody, on its way into the bin. */
export interface DeadLetter {
  readonly node: ParticipantId
  readonly to: PathText
  readonly label: string
}
export const fallMs = 1100

export interface Brushes {
  readonly pen: CanvasRenderingContext2D
  readonly view: Viewport
  readonly palette: Palette
  readonly seats: Seats
  /** Nothing moves. */
  readonly still: boolean
}

const ease = (share: number): number => share * share * (3 - 2 * share)
const namesUpTo = 5

export function drawPulses(pulses: readonly Pulse<LocalMessage>[], brushes: Brushes): readonly Drawn[] {
  const { pen, view, palette, seats, still } = brushes
  const drawn: Drawn[] = []
  const scale = palette.scale * Math.min(1.25, Math.max(0.62, view.zoom))
  for (const { what, age, count } of pulses) {
    const way = actorWay(seats.get(what.node), what.from, what.to)
    if (way === null) continue
    const fading = age <= flyMs ? 1 : 1 - (age - flyMs) / (pulseMs - flyMs)
    const share = still ? 1 : ease(Math.min(1, age / flyMs))
    const colour = palette.protocols[what.protocol]
    pen.strokeStyle = colour
    pen.fillStyle = colour
    pen.globalAlpha = 0.42 * fading
    pen.lineWidth = (count > 1 ? 3.4 : 2.2) * scale
    pen.lineCap = 'round'
    bend(pen, way, view)
    const at = onScreen(alongBend(way, share), view)
    if (still) {
      pen.globalAlpha = fading
      const before = onScreen(alongBend(way, 0.9), view)
      arrowHead(pen, at, Math.atan2(at.y - before.y, at.x - before.x), 9 * scale)
    } else if (age <= flyMs + 60) {
      pen.globalAlpha = 1
      pen.beginPath()
      pen.arc(at.x, at.y, 5.2 * scale, 0, 2 * Math.PI)
      if (isReply(what.label)) {
        pen.fillStyle = palette.paper
        pen.fill()
        pen.lineWidth = 2 * scale
        pen.stroke()
      } else pen.fill()
    }
    const words = count > 1 ? `${what.label} ×${count}` : what.label
    if (pulses.length <= namesUpTo && view.zoom > 0.5 && fading > 0.3)
      writeName(pen, words, at, 5 * scale, palette, Math.min(1, 0.4 + 0.65 * view.zoom))
    drawn.push({ ...at, id: what.id })
  }
  pen.globalAlpha = 1
  return drawn
}

/** Each falls from where it died into the bin. */
export function drawFalls(falls: readonly Pulse<DeadLetter>[], brushes: Brushes): void {
  const { pen, view, palette, seats, still } = brushes
  const bin = seats.get(binId)
  if (bin === undefined) return
  const mouth = { x: bin.x + bin.width / 2, y: bin.y }
  const scale = palette.scale * Math.min(1.25, Math.max(0.62, view.zoom))
  for (const { what, age, count } of falls) {
    const seat = seats.get(what.node)
    if (seat === undefined) continue
    const place = actorPlace(seat, what.to)
    const box = place === null || place.path === '/system' ? seat : place.box
    const from = { x: box.x + box.width / 2, y: box.y + box.height }
    const over = { x: mouth.x, y: Math.min(from.y, mouth.y) - 40 }
    const way: Bend = { from, over, to: mouth }
    const share = still ? 1 : (age / fallMs) ** 1.6
    pen.strokeStyle = palette.soft
    pen.globalAlpha = 0.3 * (1 - (age / fallMs) ** 3)
    pen.lineWidth = 1.6 * scale
    pen.setLineDash([3 * scale, 4 * scale])
    bend(pen, way, view)
    pen.setLineDash([])
    const at = onScreen(alongBend(way, share), view)
    pen.globalAlpha = 1
    envelope(pen, at, 7 * scale, palette)
    if (falls.length <= namesUpTo && view.zoom > 0.5)
      writeName(
        pen,
        count > 1 ? `${what.label} ×${count}` : what.label,
        at,
        6 * scale,
        palette,
        Math.min(1, 0.4 + 0.65 * view.zoom),
      )
  }
  pen.globalAlpha = 1
}

/** The wait before a restart, drawn around the actor: what is left of it. */
export function drawWait(
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  left: number,
  brushes: Brushes,
): void {
  const { pen, view, palette } = brushes
  const grow = 5
  const corner = onScreen({ x: box.x - grow, y: box.y - grow }, view)
  const width = (box.width + 2 * grow) * view.zoom
  const height = (box.height + 2 * grow) * view.zoom
  const radius = Math.min(12 * view.zoom, height / 2)
  const length = 2 * (width + height) - 8 * radius + 2 * Math.PI * radius
  const { x, y } = corner
  pen.beginPath()
  pen.moveTo(x + width / 2, y)
  pen.arcTo(x, y, x, y + height, radius)
  pen.arcTo(x, y + height, x + width, y + height, radius)
  pen.arcTo(x + width, y + height, x + width, y, radius)
  pen.arcTo(x + width, y, x + width / 2, y, radius)
  pen.closePath()
  pen.lineCap = 'butt'
  pen.lineWidth = 3.4 * palette.scale * Math.max(0.7, view.zoom)
  pen.strokeStyle = palette.waits
  pen.globalAlpha = 0.2
  pen.stroke()
  pen.globalAlpha = 1
  pen.setLineDash([length * left, length])
  pen.stroke()
  pen.setLineDash([])
}

function bend(pen: CanvasRenderingContext2D, way: Bend, view: Viewport): void {
  const [from, over, to] = [onScreen(way.from, view), onScreen(way.over, view), onScreen(way.to, view)]
  pen.beginPath()
  pen.moveTo(from.x, from.y)
  pen.quadraticCurveTo(over.x, over.y, to.x, to.y)
  pen.stroke()
}

function envelope(pen: CanvasRenderingContext2D, { x, y }: Point, size: number, palette: Palette): void {
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
