import { create } from 'zustand'
import type { ClockState, Session } from '../../browser/index.ts'
import { type ClusterView, emptyView, Folding, type TraceEvent } from '../../trace/index.ts'
import { EventBook } from './event-book.ts'

/** Texts change at most this often; colours and shapes follow each frame. */
const throttleMs = 100
/** A hidden page gets no animation frames: it folds on, and draws when it is looked at again. */
const hiddenMs = 250

export type Phase =
  /** `share`: of an earlier run that is computed again, from 0 to 1. */
  | { readonly type: 'opening'; readonly share: number | null }
  | { readonly type: 'running' }
  | { readonly type: 'refused'; readonly sentence: string }

interface RunState {
  readonly phase: Phase
  readonly session: Session | null
  /** Follows each frame: for colour and shape. */
  readonly view: ClusterView
  /** The same at most ten times a second: for numbers and words. */
  readonly throttled: ClusterView
  readonly clock: ClockState
  /** The clock at most ten times a second. */
  readonly throttledClock: ClockState
  readonly book: EventBook
}

const stopped: ClockState = { now: 0, playing: false, speed: 1, achieved: 0, broken: null }

const beginning = (): RunState => ({
  phase: { type: 'opening', share: null },
  session: null,
  view: emptyView,
  throttled: emptyView,
  clock: stopped,
  throttledClock: stopped,
  book: new EventBook(),
})

/** The run as the page knows it. Everything below `view` is a fold of what the session told. */
export const useRun = create<RunState>()(beginning)

type EventsListener = (events: readonly TraceEvent[]) => void
const listeners = new Set<EventsListener>()

/** Hears every new event once, in order: for what the fold does not keep, as flights and announcements. */
export function onEvents(listener: EventsListener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Shows that a run is being opened. */
export const showOpening = (): void => useRun.setState(beginning(), true)

/** How far an earlier run is computed again. */
export const showProgress = (share: number): void => useRun.setState({ phase: { type: 'opening', share } })

/** Shows, instead of a run, why there is none. */
export const showRefused = (sentence: string): void =>
  useRun.setState({ ...beginning(), phase: { type: 'refused', sentence } }, true)

/** Shows the session from its first event on. Returns the way out. */
export function showSession(session: Session): () => void {
  const folding = new Folding()
  const book = new EventBook()
  let pending: TraceEvent[] = []
  let clock = stopped
  let scheduled: (() => void) | null = null
  let calmTimer: ReturnType<typeof setTimeout> | null = null

  const catchCalm = () => {
    calmTimer = null
    useRun.setState(state => ({ throttled: state.view, throttledClock: state.clock }))
  }
  const flush = () => {
    scheduled = null
    const events = pending
    pending = []
    for (const event of events) folding.add(event)
    if (events.length > 0) book.add(events)
    useRun.setState({ phase: { type: 'running' }, view: folding.view(), clock })
    for (const listener of listeners) listener(events)
    calmTimer ??= setTimeout(catchCalm, throttleMs)
  }
  const schedule = () => {
    if (scheduled !== null) return
    if (document.hidden) {
      const timer = setTimeout(flush, hiddenMs)
      scheduled = () => clearTimeout(timer)
    } else {
      const frame = requestAnimationFrame(flush)
      scheduled = () => cancelAnimationFrame(frame)
    }
  }
  const reschedule = () => {
    if (scheduled === null) return
    scheduled()
    scheduled = null
    schedule()
  }

  useRun.setState({ ...beginning(), session, book }, true)
  document.addEventListener('visibilitychange', reschedule)
  const unsubscribe = session.subscribe(update => {
    for (const event of update.events) pending.push(event)
    clock = update.clock
    schedule()
  })
  return () => {
    unsubscribe()
    document.removeEventListener('visibilitychange', reschedule)
    scheduled?.()
    if (calmTimer !== null) clearTimeout(calmTimer)
  }
}
