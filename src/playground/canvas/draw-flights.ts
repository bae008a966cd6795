import {
  type EventId,
  type FlightView,
  flownShare,
  linkKey,
  type PathText,
  type Protocol,
} from '../../trace/index.ts'
import type { Pen } from '../picture/pen.ts'
import type { Placement } from './card-placements.ts'
import { type Curve, type Point, pointOnCurve, type Rectangle } from './flight-path.ts'
import { routeBetween, routeOnLane } from './link-routes.ts'
import { shapeOf, traceShape } from './message-shapes.ts'
import { actorPlacement } from './stage/actor-placement.ts'

/** Above this number of flights, a count on each link replaces the dots. */
export const maxDots = 1000
/** Number of flights up to which labels are drawn; fewer at a small zoom, because they would overlap. */
const maxNames = (zoom: number): number => (zoom > 0.72 ? 12 : 5)
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
  readonly accent: string
  /** Colour of the delay before a restart. */
  readonly backoff: string
  readonly font: string
  /** In px. */
  readonly textSize: number
  /** Factor for strokes and dots; larger in presentation mode. */
  readonly scale: number
}

/** A lost message, marked for `lossMs` at the point where it was lost. */
export interface Loss extends Point {
  readonly sinceMs: number
}
export const lossMs = 1200

/** The messages of a followed journey. */
export interface FollowedMessages {
  readonly name: string
  readonly events: ReadonlySet<EventId>
}

export interface FlightScene {
  readonly flights: readonly FlightView[]
  readonly placements: ReadonlyMap<string, Placement>
  readonly shownAt: number
  readonly paused: boolean
  /** True: no dot moves; a fading arrow from sender to receiver replaces it. */
  readonly reducedMotion: boolean
  readonly selected: string | null
  /** The journey that is followed: its messages have one name and one colour, and all others are dimmed. */
  readonly followed: FollowedMessages | null
  readonly losses: readonly Loss[]
  /** Cut directions of links, as `from>to`. */
  readonly cut: ReadonlySet<string>
  readonly wallMs: number
}

/** Position of a drawn message in canvas pixels, for the pointer. */
export interface DrawnMessage extends Point {
  /** The event in which the message was sent. */
  readonly id: EventId
}

export const onScreen = (point: Point, view: Viewport): Point => ({
  x: point.x * view.zoom + view.x,
  y: point.y * view.zoom + view.y,
})

export function routeOf(flight: FlightView, placements: FlightScene['placements']): Curve | null {
  const from = placements.get(flight.from)
  const to = placements.get(flight.to)
  if (from === undefined || to === undefined) return null
  if (from.tree === undefined && to.tree === undefined)
    return routeOnLane(placements, flight.from, flight.to, lane)
  const ends = { from: boxAtEnd(from, flight.fromPath), to: boxAtEnd(to, flight.toPath), lane }
  return routeBetween(placements, flight.from, flight.to, ends)
}

/** The actor's box when its tree is open; the whole card for actors of /system. */
function boxAtEnd(placement: Placement, actor: PathText | null): Rectangle {
  const found = actor === null ? null : actorPlacement(placement, actor)
  return found === null || found.path === '/system' ? placement : found.box
}

/** Draws all flights and returns the position of each. */
export function drawFlights(
  pen: Pen,
  scene: FlightScene,
  view: Viewport,
  palette: Palette,
): readonly DrawnMessage[] {
  const drawn: DrawnMessage[] = []
  if (scene.flights.length > maxDots) drawCounts(pen, scene, view, palette)
  else {
    const named =
      scene.flights.reduce((count, flight) => count + (flight.periodic ? 0 : 1), 0) <= maxNames(view.zoom)
    for (const faint of [true, false]) {
      for (const flight of scene.flights) {
        if (flight.periodic !== faint) continue
        const route = routeOf(flight, scene.placements)
        if (route === null) continue
        const at = drawFlight(pen, flight, route, scene, view, palette, named)
        drawn.push({ ...at, id: flight.id })
      }
    }
  }
  for (const loss of scene.losses) drawLoss(pen, loss, scene.wallMs, view, palette)
  pen.globalAlpha = 1
  return drawn
}

