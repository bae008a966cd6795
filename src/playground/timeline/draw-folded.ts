import type { Pen } from '../picture/pen.ts'
import { groupsOf } from './folded-events.ts'
import { type Geometry, groupGap, lineOf, rowsOf, xOf, yOf } from './timeline-geometry.ts'
import type { TimelinePicture } from './timeline-picture.ts'

/** Before the number of folded heartbeats and local events. The selector keeps the heart from becoming a picture. */
export const foldedGlyphs = { periodic: '♥\uFE0E', local: '•' } as const

/** Radius of a local event, in px. */
const dotRadius = 3.5

/** Draws the folded events: as numbers under the lane, or as thin lines and dots where there is room for each. */
export function drawFolded(pen: Pen, picture: TimelinePicture): void {
  const { folded } = picture
  if (folded === null) return
  if (folded.type === 'cells') drawCells(pen, picture, folded.cells)
  else drawSingle(pen, picture, folded)
}

function drawCells(
  pen: Pen,
  picture: TimelinePicture,
  cells: Extract<NonNullable<TimelinePicture['folded']>, { type: 'cells' }>['cells'],
): void {
  const { geometry, lanes, countText } = picture
  for (const { from, to, periodic, local } of cells) {
    // The number of a cell that is partly visible is in the middle of what is seen of it.
    const left = Math.max(geometry.gutter, xOf(geometry, from))
    const right = Math.min(geometry.width, xOf(geometry, to))
    for (const [row, { id }] of lanes.entries()) {
      const parts = []
      const [beats, events] = [periodic.get(id), local.get(id)]
      if (beats !== undefined) parts.push(`${foldedGlyphs.periodic} ${countText(beats)}`)
      if (events !== undefined) parts.push(`${foldedGlyphs.local} ${countText(events)}`)
      const text = parts.join('  ')
      if (text !== '' && pen.measureText(text).width < right - left)
        writeUnder(pen, picture, text, (left + right) / 2, row)
    }
  }
}

function drawSingle(
  pen: Pen,
  picture: TimelinePicture,
  { periodic, local }: Extract<NonNullable<TimelinePicture['folded']>, { type: 'single' }>,
): void {
  const { geometry, lanes, palette, colours, shownAt, shown, selected, countText } = picture
  const rows = rowsOf(lanes)
  for (const message of periodic) {
    const line = lineOf({ ...message, loss: null }, geometry, rows, shownAt, shown)
    if (line === null) continue
    const isSelected = message.event === selected
    pen.strokeStyle = isSelected ? colours.accent : palette.soft
    pen.globalAlpha = isSelected ? 1 : 0.35
    pen.lineWidth = isSelected ? 3 : 1
    pen.beginPath()
    pen.moveTo(line.from.x, line.from.y)
    pen.lineTo(line.to.x, line.to.y)
    pen.stroke()
  }
  pen.globalAlpha = 1
  for (const { lane, x, count, event } of groupsOf(local, at => xOf(geometry, at), groupGap)) {
    const row = rows.get(lane)
    if (row === undefined) continue
    pen.beginPath()
    pen.arc(x, yOf(geometry, row), dotRadius, 0, 2 * Math.PI)
    pen.fillStyle = event === selected ? colours.accent : palette.paper
    pen.fill()
    pen.strokeStyle = palette.ink
    pen.lineWidth = 1.2
    pen.stroke()
    if (count > 1) writeUnder(pen, picture, countText(count), x, row)
  }
}

function writeUnder(
  pen: Pen,
  { geometry, palette, textSize }: TimelinePicture,
  text: string,
  x: number,
  row: number,
): void {
  const y = yOf(geometry, row) + underLane(geometry, textSize)
  pen.textAlign = 'center'
  pen.strokeStyle = palette.paper
  pen.lineWidth = 3
  pen.strokeText(text, x, y)
  pen.fillStyle = palette.soft
  pen.fillText(text, x, y)
}

/** Distance of a text from the middle of its lane, in px. */
const underLane = ({ laneHeight }: Geometry, textSize: number): number =>
  Math.min(laneHeight / 2 - textSize / 2 + 2, textSize + 8)
