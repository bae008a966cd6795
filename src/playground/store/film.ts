import type { Answer, LoggedSession } from '../../browser/index.ts'
import { type EventFilter, type EventLog, isRefused, refuse, type VirtualTime } from '../../trace/index.ts'
import {
  finishMove,
  holdCursor,
  moveBack,
  moveTo,
  playPast,
  showFrontier,
  showPast,
  useRun,
} from './run-store.ts'

/** Events that a backward search reads at once. */
const searchChunk = 4096

/** Number of requests to move the cursor: a step in progress ends when a later request arrives. */
let requests = 0

/** Plays the run, or the recorded past up to the frontier and the run from there. */
export async function play(session: LoggedSession): Answer<void> {
  requests += 1
  if (useRun.getState().cursor.following) return session.play()
  playPast(true)
}

/** Pauses, and keeps the shown instant. A cursor that is catching up with a paused frontier still moves on to it. */
export async function pause(session: LoggedSession): Answer<void> {
  requests += 1
  const { playing } = session.clock
  const answer = await session.pause()
  if (isRefused(answer)) return answer
  if (!useRun.getState().cursor.following) playPast(false)
  else if (playing) holdCursor()
}

/**
 * Shows the instant `at` (virtual ms), the frontier when that is earlier, or the first instant that the log holds when that
 * is later. Returns the shown instant.
 */
export async function seek(session: LoggedSession, at: VirtualTime): Answer<VirtualTime> {
  if (typeof at !== 'number' || Number.isNaN(at)) return refuse('instant-not-number', { at: String(at) })
  requests += 1
  // While the run rests, the cursor follows a dragging pointer without a question to the conductor.
  const paused = session.clock.playing ? await session.pause() : undefined
  if (isRefused(paused)) return paused
  const { log, clock } = session
  const shown = Math.max(log.heldFrom, Math.min(at, clock.now))
  if (shown >= clock.now) showFrontier()
  else showPast(log.countUntil(shown), shown)
  return shown
}

/** Shows the first `position` events at the instant `at` (virtual ms), in the middle of an instant if need be. */
export async function seekEvent(session: LoggedSession, position: number, at: VirtualTime): Answer<void> {
  requests += 1
  const paused = session.clock.playing ? await session.pause() : undefined
  if (isRefused(paused)) return paused
  const { log, clock } = session
  if (position >= log.length && at >= clock.now) showFrontier()
  else showPast(Math.max(position, log.firstHeld), Math.max(at, log.heldFrom))
}

/** Shows everything that is computed, where scripts, lessons and people act. */
export function follow(): void {
  requests += 1
  if (!useRun.getState().cursor.following) showFrontier()
}

/**
 * Plays the recorded past from the cursor to the instant `to`, at this speed. Resolves when it is shown, or when a person
 * went elsewhere.
 */
export async function replayTo(session: LoggedSession, to: VirtualTime, speed: number): Answer<void> {
  requests += 1
  const position = session.log.countUntil(to)
  moveTo(position, speed)
  await until(({ session: shown, cursor }) => shown !== session || cursor.target !== position)
}

/** Resolves when the shown run fulfils the condition. */
function until(holds: (run: ReturnType<typeof useRun.getState>) => boolean): Promise<void> {
  return new Promise(resolve => {
    if (holds(useRun.getState())) return resolve()
    const unsubscribe = useRun.subscribe(run => {
      if (!holds(run)) return
      unsubscribe()
      resolve()
    })
  })
}

/** Resolves when the cursor has shown everything that is computed, or when a person went elsewhere. */
export function arrival(): Promise<void> {
  const { session } = useRun.getState()
  return until(
    ({ session: shown, cursor, clock, log }) =>
      shown !== session ||
      !cursor.following ||
      (cursor.position === log.length && !cursor.waiting && !clock.playing),
  )
}

export interface StepTarget {
  readonly filter: EventFilter
  /** Instants that a step at the frontier computes at most to find a matching event. */
  readonly maxInstants: number
  /** True: the step is refused when it finds no matching event. Without it, the next instant is its aim. */
  readonly mustFind: boolean
}

/** Pauses for a step. Returns the number of its request; undefined when a later request has arrived meanwhile. */
async function beginStep(session: LoggedSession): Answer<number | undefined> {
  const request = ++requests
  const paused = await session.pause()
  if (isRefused(paused)) return paused
  if (request !== requests) return undefined
  finishMove()
  return request
}

/**
 * Moves on to the next matching event. At the frontier, the run is computed up to it. A later request ends a step
 * in progress where it is.
 */
export async function stepForward(
  session: LoggedSession,
  { filter, maxInstants, mustFind }: StepTarget,
): Answer<void> {
  const request = await beginStep(session)
  if (typeof request !== 'number') return request
  const { log } = session
  const from = useRun.getState().cursor.position
  let searched = from
  for (let computedInstants = 0; ; computedInstants++) {
    const found = firstMatch(log, filter, searched)
    if (found !== null) return moveTo(found + 1)
    if (computedInstants === maxInstants) {
      moveTo(log.length)
      const seconds = Math.floor(session.clock.now / 1000)
      return mustFind ? refuse('step-without-event', { seconds }) : undefined
    }
    searched = log.length
    const at = await session.step()
    if (isRefused(at)) return at
    await computed(session, at)
    if (request !== requests) return
  }
}

/** Moves back to before the last matching event that is shown. */
export async function stepBack(session: LoggedSession, { filter }: StepTarget): Answer<void> {
  const begun = await beginStep(session)
  if (typeof begun !== 'number') return begun
  const { log } = session
  const found = lastMatch(log, filter, useRun.getState().cursor.position)
  const before = found === null ? undefined : log.at(found - 1)
  moveBack(found ?? log.firstHeld, before?.at ?? log.heldFrom)
}

/** The position of the first matching event at or after `from`. */
function firstMatch(log: EventLog, filter: EventFilter, from: number): number | null {
  for (let start = from; start < log.length; start += searchChunk) {
    const [found] = log.select(filter, start, start + searchChunk)
    if (found !== undefined) return found
  }
  return null
}

/** The position of the last matching event before `to`. */
function lastMatch(log: EventLog, filter: EventFilter, to: number): number | null {
  for (let end = to; end > log.firstHeld; end -= searchChunk) {
    const found = log.select(filter, Math.max(0, end - searchChunk), end).at(-1)
    if (found !== undefined) return found
  }
  return null
}

/** Resolves when the events up to the instant `at` are in the session's log, or the run broke. */
export function computed(session: LoggedSession, at: VirtualTime): Promise<void> {
  return new Promise(resolve => {
    // `subscribe` calls its listener at once, before `unsubscribe` is assigned. A second resolve has no effect.
    const unsubscribe = session.subscribe(({ now, broken }) => {
      if (now < at && broken === null) return
      resolve()
      queueMicrotask(() => unsubscribe())
    })
  })
}
