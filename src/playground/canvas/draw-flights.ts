import type { EventId, PathText, Protocol } from '../../trace/index.ts'
import type { Flight } from './flight-book.ts'
import { along, type Point, progress, type Way, wayBetween } from './flight-path.ts'
import type { Seat } from './seats.ts'
import { actorPlace } from './stage/on-canvas.ts'

/** Above this many, links tell a number instead of dots. */
export const aggregateAbove = 1000
/** Names are written beside the dots while there are few enough to read; fewer where all is small. */
const namesUpTo = (zoom: number): number => (zoom > 0.72 ? 12 : 5)
const lane = 7
const tail = 0.05

export interface Viewport {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

export interface Palette {
  readonly protocols: Readonly<Record<Protocol, string>>
  readonly paper: string
  readonly ink: string
  readonly soft: string
  readonly down: string
  /** Of a wait before a restart. */
  readonly waits: string
  readonly font: string
  /** Larger strokes for a room. */
  readonly scale: number
}

/** A message that reached nobody, shown for a moment where it ended. */
export interface Loss extends Point {
  readonly since: number
}
export const lossMs = 1200

export interface Scene {
  readonly flights: readonly Flight[]
  readonly seats: ReadonlyMap<string, Seat>
  readonly shown: number
  readonly paused: boolean
  /** Nothing moves: an arrow from sender to receiver that fades. */
  readonly still: boolean
  readonly picked: string | null
  readonly losses: readonly Loss[]
  readonly wall: number
}

/** A dot as drawn, in the canvas's own pixels, for the pointer. */
export interface Drawn extends Point {
  /** The message's sending. */
  readonly id: EventId
}

export const onScreen = (point: Point, view: Viewport): Point => ({
  x: point.x * view.zoom + view.x,
  y: point.y * view.zoom + view.y,
})

export function wayOf(flight: Flight, seats: Scene['seats']): Way | null {
  const from = seats.get(flight.from)
  const to = seats.get(flight.to)
  if (from === undefined || to === undefined) return null
  return wayBetween(endOf(from, flight.fromPath), endOf(to, flight.toPath), lane)
}

/** Where a tree stands open, a message leaves and meets its actor; the machinery does so at the card. */
function endOf(seat: Seat, actor: PathText | null): Pick<Seat, 'x' | 'y' | 'width' | 'height'> {
  const place = actor === null ? null : actorPlace(seat, actor)
  return place === null || place.path === '/system' ? seat : place.box
}

/** Draws one picture and answers where each message is in it. */
export function drawFlights(
  pen: CanvasRenderingContext2D,
  scene: Scene,
  view: Viewport,
  palette: Palette,
): readonly Drawn[] {
  const drawn: Drawn[] = []
  if (scene.flights.length > aggregateAbove) drawCounts(pen, scene, view, palette)
  else {
    const named =
      scene.flights.reduce((count, flight) => count + (flight.background ? 0 : 1), 0) <= namesUpTo(view.zoom)
    for (const quiet of [true, false]) {
      for (const flight of scene.flights) {
        if (flight.background !== quiet) continue
        const way = wayOf(flight, scene.seats)
        if (way === null) continue
        const at = drawFlight(pen, flight, way, scene, view, palette, named)
        drawn.push({ ...at, id: flight.id })
      }
    }
  }
  for (const loss of scene.losses) drawLoss(pen, loss, scene.wall, view, palette)
  pen.globalAlpha = 1
  return drawn
}

function drawFlight(
  pen: CanvasRenderingContext2D,
  flight: Flight,
  way: Way,
  scene: Scene,
  view: Viewport,
  palette: Palette,
  named: boolean,
): Point {
  const share = progress(flight.sentAt, flight.dueAt, scene.shown)
  const colour = palette.protocols[flight.protocol]
  const picked = scene.picked === flight.id
  const quiet = flight.background && !picked
  const scale = palette.scale * Math.min(1.25, Math.max(0.62, view.zoom))
  const radius = (quiet ? 2.2 : 5.6) * scale
  const at = onScreen(along(way, scene.still ? 0.5 : share), view)
  pen.strokeStyle = colour
  pen.fillStyle = colour
  if (scene.still) {
    const from = onScreen(way.from, view)
    const to = onScreen(way.to, view)
    pen.globalAlpha = (quiet ? 0.16 : 0.8) * (1 - share * 0.75)
    pen.lineWidth = (quiet ? 1 : 2.2) * scale
    line(pen, from, to)
    arrowHead(pen, to, Math.atan2(to.y - from.y, to.x - from.x), (quiet ? 5 : 10) * scale)
  } else {
    const back = onScreen(along(way, Math.max(0, share - tail)), view)
    pen.globalAlpha = flight.lost ? 0.18 : quiet ? 0.2 : 0.3
    pen.lineWidth = radius * 0.9
    pen.lineCap = 'round'
    line(pen, back, at)
    pen.globalAlpha = flight.lost ? 0.4 : quiet ? 0.5 : 1
    pen.beginPath()
    pen.arc(at.x, at.y, radius, 0, 2 * Math.PI)
    if (flight.reply) {
      pen.fillStyle = palette.paper
      pen.fill()
      pen.lineWidth = (quiet ? 1.1 : 2.1) * scale
      pen.stroke()
    } else pen.fill()
    if (scene.paused && !quiet) {
      const ahead = onScreen(along(way, Math.min(1, share + 0.01)), view)
      const angle = Math.atan2(ahead.y - at.y, ahead.x - at.x)
      pen.fillStyle = colour
      arrowHead(
        pen,
        { x: at.x + Math.cos(angle) * radius * 2.6, y: at.y + Math.sin(angle) * radius * 2.6 },
        angle,
        radius * 1.2,
      )
    }
  }
  if (picked) {
    pen.globalAlpha = 1
    pen.strokeStyle = palette.ink
    pen.lineWidth = 1.5
    pen.beginPath()
    pen.arc(at.x, at.y, radius + 5, 0, 2 * Math.PI)
    pen.stroke()
  }
  if ((named && !quiet && view.zoom > 0.5) || picked)
    writeName(pen, flight.label, at, radius, palette, Math.min(1, 0.4 + 0.65 * view.zoom))
  return at
}

function line(pen: CanvasRenderingContext2D, from: Point, to: Point): void {
  pen.beginPath()
  pen.moveTo(from.x, from.y)
  pen.lineTo(to.x, to.y)
  pen.stroke()
}

export function arrowHead(pen: CanvasRenderingContext2D, tip: Point, angle: number, size: number): void {
  pen.beginPath()
  pen.moveTo(tip.x, tip.y)
  for (const side of [-0.5, 0.5]) {
    pen.lineTo(tip.x - Math.cos(angle + side) * size, tip.y - Math.sin(angle + side) * size)
  }
  pen.closePath()
  pen.fill()
}

export function writeName(
  pen: CanvasRenderingContext2D,
  text: string,
  at: Point,
  radius: number,
  palette: Palette,
  size = 1,
): void {
  pen.globalAlpha = 1
  pen.font = `500 ${(11.5 * size * palette.scale).toFixed(1)}px ${palette.font}`
  pen.textBaseline = 'middle'
  pen.lineJoin = 'round'
  pen.lineWidth = 4
  pen.strokeStyle = palette.paper
  pen.fillStyle = palette.soft
  pen.strokeText(text, at.x + radius + 6, at.y - radius - 3)
  pen.fillText(text, at.x + radius + 6, at.y - radius - 3)
}

function drawLoss(
  pen: CanvasRenderingContext2D,
  loss: Loss,
  wall: number,
  view: Viewport,
  palette: Palette,
): void {
  const age = (wall - loss.since) / lossMs
  if (age >= 1) return
  const { x, y } = onScreen(loss, view)
  const arm = 5 * palette.scale
  pen.globalAlpha = 1 - age * age
  pen.strokeStyle = palette.down
  pen.lineWidth = 2 * palette.scale
  line(pen, { x: x - arm, y: y - arm }, { x: x + arm, y: y + arm })
  line(pen, { x: x - arm, y: y + arm }, { x: x + arm, y: y - arm })
}

/** One line a link, wider with more, and the number on it: counts are honest where dots would be a cloud. */
function drawCounts(pen: CanvasRenderingContext2D, scene: Scene, view: Viewport, palette: Palette): void {
  const counts = new Map<string, { way: Way; count: number; colour: string }>()
  for (const flight of scene.flights) {
    const link = `${flight.from}>${flight.to}`
    const known = counts.get(link)
    if (known !== undefined) known.count += 1
    else {
      const way = wayOf(flight, scene.seats)
      if (way !== null) counts.set(link, { way, count: 1, colour: palette.protocols[flight.protocol] })
    }
  }
  for (const { way, count, colour } of counts.values()) {
    const from = onScreen(way.from, view)
    const to = onScreen(way.to, view)
    pen.globalAlpha = 0.5
    pen.strokeStyle = colour
    pen.lineWidth = (1 + Math.log2(count)) * palette.scale
    line(pen, from, to)
    writeName(pen, String(count), { x: (from.x + to.x * 2) / 3, y: (from.y + to.y * 2) / 3 }, 4, palette)
  }
}
