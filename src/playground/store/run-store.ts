import { create } from 'zustand'
import type { ClockState, LoggedSession } from '../../browser/index.ts'
import { type ClusterView, EventLog, emptyView, type Refused, type TraceEvent } from '../../trace/index.ts'
import type { Director } from './director.ts'
import { Directors } from './directors.ts'
import { FrameLoop } from './frame-loop.ts'
import { type Cursor, initialCursor, Playback, type PlaybackFrame } from './playback.ts'
import { type Projection, Projections } from './projections.ts'

/** Texts change at most this often; colours and shapes follow each frame. */
const throttleMs = 100

export type Phase =
  /** `share`: how much of an earlier run is computed again, from 0 to 1; `null` for a new run. */
  | {
      readonly type: 'opening'
      readonly share: number | null
      /** The run is a recording, whose replay can be cancelled. */
      readonly recorded: boolean
      /** The shown run is kept until the other one is open. */
      readonly beside: boolean
    }
  /** A new run: its participants are shown while their workers start. */
  | { readonly type: 'starting'; readonly scenario: string; readonly seed: number }
  /** An earlier run is computed again; the part that is done is shown. `share`: how much of it, from 0 to 1. */
  | {
      readonly type: 'restoring'
      readonly scenario: string
      readonly seed: number
      readonly share: number
    }
  | { readonly type: 'running' }
  | { readonly type: 'refused'; readonly refusal: Refused }

interface RunState {
  /** Counts the openings, because the layout of each run begins anew. */
  readonly opening: number
  readonly phase: Phase
  readonly session: LoggedSession | null
  /** The cluster at the cursor. Changes at most once a frame: for colours and shapes. */
  readonly view: ClusterView
  /** The view at most ten times a second: for numbers and texts. */
  readonly throttled: ClusterView
  /** The shown place in the recording. */
  readonly cursor: Cursor
  /** The cursor at most ten times a second. */
  readonly throttledCursor: Cursor
  /** The frontier: how far the run is computed, and how fast. */
  readonly clock: ClockState
  /** The frontier at most ten times a second. */
  readonly throttledClock: ClockState
  /** Every event of the run, also those after the cursor. It grows in place. */
  readonly log: EventLog
}

const initialClock: ClockState = { now: 0, playing: false, speed: 1, achieved: 0, broken: null }

let openings = 0

const initialState = (): RunState => ({
  opening: openings,
  phase: { type: 'opening', share: null, recorded: false, beside: false },
  session: null,
  view: emptyView,
  throttled: emptyView,
  cursor: initialCursor,
  throttledCursor: initialCursor,
  clock: initialClock,
  throttledClock: initialClock,
  log: new EventLog(),
})

/** Scenario and seed of the run that is shown or starts; null: there is none. */
export const headerOf = ({
  session,
  phase,
}: RunState): { readonly scenario: string; readonly seed: number } | null =>
  session?.header ?? (phase.type === 'starting' || phase.type === 'restoring' ? phase : null)

/** The shown run. All that the page shows of it is derived from `view`, at `cursor`. */
export const useRun = create<RunState>()(initialState)

const playback = new Playback()
const projections = new Projections()

/** The frames of all that moves on the page. Its first listener moves the cursor. */
export const frames = new FrameLoop()
frames.subscribe(({ elapsedMs }) => moveCursor(elapsedMs))

/** Subscribes a projection to the shown events. Returns the function that ends the subscription. */
export const subscribeProjection = (name: string, projection: Projection): (() => void) =>
  projections.subscribe(name, projection)

const directors = new Directors()
playback.playhead.director = directors

/** Adds a director, who decides how long the cursor stays at an event. Returns the function that takes it out again. */
export const addDirector = (director: Director): (() => void) => directors.add(director)

function replaceState(state: RunState): void {
  frames.rest()
  useRun.setState(state, true)
  playback.show(state.log)
  projections.show(state.log)
}

/** Shows that a run is being opened. */
export function showOpening(recorded: boolean): void {
  openings += 1
  replaceState({ ...initialState(), phase: { type: 'opening', share: null, recorded, beside: false } })
}

/** Shows `view`, the participants of a new run, while their workers start. */
export function showStarting(scenario: string, seed: number, view: ClusterView): void {
  openings += 1
  replaceState({ ...initialState(), phase: { type: 'starting', scenario, seed }, view, throttled: view })
}

/** Shows the part of an earlier run that is computed again so far: the events in `log`, up to the instant `at`. */
export function showRestored(
  header: { readonly scenario: string; readonly seed: number },
  log: EventLog,
  at: number,
  share: number,
): void {
  const clock = { ...initialClock, now: at }
  if (useRun.getState().log !== log) replaceState({ ...initialState(), log })
  playback.goToFrontier(clock)
  const { view } = playback
  const cursor = playback.cursor(clock)
  useRun.setState({
    phase: { type: 'restoring', ...header, share },
    ...{ view, throttled: view, cursor, throttledCursor: cursor, clock, throttledClock: clock },
  })
  projections.seek(playback.playhead.position)
}

/** Shows that a recording is being opened, and keeps the shown run behind it. */
export const showOpeningBeside = (): void =>
  useRun.setState({ phase: { type: 'opening', share: null, recorded: true, beside: true } })

