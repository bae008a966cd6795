import { CanvasPainter } from '../../browser/index.ts'
import type { ParticipantId, VirtualTime, WatchDecision } from '../../trace/index.ts'
import type { Point } from '../canvas/flight-path.ts'
import { readPalette } from '../canvas/palette.ts'
import { isRed, useLamps } from '../lamps/lamps.ts'
import { provideDiagram, type SizedDrawing } from '../picture/drawings.ts'
import type { Frame } from '../store/frame-loop.ts'
import { frames, useRun } from '../store/run-store.ts'
import { useFocus } from '../store/selection.ts'
import { useLitPath } from '../why/lit-path.ts'
import { drawTimeline } from './draw-timeline.ts'
import { FoldedEvents } from './folded-events.ts'
import { useHiddenLanes } from './hidden-lanes.ts'
import { lampFrom } from './lamp-from.ts'
import {
  type Drawn,
  eventAt,
  type Geometry,
  geometryOf,
  instantAt,
  nameAt,
  textSizeOf,
  xOf,
} from './timeline-geometry.ts'
import { type Lane, TimelineModel } from './timeline-model.ts'
import type { TimelineColours, TimelinePicture } from './timeline-picture.ts'
import {
  endsAtFrontier,
  initialSpanMs,
  pan,
  type Shown,
  type TimeWindow,
  tickMs,
  wholeRun,
  windowAtFrontier,
  windowWith,
  zoom,
} from './timeline-scale.ts'

/** Least width of a kept picture of the diagram, and of a lane in it, in px. */
const diagramWidth = 1200
const diagramLaneHeight = 52
/** Share of the window that is left free before the first of the lit causes. */
const marginShare = 0.05
/** Distance in px within which a press hits the mark of a lamp. */
const lampRadius = 10
/** Height of a lane, in px, from which on the diagram shows what is folded. */
const foldedLaneHeight = 28
/** Width of a cell of folded events, in px. */
const cellWidth = 90

/** Draws the time line into its canvas and knows what is visible. */
export class TimelineView {
  readonly #painter: CanvasPainter
  /** Formats the instants of the ticks. */
  timeText: (at: VirtualTime) => string = String
  countText: (count: number) => string = String
  /** Whether the whole diagram is shown, in which lanes can be hidden, or the strip. */
  tall = false
  /** Called after each picture. */
  onDrawn: (() => void) | null = null
  readonly #ends: (() => void)[] = []
  #model = new TimelineModel(useRun.getState().log)
  #log = useRun.getState().log
  #folded = new FoldedEvents(this.#log)
  #window = windowWith({ from: 0, span: initialSpanMs }, useRun.getState().cursor.at)
  #attached = true
  /** Instant of the last picture, in ms of the page's clock. */
  #drawnAtMs = Number.NEGATIVE_INFINITY
  /** The cursor's instant in the last picture. */
  #cursorAt = useRun.getState().cursor.at
  #look = readLook()

  constructor(canvas: HTMLCanvasElement) {
    const request = () => frames.request()
    this.#painter = new CanvasPainter(canvas, request)
    const restyle = () => {
      this.#look = readLook()
      request()
    }
    const styles = new MutationObserver(restyle)
    styles.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-projector'] })
    this.#ends.push(
      () => styles.disconnect(),
      () => this.#painter.end(),
      frames.subscribe(frame => this.#draw(frame)),
      provideDiagram(() => this.diagram()),
      useFocus.subscribe(request),
      useLitPath.subscribe(({ path }, before) => {
        if (path !== null && path !== before.path) this.#showSince(path.from)
        request()
      }),
      useLamps.subscribe(request),
      useHiddenLanes.subscribe(request),
    )
    request()
  }

  /** Widens the window so that it begins before the instant. */
  #showSince(at: VirtualTime): void {
    if (at >= this.#window.from) return
    const end = this.#window.from + this.#window.span
    const margin = (end - at) * marginShare
    const from = Math.max(0, at - margin)
    this.#window = { from, span: end - from }
    this.#attached = endsAtFrontier(this.#window, useRun.getState().clock.now)
  }