function drawFlight(
  pen: Pen,
  flight: FlightView,
  route: Curve,
  scene: FlightScene,
  view: Viewport,
  palette: Palette,
  named: boolean,
): Point {
  const isCut = scene.cut.has(linkKey(flight.from, flight.to))
  const flown = flownShare(flight, scene.shownAt)
  // A message on a cut link ends at the cut.
  const share = isCut ? Math.min(flown, cutShareOf(flight)) : flown
  const followed = scene.followed?.events.has(flight.id) === true
  const colour = followed ? palette.accent : palette.protocols[flight.protocol]
  const selected = scene.selected === flight.id
  const aside = scene.followed !== null && !followed && !selected
  const faint = (flight.periodic || aside) && !selected
  const scale = palette.scale * Math.min(1.25, Math.max(0.62, view.zoom))
  const radius = (faint ? 2.2 : 5.6) * scale
  const at = onScreen(pointOnCurve(route, scene.reducedMotion ? 0.5 : share), view)
  pen.strokeStyle = colour
  pen.fillStyle = colour
  if (scene.reducedMotion) {
    const before = onScreen(route.control, view)
    const to = onScreen(route.to, view)
    pen.globalAlpha = (faint ? 0.16 : 0.8) * (1 - share * 0.75)
    pen.lineWidth = (faint ? 1 : 2.2) * scale
    strokeCurve(pen, route, view)
    arrowHead(pen, to, Math.atan2(to.y - before.y, to.x - before.x), (faint ? 5 : 10) * scale)
  } else {
    const tailEnd = onScreen(pointOnCurve(route, Math.max(0, share - tail)), view)
    pen.globalAlpha = flight.lost ? 0.18 : faint ? 0.2 : 0.3
    pen.lineWidth = radius * 0.9
    pen.lineCap = 'round'
    line(pen, tailEnd, at)
    pen.globalAlpha = flight.lost ? 0.4 : faint ? 0.5 : 1
    traceShape(pen, shapeOf[flight.protocol], at, radius)
    if (flight.reply) {
      pen.fillStyle = palette.paper
      pen.fill()
      pen.lineWidth = (faint ? 1.1 : 2.1) * scale
      pen.stroke()
    } else pen.fill()
    if (flight.held) drawHeld(pen, at, radius, palette)
    else if (scene.paused && !faint) {
      const ahead = onScreen(pointOnCurve(route, Math.min(1, share + 0.01)), view)
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
  if (selected) {
    pen.globalAlpha = 1
    pen.strokeStyle = palette.ink
    pen.lineWidth = 1.5
    pen.beginPath()
    pen.arc(at.x, at.y, radius + 5, 0, 2 * Math.PI)
    pen.stroke()
  }
  if (followed || (named && !faint && view.zoom > 0.5) || selected)
    writeName(pen, followed ? scene.followed.name : flight.label, at, radius, palette)
  return at
}

/** The place of a cut on the way of a flight; not in the middle, where the links of a ring cross. */
export const cutShareOf = ({ from, to }: Pick<FlightView, 'from' | 'to'>): number => (from < to ? 0.3 : 0.7)

/** Two bars beside a message that is held. */
function drawHeld(pen: Pen, at: Point, radius: number, palette: Palette): void {
  const height = radius * 1.8
  pen.fillStyle = palette.ink
  pen.globalAlpha = 1
  for (const side of [-1, 0.2]) {
    pen.fillRect(at.x + radius * side * 0.9, at.y + radius * 1.5, radius * 0.55, height)
  }
}

function line(pen: Pen, from: Point, to: Point): void {
  pen.beginPath()
  pen.moveTo(from.x, from.y)
  pen.lineTo(to.x, to.y)
  pen.stroke()
}

export function strokeCurve(pen: Pen, curve: Curve, view: Viewport): void {
  const from = onScreen(curve.from, view)
  const over = onScreen(curve.control, view)
  const to = onScreen(curve.to, view)
  pen.beginPath()
  pen.moveTo(from.x, from.y)
  pen.quadraticCurveTo(over.x, over.y, to.x, to.y)
  pen.stroke()
}

export function arrowHead(pen: Pen, tip: Point, angle: number, size: number): void {
  pen.beginPath()
  pen.moveTo(tip.x, tip.y)
  for (const side of [-0.5, 0.5]) {
    pen.lineTo(tip.x - Math.cos(angle + side) * size, tip.y - Math.sin(angle + side) * size)
  }
  pen.closePath()
  pen.fill()
}

export function writeName(pen: Pen, text: string, at: Point, radius: number, palette: Palette): void {
  pen.globalAlpha = 1
  pen.font = `500 ${palette.textSize}px ${palette.font}`
  pen.textBaseline = 'middle'
  pen.lineJoin = 'round'
  pen.lineWidth = 4
  pen.strokeStyle = palette.paper
  pen.fillStyle = palette.soft
  pen.strokeText(text, at.x + radius + 6, at.y - radius - 3)
  pen.fillText(text, at.x + radius + 6, at.y - radius - 3)
}

function drawLoss(pen: Pen, loss: Loss, wallMs: number, view: Viewport, palette: Palette): void {
  const age = (wallMs - loss.sinceMs) / lossMs
  if (age >= 1) return
  const { x, y } = onScreen(loss, view)
  const arm = 5 * palette.scale
  pen.globalAlpha = 1 - age * age
  pen.strokeStyle = palette.down
  pen.lineWidth = 2 * palette.scale
  line(pen, { x: x - arm, y: y - arm }, { x: x + arm, y: y + arm })
  line(pen, { x: x - arm, y: y + arm }, { x: x + arm, y: y - arm })
}

/** Draws one line per link with the number of its messages, because that many dots would overlap. */
function drawCounts(pen: Pen, scene: FlightScene, view: Viewport, palette: Palette): void {
  const counts = new Map<string, { route: Curve; count: number; colour: string }>()
  for (const flight of scene.flights) {
    const link = `${flight.from}>${flight.to}`
    const known = counts.get(link)
    if (known !== undefined) known.count += 1
    else {
      const route = routeOf(flight, scene.placements)
      if (route !== null) counts.set(link, { route, count: 1, colour: palette.protocols[flight.protocol] })
    }
  }
  for (const { route, count, colour } of counts.values()) {
    pen.globalAlpha = 0.5
    pen.strokeStyle = colour
    pen.lineWidth = (1 + Math.log2(count)) * palette.scale
    strokeCurve(pen, route, view)
    writeName(pen, String(count), onScreen(pointOnCurve(route, 2 / 3), view), 4, palette)
  }
}
