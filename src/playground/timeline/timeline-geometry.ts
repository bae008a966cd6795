import type { EventId, ParticipantId, VirtualTime } from '../../trace/index.ts'
import { lowestIndex } from '../../trace/index.ts'
import { maxFlightMs } from '../canvas/flight-book.ts'
import type { Point } from '../canvas/flight-path.ts'
import type { Mark } from './timeline-marks.ts'
import type { TimelineMessage, TimelineMessages } from './timeline-messages.ts'
import type { TimelineModel } from './timeline-model.ts'
import type { TimeWindow } from './timeline-scale.ts'

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

/** The part of the recording that may be seen: up to an instant, and the first `count` events. */
export interface Shown {
  readonly until: VirtualTime
  readonly count: number
}

export const xOf = ({ window, gutter, width }: Geometry, at: VirtualTime): number =>
  gutter + ((at - window.from) / window.span) * (width - gutter)

export const instantAt = ({ window, gutter, width }: Geometry, x: number): VirtualTime =>
  window.from + ((x - gutter) / Math.max(1, width - gutter)) * window.span

/** The middle of a lane. */
export const yOf = ({ top, laneHeight }: Geometry, lane: number): number => top + (lane + 0.5) * laneHeight

/** The participant whose name is at a point of the picture. */
export function nameAt({ lanes }: TimelineModel, geometry: Geometry, { x, y }: Point): ParticipantId | null {
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
  if (user.after - user.first + other.after - other.first <= 4 * maxMessages) {
    const visible = [...flyingIn(otherMessages, other, window), ...flyingIn(userMessages, user, window)]
    if (visible.length <= maxMessages) return visible
  }
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

function flyingIn(
  messages: TimelineMessages,
  { first, after }: MessageRange,
  window: TimeWindow,
): readonly TimelineMessage[] {
  const flying: TimelineMessage[] = []
  for (let i = first; i < after; i++) if (messages.dueAt(i) >= window.from) flying.push(messages.at(i))
  return flying
}

/** The event at a point of the picture: of a mark, else of a message. */
export function eventAt(
  model: TimelineModel,
  geometry: Geometry,
  point: Point,
  shown: Shown,
): { readonly event: EventId; readonly at: VirtualTime } | null {
  const lanes = new Map<ParticipantId, number>(model.lanes.map(({ id }, lane) => [id, lane]))
  let nearest: { readonly event: EventId; readonly at: VirtualTime } | null = null
  let reach = markReach
  for (const { event, at, lane } of visibleMarks(model, geometry, shown)) {
    const distance = Math.hypot(xOf(geometry, at) - point.x, yOf(geometry, lanes.get(lane) ?? -9) - point.y)
    if (distance >= reach) continue
    reach = distance
    nearest = { event, at }
  }
  if (nearest !== null) return nearest
  reach = lineReach
  for (const { event, from, to, sentAt, dueAt } of visibleMessages(model, geometry.window, shown)) {
    const [fromLane, toLane] = [lanes.get(from), lanes.get(to)]
    if (fromLane === undefined || toLane === undefined) continue
    const distance = distanceToLine(
      point,
      { x: xOf(geometry, sentAt), y: yOf(geometry, fromLane) },
      { x: xOf(geometry, dueAt), y: yOf(geometry, toLane) },
    )
    if (distance >= reach) continue
    reach = distance
    nearest = { event, at: sentAt }
  }
  return nearest
}

function distanceToLine(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length
  const along = Math.min(1, Math.max(0, share))
  return Math.hypot(from.x + along * dx - point.x, from.y + along * dy - point.y)
}