  end(): void {
    for (const end of this.#ends) end()
  }

  get window(): TimeWindow {
    return this.#window
  }

  get geometry(): Geometry {
    const { width, height } = this.#painter.size
    return this.#geometryIn(width, height)
  }

  #geometryIn(width: number, height: number): Geometry {
    const { textSize } = this.#look
    return geometryOf({ width, height }, { window: this.#window, lanes: this.#lanes.length, textSize })
  }

  /** The window without the part of it that the run has not reached. */
  #filledWindow(): TimeWindow {
    const { from, span } = this.#window
    const { until } = this.#shown()
    const whole = wholeRun(until - from).span
    return { from, span: Math.min(span, whole) }
  }

  /** The diagram of the same window in a size in which its messages have room for their names. */
  diagram(): SizedDrawing {
    const width = Math.max(diagramWidth, this.#painter.size.width)
    const { top, laneHeight } = this.geometry
    const height = top + Math.max(diagramLaneHeight, laneHeight) * Math.max(1, this.#lanes.length) + 4
    const geometry = { ...this.#geometryIn(width, height), window: this.#filledWindow() }
    const picture = this.#picture(this.#drawnIn(geometry, true))
    return { width, height, draw: pen => drawTimeline(pen, picture, height) }
  }

  showWhole(): void {
    this.#window = wholeRun(useRun.getState().clock.now)
    this.#attached = true
    frames.request()
  }

  zoomAt(x: number, factor: number): void {
    const { gutter, width } = this.geometry
    const { now } = useRun.getState().clock
    const share = Math.min(1, Math.max(0, (x - gutter) / Math.max(1, width - gutter)))
    this.#window = zoom(this.#window, factor, share, now)
    this.#attached = endsAtFrontier(this.#window, now)
    frames.request()
  }

  panBy(px: number): void {
    const { gutter, width } = this.geometry
    const { now } = useRun.getState().clock
    this.#window = pan(this.#window, (px / Math.max(1, width - gutter)) * this.#window.span, now)
    this.#attached = endsAtFrontier(this.#window, now)
    frames.request()
  }

  /** The instant at a place of the visible window, or at its nearer edge, so that no drag leaves the window. */
  instantAt(x: number): VirtualTime {
    const { from, span } = this.#window
    const latest = Math.min(useRun.getState().clock.now, from + span)
    return Math.max(0, from, Math.min(latest, instantAt(this.geometry, x)))
  }

  eventAt(point: Point) {
    return eventAt(this.#drawn(), point)
  }

  /** The participant whose name is at the point. */
  nameAt(point: Point): ParticipantId | null {
    return nameAt(this.#lanes, this.geometry, point)
  }

  get #hidden(): ReadonlySet<ParticipantId> {
    return this.tall ? useHiddenLanes.getState().hidden : noLane
  }

  /** The visible lanes. */
  get #lanes(): readonly Lane[] {
    const hidden = this.#hidden
    return hidden.size === 0 ? this.#model.lanes : this.#model.lanes.filter(({ id }) => !hidden.has(id))
  }

  #drawn(): Drawn {
    return this.#drawnIn(this.geometry, this.tall)
  }

  #drawnIn(geometry: Geometry, folds: boolean): Drawn {
    const shown = this.#shown()
    const { window, width, gutter, laneHeight } = geometry
    const cellMs = tickMs(window.span, cellWidth / Math.max(cellWidth, width - gutter))
    return {
      model: this.#model,
      lanes: this.#lanes,
      geometry,
      shownAt: useRun.getState().cursor.at,
      shown,
      folded: folds && laneHeight >= foldedLaneHeight ? this.#folded.in(window, cellMs, shown) : null,
    }
  }

  /** The decision of a lamp whose mark is at the point. */
  redLampAt({ x, y }: Point): WatchDecision | null {
    const { geometry } = this
    if (y > geometry.top) return null
    return this.#redLamps().findLast(({ at }) => Math.abs(xOf(geometry, at) - x) <= lampRadius) ?? null
  }

  /** The red lamps of the visible part of the recording. */
  #redLamps(): readonly WatchDecision[] {
    const { count } = this.#shown()
    return useLamps
      .getState()
      .lamps.flatMap(({ decisions }) => decisions.filter(each => isRed(each) && each.events <= count))
  }

  /** The red lamp or the mark of a lane next to the cursor, whichever is nearer. */
  stopFrom(direction: 1 | -1) {
    const mark = this.#markFrom(direction)
    const lamp = lampFrom(this.#redLamps(), useRun.getState().cursor.at, direction)
    const isNearer = lamp !== null && (mark === undefined || (lamp.at - mark.at) * direction <= 0)
    return isNearer ? { lamp } : { mark }
  }

  /** The next mark after the cursor, or the last before it. */
  #markFrom(direction: 1 | -1) {
    const { at } = useRun.getState().cursor
    const { marks } = this.#model
    const index =
      direction > 0 ? marks.countBefore(Math.floor(at + 0.5) + 1) : marks.countBefore(at - 0.5) - 1
    return index >= 0 && index < marks.length ? marks.at(index) : undefined
  }

  /** The visible part of the recording: it ends at a following cursor. */
  #shown(): Shown {
    const { cursor, clock } = useRun.getState()
    return cursor.following
      ? { until: cursor.at, count: cursor.position }
      : { until: clock.now, count: Number.POSITIVE_INFINITY }
  }

