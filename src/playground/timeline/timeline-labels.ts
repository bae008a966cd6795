import type { ParticipantId, VirtualTime } from '../../trace/index.ts'
import type { Point } from '../canvas/flight-path.ts'
import { type Geometry, xOf, yOf } from './timeline-geometry.ts'
import { tickMs } from './timeline-scale.ts'

/** A text at a point: its left edge and the middle of its height. */
export interface Label extends Point {
  readonly text: string
}

/** The line of a tick and its label, which is left out where it has no room. */
export interface Tick {
  readonly x: number
  readonly label: Label | null
}

/** A font: its size and the width of a text in it, in px. */
export interface Writing {
  readonly textSize: number
  readonly widthOf: (text: string) => number
}

/** Distance of a label from its tick, from the edge of the picture, and between two labels, in px. */
const tickGap = 4
const nameGap = 10
/** Share of the text's size that its letters fill, so that names of neighbours do not touch. */
const letterShare = 0.9

/** A name that a message would have, around the middle of its line. */
export interface WantedName extends Point {
  readonly text: string
  /** A selected message has its name before others. */
  readonly selected: boolean
}

/** The names that have room: inside the picture, and beside those before them. */
export function namesWithRoom<Name extends WantedName>(
  wanted: readonly Name[],
  { gutter, width }: Geometry,
  { textSize, widthOf }: Writing,
): readonly Name[] {
  const placed: { readonly name: Name; readonly half: number }[] = []
  const inOrder = [
    ...wanted.filter(({ selected }) => selected),
    ...wanted.filter(({ selected }) => !selected),
  ]
  for (const name of inOrder) {
    const half = widthOf(name.text) / 2
    const isInside = name.x - half >= gutter && name.x + half <= width
    const isCovered = placed.some(
      other =>
        Math.abs(other.name.x - name.x) < other.half + half + tickGap &&
        Math.abs(other.name.y - name.y) < textSize,
    )
    if (isInside && !isCovered) placed.push({ name, half })
  }
  return placed.map(({ name }) => name)
}

/** Half of the width of the cursor's handle, in px. */
export const handleWidth = 7

/** The ticks of the visible window, from the left. The label under the cursor at `shownAt` is left out. */
export function ticksOf(
  geometry: Geometry,
  { widthOf }: Writing,
  timeText: (at: VirtualTime) => string,
  shownAt: VirtualTime,
): readonly Tick[] {
  const { window, width, gutter, top } = geometry
  const step = tickMs(window.span, 90 / Math.max(90, width - gutter))
  const ticks: Tick[] = []
  const cursor = xOf(geometry, shownAt)
  let free = gutter
  for (let at = Math.ceil(window.from / step) * step; at <= window.from + window.span; at += step) {
    const x = Math.round(xOf(geometry, at)) + 0.5
    const label = { text: timeText(at), x: x + tickGap, y: top / 2 }
    const end = label.x + widthOf(label.text) + tickGap
    const hasRoom = label.x >= free && end <= width
    if (hasRoom) free = end
    const isCovered = cursor > label.x - handleWidth && cursor < end - tickGap + handleWidth
    ticks.push({ x, label: hasRoom && !isCovered ? label : null })
  }
  return ticks
}

/**
 * The names of the lanes, shortened to the room beside the picture. In thin lanes only every second or third participant
 * has room for its name.
 */
export function namesOf(
  ids: readonly ParticipantId[],
  geometry: Geometry,
  { textSize, widthOf }: Writing,
): readonly Label[] {
  const every = Math.ceil((textSize * letterShare) / geometry.laneHeight)
  const room = geometry.gutter - nameGap - tickGap
  return ids.flatMap((id, row) =>
    row % every === 0 ? [{ text: shortened(id, room, widthOf), x: nameGap, y: yOf(geometry, row) }] : [],
  )
}

function shortened(text: string, room: number, widthOf: Writing['widthOf']): string {
  if (widthOf(text) <= room) return text
  for (let length = text.length - 1; length > 0; length--) {
    const short = `${text.slice(0, length)}…`
    if (widthOf(short) <= room) return short
  }
  return '…'
}