/** Shows the kept run again. */
export const showKept = (): void => {
  useRun.setState({ phase: { type: 'running' } })
  frames.request()
}

/** Shows how much of an earlier run is computed again. */
export const showProgress = (share: number): void =>
  useRun.setState(({ phase }) => (phase.type === 'opening' ? { phase: { ...phase, share } } : {}))

/** Shows why no run could be opened. */
export const showRefused = (refusal: Refused): void =>
  replaceState({ ...initialState(), phase: { type: 'refused', refusal } })

let throttle: ReturnType<typeof setTimeout> | null = null
let throttledAtMs = Number.NEGATIVE_INFINITY

/** Updates the texts, together with the picture when the last update is long enough ago. */
function throttleTexts(): void {
  const restMs = throttledAtMs + throttleMs - performance.now()
  if (restMs <= 0) updateThrottled()
  else throttle ??= setTimeout(updateThrottled, restMs)
}

function updateThrottled(): void {
  if (throttle !== null) clearTimeout(throttle)
  throttle = null
  throttledAtMs = performance.now()
  useRun.setState(({ view, clock, cursor }) => ({
    throttled: view,
    throttledClock: clock,
    throttledCursor: cursor,
  }))
}

/** Moves the cursor by one frame. Returns whether it can move on although no event arrives. */
function moveCursor(elapsedMs: number): boolean {
  const { session, cursor } = useRun.getState()
  if (session === null) return false
  const { clock } = session
  const frame = document.hidden && cursor.following ? catchUp() : playback.frame(elapsedMs, clock)
  publishFrame(frame)
  // A person who has played the past up to its end wants to see how the run goes on.
  if (cursor.playing && cursor.target === null && !cursor.following && playback.cursor(clock).following)
    void session.play()
  return frame.moving
}

/** A hidden page shows the frontier at once, because the way to it cannot be seen. */
function catchUp() {
  playback.goToFrontier(useRun.getState().session!.clock)
  return { shown: [], jumped: true, moving: false }
}

function publishFrame({ jumped, shown }: PlaybackFrame): void {
  if (jumped) publishJump()
  else publish(shown)
}

/** Shows the view at the cursor, then hands out the events that led to it, because projections read the run's state. */
function publish(shown: readonly TraceEvent[]): void {
  showCursor()
  projections.add(shown)
}

/** Shows the view at the cursor, then lets the projections begin again there. */
function publishJump(): void {
  showCursor()
  projections.seek(playback.playhead.position)
}

function showCursor(): void {
  const { session, phase } = useRun.getState()
  if (session === null) return
  const { clock } = session
  // The view before the workers' first events stays until they arrive.
  if ((phase.type === 'starting' || phase.type === 'restoring') && playback.playhead.position === 0) return
  useRun.setState({
    phase:
      phase.type === 'running' || (phase.type === 'opening' && phase.beside) ? phase : { type: 'running' },
    view: playback.view,
    cursor: playback.cursor(clock),
    clock,
  })
  throttleTexts()
}

/** Shows the run after its first `position` events, at the instant `at` (virtual ms). */
export function showPast(position: number, at: number): void {
  playback.seek(position, at)
  publishJump()
  frames.request()
}

/** The cursor that plays stops each time after so many shown events. */
export const setHalts = (positions: readonly number[]): void => {
  playback.halts = positions
}

/** Moves back, as a step does, until only the first `position` events are shown, at the instant `at` (virtual ms). */
export function moveBack(position: number, at: number): void {
  playback.moveBack(position, at)
  showCursor()
  frames.request()
}

/** Shows everything that is computed, and follows the frontier. */
export function showFrontier(): void {
  const { session } = useRun.getState()
  if (session === null) return
  playback.goToFrontier(session.clock)
  publishJump()
  frames.request()
}

/** Moves on until the first `position` events are shown: at this speed (virtual ms per ms), or at once as a step does. */
export function moveTo(position: number, speed: number | null = null): void {
  playback.moveTo(position, speed)
  showCursor()
  frames.request()
}

/** Ends a move in progress at its target, because the next step begins there. */
export function finishMove(): void {
  publishFrame(playback.finishMove())
}

/** Stops the cursor where it is. Returns false when it is at the frontier, where it goes on following. */
export function holdCursor(): boolean {
  const { session } = useRun.getState()
  if (session === null || playback.isAtFrontier(session.clock)) return false
  playback.detach()
  showCursor()
  return true
}

/** Plays or pauses the recorded past, while the cursor does not follow the frontier. */
export function playPast(playing: boolean): void {
  playback.playPast(playing)
  showCursor()
  frames.request()
}

/** Shows the session from its first event on. Returns the function that ends that. */
export function showSession(session: LoggedSession): () => void {
  const reschedule = () => frames.reschedule()
  const { phase, view, throttled, cursor, throttledCursor } = useRun.getState()
  const before =
    phase.type === 'starting' || phase.type === 'restoring'
      ? { phase, view, throttled, cursor, throttledCursor }
      : {}
  replaceState({ ...initialState(), ...before, session, log: session.log })
  document.addEventListener('visibilitychange', reschedule)
  const unsubscribe = session.subscribe(() => frames.requestMotion())
  return () => {
    unsubscribe()
    document.removeEventListener('visibilitychange', reschedule)
    frames.rest()
    if (throttle !== null) clearTimeout(throttle)
    throttle = null
  }
}
