import type { EventId, ParticipantId, VirtualTime } from '../../trace/index.ts'
import { lowestIndex } from '../../trace/index.ts'
import { maxFlightMs } from '../canvas/flight-book.ts'
import type { Point } from '../canvas/flight-path.ts'
import { type Folded, groupsOf } from './folded-events.ts'
import type { Mark } from './timeline-marks.ts'
import type { TimelineMessage, TimelineMessages } from './timeline-messages.ts'
import type { Lane, TimelineModel } from './timeline-model.ts'
import type { Shown, TimeWindow } from './timeline-scale.ts'

/** Messages that are drawn at most; with more in the window, only the newest of the user's actors are. */
const maxMessages = 600
/** Distance in px from which on two equal marks of a lane are both drawn. */
const markGap = 7
/** Distance in px at which the pointer is at a mark, and at a line. */
const markReach = 9
const lineReach = 5

export interface Geometry {
  readonly window: TimeWindow
  /** Width of the names at the left, and of the whole picture, in px. */
  readonly gutter: number
  readonly width: number
  /** Height of the row of ticks at the top, and of a lane, in px. */
  readonly top: number
  readonly laneHeight: number
}

/** Size of the time line's text, in px. */
export const textSizeOf = (presenting: boolean): number => (presenting ? 20 : 13)

/** The geometry of a picture of this size, in px. */
export function geometryOf(
  { width, height }: { readonly width: number; readonly height: number },
  {
    window,
    lanes,
    textSize,
  }: { readonly window: TimeWindow; readonly lanes: number; readonly textSize: number },
): Geometry {
  const top = textSize + 8
  const laneHeight = Math.max(8, (height - top - 4) / Math.max(1, lanes))
  return { window, gutter: Math.min(textSize * 6.5, width * 0.28), width, top, laneHeight }
}

export const xOf = ({ window, gutter, width }: Geometry, at: VirtualTime): number =>
  gutter + ((at - window.from) / window.span) * (width - gutter)

export const instantAt = ({ window, gutter, width }: Geometry, x: number): VirtualTime =>
  window.from + ((x - gutter) / Math.max(1, width - gutter)) * window.span

/** The row of each lane. */
export const rowsOf = (lanes: readonly Lane[]): ReadonlyMap<ParticipantId, number> =>
  new Map(lanes.map(({ id }, row) => [id, row]))

/** The middle of a lane. */
export const yOf = ({ top, laneHeight }: Geometry, lane: number): number => top + (lane + 0.5) * laneHeight

/** The participant whose name is at a point of the picture. */
export function nameAt(lanes: readonly Lane[], geometry: Geometry, { x, y }: Point): ParticipantId | null {
  if (x >= geometry.gutter) return null
  return lanes[Math.floor((y - geometry.top) / geometry.laneHeight)]?.id ?? null
}

/** The marks in the window that may be seen, without those that an equal one covers. */
export function visibleMarks(
  { marks }: TimelineModel,
  { window, gutter, width }: Geometry,
  { until, count }: Shown,
): readonly Mark[] {
  const end = Math.min(until, window.from + window.span)
  return marks.between(window.from, end, count, (markGap / Math.max(1, width - gutter)) * window.span)
}

/** The messages that fly within the window and may be seen; those of the user's actors only, if there are too many. */
export function visibleMessages(
  { userMessages, otherMessages }: TimelineModel,
  window: TimeWindow,
  shown: Shown,
): readonly TimelineMessage[] {
  const [user, other] = [rangeOf(userMessages, window, shown), rangeOf(otherMessages, window, shown)]
  if (
    user.after - user.first + other.after - other.first <= 4 * maxMessages &&
    countFlying(otherMessages, other, window) + countFlying(userMessages, user, window) <= maxMessages
  )
    return [...flyingIn(otherMessages, other, window), ...flyingIn(userMessages, user, window)]
  return flyingIn(userMessages, { ...user, first: Math.max(user.first, user.after - maxMessages) }, window)
}

/** Indices of messages, `after` not included. */
interface MessageRange {
  readonly first: number
  readonly after: number
}

/** The messages that may be seen and were sent so late that they may fly within the window. */
function rangeOf(messages: TimelineMessages, window: TimeWindow, { until, count }: Shown): MessageRange {
  const end = Math.min(until, window.from + window.span)
  const sentUntilEnd = messages.countBefore(end + 1)
  return {
    first: messages.countBefore(window.from - maxFlightMs),
    after: lowestIndex(sentUntilEnd, i => messages.position(i) >= count),
  }
}

function countFlying(messages: TimelineMessages, { first, after }: MessageRange, window: TimeWindow): number {
  let count = 0
  for (let i = first; i < after; i++) if (messages.dueAt(i) >= window.from) count += 1
  return count
}

