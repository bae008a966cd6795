import type { VirtualTime } from '../../trace/index.ts'
import type { Pen } from '../picture/pen.ts'
import { drawFolded } from './draw-folded.ts'
import { drawLitPath, shareOfLight } from './draw-lit-path.ts'
import { joinHidden } from './joined-messages.ts'
import {
  type Geometry,
  lineOf,
  type MessageLine,
  rowsOf,
  visibleMarks,
  visibleMessages,
  xOf,
  yOf,
} from './timeline-geometry.ts'
import {
  handleWidth,
  namesOf,
  namesWithRoom,
  ticksOf,
  type WantedName,
  type Writing,
} from './timeline-labels.ts'
import type { MarkKind } from './timeline-marks.ts'
import type { Lane, Span } from './timeline-model.ts'
import type { TimelinePicture } from './timeline-picture.ts'

const glyphs: Readonly<Record<MarkKind, string>> = {
  act: '▾',
  stop: '✕',
  failure: '!',
  restart: '↻',
  downing: '⊥',
  singleton: '◆',
  unreachable: '?',
  removed: '⊖',
}

/** From this height of a lane on, in px, messages bear their names. */
const namedLaneHeight = 40

/** Draws the lanes, messages and marks up to the cursor, or up to the frontier with the future faint. */
export function drawTimeline(pen: Pen, picture: TimelinePicture, height: number): void {
  const { lanes, geometry, palette, shown } = picture
  const { width, gutter } = geometry
  pen.clearRect(0, 0, width, height)
  pen.font = `${picture.textSize}px ${palette.font}`
  pen.textBaseline = 'middle'
  pen.lineJoin = 'round'
  drawTicks(pen, picture, height)
  pen.save()
  pen.beginPath()
  pen.rect(gutter, 0, width - gutter, height)
  pen.clip()
  for (const [row, lane] of lanes.entries()) drawLane(pen, picture, lane, row, shown.until)
  drawFolded(pen, picture)
  drawMessages(pen, picture)
  drawMarks(pen, picture)
  if (picture.lit !== null)
    drawLitPath(pen, picture.lit, geometry, rowsOf(lanes), {
      accent: picture.colours.accent,
      paper: palette.paper,
    })
  drawRedLamps(pen, picture, height)
  drawFuture(pen, picture, height)
  drawCursor(pen, picture, height)
  pen.restore()
  pen.fillStyle = palette.ink
  pen.textAlign = 'left'
  const ids = lanes.map(({ id }) => id)
  for (const { text, x, y } of namesOf(ids, geometry, writingOf(pen, picture))) pen.fillText(text, x, y)
}

function drawTicks(pen: Pen, picture: TimelinePicture, height: number): void {
  const { geometry, palette, colours, timeText } = picture
  pen.fillStyle = palette.soft
  pen.strokeStyle = colours.line
  pen.lineWidth = 1
  pen.textAlign = 'left'
  for (const { x, label } of ticksOf(geometry, writingOf(pen, picture), timeText, picture.shownAt)) {
    pen.beginPath()
    pen.moveTo(x, 0)
    pen.lineTo(x, height)
    pen.stroke()
    if (label !== null) pen.fillText(label.text, label.x, label.y)
  }
}

const writingOf = (pen: Pen, { textSize }: TimelinePicture): Writing => ({
  textSize,
  widthOf: text => pen.measureText(text).width,
})

function drawLane(pen: Pen, picture: TimelinePicture, lane: Lane, row: number, until: VirtualTime): void {
  const { geometry, palette, colours } = picture
  const y = yOf(geometry, row)
  const thick = Math.max(3, Math.min(8, geometry.laneHeight * 0.34))
  for (const span of lane.statuses) {
    pen.strokeStyle = colours.statuses[span.status]
    pen.lineWidth = span.status === 'gone' ? 1.5 : thick
    pen.setLineDash(span.status === 'gone' ? [3, 4] : [])
    strokeSpan(pen, geometry, span, y, until)
  }
  pen.setLineDash([])
  pen.strokeStyle = palette.protocols.singleton
  pen.lineWidth = Math.max(3, thick * 0.7)
  for (const span of lane.singleton) strokeSpan(pen, geometry, span, y + thick * 0.85, until)
  pen.strokeStyle = palette.ink
  pen.lineWidth = 1.5
  for (const span of lane.leader) strokeSpan(pen, geometry, span, y - thick * 0.75, until)
}

function strokeSpan(pen: Pen, geometry: Geometry, span: Span, y: number, until: VirtualTime): void {
  const end = Math.min(span.until ?? until, until)
  if (
    end <= span.from ||
    end < geometry.window.from ||
    span.from > geometry.window.from + geometry.window.span
  )
    return
  pen.beginPath()
  pen.moveTo(Math.max(geometry.gutter - 5, xOf(geometry, span.from)), y)
  pen.lineTo(Math.min(geometry.width + 5, xOf(geometry, end)), y)
  pen.stroke()
}

