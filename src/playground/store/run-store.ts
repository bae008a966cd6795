import { create } from 'zustand'
import type { ClockState, LoggedSession } from '../../browser/index.ts'
import { type ClusterView, EventLog, emptyView } from '../../trace/index.ts'
import { type Projection, Projections } from './projections.ts'

/** Texts change at most this often; colours and shapes follow each frame. */
const throttleMs = 100
/** A hidden page gets no animation frames, so a timer publishes its events. */
const hiddenMs = 250

export type Phase =
  /** `share`: how much of an earlier run is computed again, from 0 to 1; `null` for a new run. */
  | { readonly type: 'opening'; readonly share: number | null }
  | { readonly type: 'running' }
  | { readonly type: 'refused'; readonly sentence: string }

interface RunState {
  readonly phase: Phase
  readonly session: LoggedSession | null
  /** Changes at most once a frame: for colours and shapes. */
  readonly view: ClusterView
  /** Changes at most ten times a second: for numbers and texts. */
  readonly throttled: ClusterView
  readonly clock: ClockState
  /** The clock at most ten times a second. */
  readonly throttledClock: ClockState
  /** Every event of the run, also those after `view`. It grows in place; a change of `view` means new events. */
  readonly log: EventLog
}

const initialClock: ClockState = { now: 0, playing: false, speed: 1, achieved: 0, broken: null }

const initialState = (): RunState => ({
  phase: { type: 'opening', share: null },
  session: null,
  view: emptyView,
  throttled: emptyView,
  clock: initialClock,
  throttledClock: initialClock,
  log: new EventLog(),
})

/** The shown run. */
export const useRun = create<RunState>()(initialState)

const projections = new Projections()

/** Subscribes a projection to the shown run. Returns the function that ends the subscription. */
export const subscribeProjection = (name: string, projection: Projection): (() => void) =>
  projections.subscribe(name, projection)

function replaceState(state: RunState): void {
  useRun.setState(state, true)
  projections.show(state.log)
}

/** Shows that a run is being opened. */
export const showOpening = (): void => replaceState(initialState())

/** Shows how much of an earlier run is computed again. */
export const showProgress = (share: number): void => useRun.setState({ phase: { type: 'opening', share } })

/** Shows why no run could be opened. */
export const showRefused = (sentence: string): void =>
  replaceState({ ...initialState(), phase: { type: 'refused', sentence } })

/** Shows the session from its first event on. Returns the function that ends that. */
export function showSession(session: LoggedSession): () => void {
  const { log } = session
  let scheduled: (() => void) | null = null
  let throttle: ReturnType<typeof setTimeout> | null = null

  const updateThrottled = () => {
    throttle = null
    useRun.setState(state => ({ throttled: state.view, throttledClock: state.clock }))
  }
  const publish = () => {
    scheduled = null
    // Before the projections, which read the view that their events lead to.
    useRun.setState({ phase: { type: 'running' }, view: log.view, clock: session.clock })
    projections.publish()
    throttle ??= setTimeout(updateThrottled, throttleMs)
  }
  const schedule = () => {
    if (scheduled !== null) return
    if (document.hidden) {
      const timer = setTimeout(publish, hiddenMs)
      scheduled = () => clearTimeout(timer)
    } else {
      const frame = requestAnimationFrame(publish)
      scheduled = () => cancelAnimationFrame(frame)
    }
  }
  const reschedule = () => {
    if (scheduled === null) return
    scheduled()
    scheduled = null
    schedule()
  }

  replaceState({ ...initialState(), session, log })
  document.addEventListener('visibilitychange', reschedule)
  const unsubscribe = session.subscribe(schedule)
  return () => {
    unsubscribe()
    document.removeEventListener('visibilitychange', reschedule)
    scheduled?.()
    if (throttle !== null) clearTimeout(throttle)
  }
}
