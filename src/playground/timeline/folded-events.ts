import {
  type EventId,
  type EventLog,
  eventId,
  flightOf,
  type ParticipantId,
  type VirtualTime,
} from '../../trace/index.ts'
import { classesOfPart } from '../store/event-classes.ts'
import { diagramPartOf } from './diagram-part.ts'
import type { Shown, TimeWindow } from './timeline-scale.ts'

/** With at most this many events in the window, each is drawn by itself. */
const maxSingle = 500
/** Messages at regular intervals that were sent this long before the window, in virtual ms, may still fly in it. */
const periodicFlightMs = 500
/** Folded cells in the cache. */
const maxCells = 200

/** Numbers of events by the lane of their emitter. */
type Counts = ReadonlyMap<ParticipantId, number>

/** The folded events of one stretch of time. */
export interface FoldedCell {
  readonly from: VirtualTime
  /** Its end, not included. */
  readonly to: VirtualTime
  readonly periodic: Counts
  readonly local: Counts
}

/** A cell whose events are all computed; `after` is the position after the last one. */
interface ClosedCell {
  readonly cell: FoldedCell
  readonly after: number
}

/** A heartbeat, or another message at regular intervals. */
export interface PeriodicMessage {
  readonly event: EventId
  readonly from: ParticipantId
  readonly to: ParticipantId
  readonly sentAt: VirtualTime
  readonly dueAt: VirtualTime
}

/** An event within a participant. */
export interface LocalEvent {
  readonly event: EventId
  readonly lane: ParticipantId
  readonly at: VirtualTime
}

/** Events without a line or mark of their own: counted in cells, or one by one where there is room. */
export type Folded =
  | { readonly type: 'cells'; readonly cells: readonly FoldedCell[] }
  | {
      readonly type: 'single'
      readonly periodic: readonly PeriodicMessage[]
      readonly local: readonly LocalEvent[]
    }

/** Folds the periodic messages and local events of a log. A cell that lies in the past is counted once. */
export class FoldedEvents {
  readonly #log: EventLog
  readonly #periodic = classesOfPart('periodic')
  readonly #local = classesOfPart('local')
  readonly #closed = new Map<string, ClosedCell>()

  constructor(log: EventLog) {
    this.#log = log
  }

  /** The folded events of a window, of which only a part may be seen. `cellMs`: length of a cell, in virtual ms. */
  in(window: TimeWindow, cellMs: number, shown: Shown): Folded {
    const from = this.#positionAt(window.from - periodicFlightMs)
    const to = this.#shownUntil(window.from + window.span, shown)
    if (to - from <= maxSingle) return this.#single(from, to, window)
    const cells: FoldedCell[] = []
    const end = Math.min(shown.until, window.from + window.span)
    for (let index = Math.floor(window.from / cellMs); index * cellMs <= end; index++)
      cells.push(this.#cell(index * cellMs, cellMs, shown))
    return { type: 'cells', cells }
  }

  #single(from: number, to: number, window: TimeWindow): Folded {
    const periodic: PeriodicMessage[] = []
    const local: LocalEvent[] = []
    for (const event of this.#log.slice(from, to)) {
      const part = diagramPartOf(event)
      if (part === 'local') {
        if (event.at >= window.from) local.push({ event: eventId(event), lane: event.node, at: event.at })
      } else if (part === 'periodic' && event.type === 'MessageSent') {
        const flight = flightOf(event)
        if (flight !== null && flight.dueAt >= window.from) {
          const { id, ...message } = flight
          periodic.push({ ...message, event: id })
        }
      }
    }
    return { type: 'single', periodic, local }
  }

  #cell(from: VirtualTime, ms: number, shown: Shown): FoldedCell {
    const key = `${from} ${ms}`
    const known = this.#closed.get(key)
    if (known !== undefined && shown.until >= from + ms && shown.count >= known.after) return known.cell
    const [first, after] = [this.#positionAt(from), this.#positionAt(from + ms)]
    const end = Math.min(after, this.#shownUntil(from + ms, shown))
    const cell: FoldedCell = {
      from,
      to: from + ms,
      periodic: this.#log.countByEmitter(this.#periodic, first, end),
      local: this.#log.countByEmitter(this.#local, first, end),
    }
    // More events may still come into a cell that reaches the end of the log.
    if (end === after && after < this.#log.length) this.#remember(key, { cell, after })
    return cell
  }

  #remember(key: string, cell: ClosedCell): void {
    if (this.#closed.size >= maxCells) this.#closed.clear()
    this.#closed.set(key, cell)
  }

  /** Position of the first event at or after the instant. */
  #positionAt(at: VirtualTime): number {
    return this.#log.countUntil(Math.ceil(at) - 1)
  }

  /** Position after the last event before the instant that may be seen. */
  #shownUntil(at: VirtualTime, { until, count }: Shown): number {
    return Math.min(count, at > until ? this.#log.countUntil(until) : this.#positionAt(at))
  }
}

/** Local events so close to each other that they are one dot, with their number. */
export interface LocalGroup {
  readonly lane: ParticipantId
  readonly x: number
  readonly count: number
  /** The first of them. */
  readonly event: EventId
  readonly at: VirtualTime
}

/** Joins the local events of a lane that are less than `gap` px after the first of their group. */
export function groupsOf(
  events: readonly LocalEvent[],
  xOf: (at: VirtualTime) => number,
  gap: number,
): readonly LocalGroup[] {
  const groups: LocalGroup[] = []
  const lastOf = new Map<ParticipantId, number>()
  for (const { event, lane, at } of events) {
    const x = xOf(at)
    const index = lastOf.get(lane)
    const last = index === undefined ? undefined : groups[index]
    if (index !== undefined && last !== undefined && x - last.x < gap)
      groups[index] = { ...last, count: last.count + 1 }
    else lastOf.set(lane, groups.push({ lane, x, at, event, count: 1 }) - 1)
  }
  return groups
}