function drawMessages(pen: Pen, picture: TimelinePicture): void {
  const { model, geometry, palette, selected, shownAt, shown } = picture
  const rows = rowsOf(picture.lanes)
  const messages = visibleMessages(model, geometry.window, shown)
  const names: (WantedName & { readonly alpha: number })[] = []
  for (const message of messages) {
    const line = lineOf(message, geometry, rows, shownAt, shown)
    if (line === null) continue
    const isSelected = selected === message.event
    pen.strokeStyle = palette.protocols[message.protocol]
    // Published messages share the colour of the requests that they follow from.
    pen.setLineDash(message.protocol === 'pub-sub' ? [5, 3] : [])
    const strength = isSelected || message.protocol === 'user' ? 1 : 0.55
    pen.globalAlpha = strength * shareOfLight(picture.lit, message.event)
    pen.lineWidth = isSelected ? 3.5 : message.protocol === 'user' ? 2 : 1.2
    pen.beginPath()
    pen.moveTo(line.from.x, line.from.y)
    pen.lineTo(line.to.x, line.to.y)
    pen.stroke()
    if (line.lost) {
      pen.fillStyle = palette.down
      pen.textAlign = 'center'
      pen.fillText('✕', line.to.x, line.to.y)
    }
    if (message.protocol === 'user' || isSelected)
      names.push({ ...nameOn(line, message.label), selected: isSelected, alpha: pen.globalAlpha })
  }
  pen.globalAlpha = 1
  for (const { first, last } of joinHidden(model, messages, picture.hidden)) {
    const line = lineOf({ ...last, from: first.from, sentAt: first.sentAt }, geometry, rows, shownAt, shown)
    if (line === null) continue
    pen.strokeStyle = palette.protocols[last.protocol]
    pen.setLineDash([2, 5])
    pen.lineWidth = 2
    pen.beginPath()
    pen.moveTo(line.from.x, line.from.y)
    // An answer to the same lane bends away from it.
    const bend = first.from === last.to ? geometry.laneHeight * 0.6 : 0
    pen.quadraticCurveTo(
      (line.from.x + line.to.x) / 2,
      (line.from.y + line.to.y) / 2 + bend,
      line.to.x,
      line.to.y,
    )
    pen.stroke()
    names.push({ ...nameOn(line, last.label), selected: selected === last.event, alpha: 1 })
  }
  pen.setLineDash([])
  drawNames(pen, picture, names)
}

const nameOn = ({ from, to }: MessageLine, text: string) => ({
  text,
  x: (from.x + to.x) / 2,
  y: (from.y + to.y) / 2 - 8,
})

function drawNames(
  pen: Pen,
  picture: TimelinePicture,
  names: readonly (WantedName & { readonly alpha: number })[],
): void {
  const { geometry, palette } = picture
  if (geometry.laneHeight < namedLaneHeight) return
  pen.textAlign = 'center'
  pen.strokeStyle = palette.paper
  pen.lineWidth = 3
  pen.fillStyle = palette.ink
  for (const { text, x, y, alpha } of namesWithRoom(names, geometry, writingOf(pen, picture))) {
    pen.globalAlpha = alpha
    pen.strokeText(text, x, y)
    pen.fillText(text, x, y)
  }
  pen.globalAlpha = 1
}

function drawMarks(pen: Pen, picture: TimelinePicture): void {
  const { model, lanes, geometry, palette, colours, selected } = picture
  const rows = rowsOf(lanes)
  pen.textAlign = 'center'
  pen.font = `700 ${picture.textSize}px ${palette.font}`
  for (const { kind, at, lane, event } of visibleMarks(model, geometry, picture.shown)) {
    const row = rows.get(lane)
    if (row === undefined) continue
    const [x, y] = [xOf(geometry, at), yOf(geometry, row)]
    pen.globalAlpha = shareOfLight(picture.lit, event)
    if (event === selected) {
      pen.strokeStyle = colours.accent
      pen.lineWidth = 2.5
      pen.beginPath()
      pen.arc(x, y, picture.textSize * 0.8, 0, 2 * Math.PI)
      pen.stroke()
    }
    pen.strokeStyle = palette.paper
    pen.lineWidth = 3
    pen.strokeText(glyphs[kind], x, y)
    pen.fillStyle = colours.marks[kind]
    pen.fillText(glyphs[kind], x, y)
  }
  pen.globalAlpha = 1
  pen.font = `${picture.textSize}px ${palette.font}`
}

/** The mark of a lamp lies above the lanes, because a lamp is about the whole run. */
function drawRedLamps(pen: Pen, picture: TimelinePicture, height: number): void {
  const { geometry, palette, colours, textSize } = picture
  const y = geometry.top / 2
  for (const at of picture.redAt) {
    const x = xOf(geometry, at)
    pen.strokeStyle = colours.marks.failure
    pen.lineWidth = 1.5
    pen.setLineDash([2, 3])
    pen.beginPath()
    pen.moveTo(x, y)
    pen.lineTo(x, height)
    pen.stroke()
    pen.setLineDash([])
    pen.fillStyle = colours.marks.failure
    pen.beginPath()
    pen.arc(x, y, textSize * 0.62, 0, 2 * Math.PI)
    pen.fill()
    pen.fillStyle = palette.paper
    pen.textAlign = 'center'
    pen.font = `700 ${textSize * 0.85}px ${palette.font}`
    pen.fillText('✕', x, y + 0.5)
  }
  pen.font = `${textSize}px ${palette.font}`
}

function drawFuture(pen: Pen, picture: TimelinePicture, height: number): void {
  const { geometry, shownAt, following, palette } = picture
  if (following) return
  pen.fillStyle = palette.paper
  pen.globalAlpha = 0.6
  const x = xOf(geometry, shownAt)
  pen.fillRect(x, 0, geometry.width - x, height)
  pen.globalAlpha = 1
}

function drawCursor(pen: Pen, picture: TimelinePicture, height: number): void {
  const { geometry, shownAt, colours } = picture
  const x = xOf(geometry, shownAt)
  pen.strokeStyle = colours.accent
  pen.fillStyle = colours.accent
  pen.lineWidth = 2
  pen.beginPath()
  pen.moveTo(x, 0)
  pen.lineTo(x, height)
  pen.stroke()
  pen.beginPath()
  pen.moveTo(x - handleWidth, 0)
  pen.lineTo(x + handleWidth, 0)
  pen.lineTo(x, 11)
  pen.fill()
}