  #draw({ wallMs }: Frame): boolean {
    if (document.hidden) return false
    const { log, cursor } = useRun.getState()
    if (log !== this.#log) {
      this.#log = log
      this.#model = new TimelineModel(log)
      this.#folded = new FoldedEvents(log)
      this.#window = { from: 0, span: initialSpanMs }
      this.#attached = true
    }
    this.#model.read()
    // While the run plays, the picture moves by less than a px in this time.
    if (cursor.playing && wallMs - this.#drawnAtMs < playedPictureMs) return true
    this.#drawnAtMs = wallMs
    if (this.#attached && cursor.following) this.#window = windowAtFrontier(this.#window.span, cursor.at)
    // Only a cursor that moves takes the window along: a person may look elsewhere while it rests.
    else if (cursor.at !== this.#cursorAt) this.#window = windowWith(this.#window, cursor.at)
    this.#cursorAt = cursor.at
    drawTimeline(this.#painter.pen, this.#picture(this.#drawn()), this.#painter.size.height)
    this.#painter.show()
    this.onDrawn?.()
    return !this.#model.isComplete
  }

  #picture(drawn: Drawn): TimelinePicture {
    const { selected } = useFocus.getState()
    return {
      ...drawn,
      hidden: this.#hidden,
      following: useRun.getState().cursor.following,
      selected: selected?.type === 'event' ? selected.id : null,
      lit: useLitPath.getState().path,
      redAt: this.#redLamps().map(({ at }) => at),
      timeText: this.timeText,
      countText: this.countText,
      ...this.#look,
    }
  }
}

/** Time between two pictures while the cursor plays, in ms. */
const playedPictureMs = 50

const noLane: ReadonlySet<ParticipantId> = new Set()

/** Colours and text size of the theme. */
function readLook() {
  const style = getComputedStyle(document.documentElement)
  const value = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const colours: TimelineColours = {
    statuses: {
      Joining: value('joining'),
      WeaklyUp: value('joining'),
      Up: value('up'),
      PreparingForShutdown: value('leaving'),
      ReadyForShutdown: value('leaving'),
      Leaving: value('leaving'),
      Exiting: value('exiting'),
      Down: value('down'),
      Removed: value('gone'),
      running: value('system'),
      gone: value('gone'),
    },
    marks: {
      act: value('accent'),
      stop: value('down'),
      failure: value('down'),
      restart: value('up'),
      downing: value('down'),
      singleton: value('singleton'),
      unreachable: value('joining'),
      removed: value('down'),
    },
    line: value('line'),
    accent: value('accent'),
  }
  const textSize = textSizeOf(document.documentElement.hasAttribute('data-projector'))
  return { palette: readPalette(), colours, textSize }
}