function flyingIn(
  messages: TimelineMessages,
  { first, after }: MessageRange,
  window: TimeWindow,
): readonly TimelineMessage[] {
  const flying: TimelineMessage[] = []
  for (let i = first; i < after; i++) if (messages.dueAt(i) >= window.from) flying.push(messages.at(i))
  return flying
}

/** A drawn message: as far as it has come at the shown instant, and no further than where it was lost. */
export interface MessageLine {
  readonly from: Point
  readonly to: Point
  /** Whether it ends where the message was lost. */
  readonly lost: boolean
}

/** Shares of its way between which a lost message ends, so that the stub can be seen and does not reach the other lane. */
const [minStub, maxStub] = [0.35, 0.85]

/** The line of a message between two rows. A message that is sent after the shown instant is drawn whole. */
export function lineOf(
  message: Omit<DrawnMessage, 'event'>,
  geometry: Geometry,
  rows: ReadonlyMap<ParticipantId, number>,
  shownAt: VirtualTime,
  shown: Shown,
): MessageLine | null {
  const [fromRow, toRow] = [rows.get(message.from), rows.get(message.to)]
  if (fromRow === undefined || toRow === undefined) return null
  const { sentAt, dueAt, loss } = message
  const ms = Math.max(1, dueAt - sentAt)
  const flown = shownAt < sentAt ? 1 : Math.min(1, (shownAt - sentAt) / ms)
  const isLost = loss !== null && loss.at <= shown.until && loss.position < shown.count
  const stub = isLost ? Math.min(maxStub, Math.max(minStub, (loss.at - sentAt) / ms)) : 1
  const share = Math.min(flown, stub)
  const from = { x: xOf(geometry, sentAt), y: yOf(geometry, fromRow) }
  const end = { x: xOf(geometry, dueAt), y: yOf(geometry, toRow) }
  const to = { x: from.x + (end.x - from.x) * share, y: from.y + (end.y - from.y) * share }
  return { from, to, lost: isLost && flown >= stub }
}

/** The drawn part of a recording. */
export interface Drawn {
  readonly model: TimelineModel
  /** The visible lanes. */
  readonly lanes: readonly Lane[]
  readonly geometry: Geometry
  readonly shownAt: VirtualTime
  readonly shown: Shown
  /** The folded events of the window; null where they have no room. */
  readonly folded: Folded | null
}

/** Distance in px in which local events are one dot. */
export const groupGap = 22

type DrawnMessage = Pick<TimelineMessage, 'event' | 'from' | 'to' | 'sentAt' | 'dueAt' | 'loss'>

interface Dot {
  readonly event: EventId
  readonly lane: ParticipantId
  readonly at: VirtualTime
  readonly x: number
}

interface Found {
  readonly event: EventId
  readonly at: VirtualTime
}

/** The event at a point of the picture: of a mark, else of a dot, else of a line. */
export function eventAt(
  { model, lanes, geometry, shownAt, shown, folded }: Drawn,
  point: Point,
): Found | null {
  const rows = rowsOf(lanes)
  const single = folded?.type === 'single' ? folded : { local: [], periodic: [] }
  const x = (at: VirtualTime) => xOf(geometry, at)
  const marks = visibleMarks(model, geometry, shown).map(mark => ({ ...mark, x: x(mark.at) }))
  for (const dots of [marks, groupsOf(single.local, x, groupGap)]) {
    const found = nearest<Dot>(dots, markReach, dot =>
      Math.hypot(dot.x - point.x, yOf(geometry, rows.get(dot.lane) ?? -9) - point.y),
    )
    if (found !== null) return { event: found.event, at: found.at }
  }
  const periodic = single.periodic.map(message => ({ ...message, loss: null }))
  for (const messages of [visibleMessages(model, geometry.window, shown), periodic]) {
    const found = nearest<DrawnMessage>(messages, lineReach, message => {
      const line = lineOf(message, geometry, rows, shownAt, shown)
      return line === null ? Number.POSITIVE_INFINITY : distanceToLine(point, line.from, line.to)
    })
    if (found !== null) return { event: found.event, at: found.sentAt }
  }
  return null
}

/** The item at the smallest distance below `reach`. */
function nearest<T>(items: readonly T[], reach: number, distanceOf: (item: T) => number): T | null {
  let found: T | null = null
  let least = reach
  for (const item of items) {
    const distance = distanceOf(item)
    if (distance >= least) continue
    least = distance
    found = item
  }
  return found
}

function distanceToLine(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length
  const along = Math.min(1, Math.max(0, share))
  return Math.hypot(from.x + along * dx - point.x, from.y + along * dy - point.y)
}
