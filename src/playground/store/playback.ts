import type { ClockState } from '../../browser/index.ts'
import { type ClusterView, type EventLog, emptyView, Folding, type TraceEvent } from '../../trace/index.ts'
import { Playhead } from './playhead.ts'

/** The place in the recording that the page shows. */
export interface Cursor {
  /** Shown instant, in virtual ms, with a fraction while the cursor moves. */
  readonly at: number
  /** Number of shown events, all of which the view has folded. */
  readonly position: number
  /** True while the cursor follows the frontier; false after a person went back. */
  readonly following: boolean
  /** True while earlier instants than the frontier are shown on purpose, so that an act would not match the picture. */
  readonly past: boolean
  /** Whether the cursor moves forward: with the frontier, or through the recorded past. */
  readonly playing: boolean
  /** Number of events to which a move leads; null: no move is in progress. */
  readonly target: number | null
  /** Whether anything on the page that follows the cursor moves. */
  readonly moving: boolean
  /** True while the cursor waits, so that a failure and its consequences can be seen one after the other. */
  readonly waiting: boolean
}

export const initialCursor: Cursor = {
  at: 0,
  position: 0,
  following: true,
  past: false,
  playing: false,
  target: null,
  moving: false,
  waiting: false,
}

/** Intended lag behind the frontier, in ms of the page's clock, so that the cursor moves evenly. */
const targetLagMs = 50
/** The cursor catches up at this multiple of the run's speed: after a failure that took its time. */
const maxPull = 1.6
/** An advance of the frontier within one frame, in ms of the page's clock, that is too large to be played. */
const leapMs = 1000
/** Lag, in ms of the page's clock, at which failures no longer delay the cursor, and at which it jumps ahead. */
const maxWaitedMs = 8000
const maxLagMs = 15_000
/** Speed, in virtual ms per ms, from which on the cursor waits for no failure. */
const unreadableRate = 20
/** Smallest rate of a cursor that arrives at a paused frontier, and the time in which it covers most of the way. */
const arrivalRate = 0.2
const arrivalMs = 80

/** The longest way back, in virtual ms, on which motion is shown backwards. A longer one is a jump. */
const maxRewindMs = 3000

/** Ms of a failure's animation after the cursor has come to rest, so that the picture at rest is readable. */
const settleMs = 700

/** The changes of one frame. */
export interface PlaybackFrame {
  /** Events shown by this frame, in order; empty after a jump. */
  readonly shown: readonly TraceEvent[]
  /** True if the cursor jumped: what was derived from the shown events begins again. */
  readonly jumped: boolean
  /** Whether the next frame can differ although no event arrives. */
  readonly moving: boolean
}

/**
 * Moves the cursor through a run's event log and folds what it shows. It follows the frontier at the run's speed, or
 * plays the recorded past after a person went back.
 */
export class Playback {
  readonly playhead = new Playhead()
  /** Numbers of shown events after which a cursor that plays stops. */
  halts: readonly number[] = []
  #folding = new Folding()
  #following = true
  /** Whether the recorded past plays. */
  #playing = false
  /** Number of events to which a move leads; null: no move is in progress. */
  #target: number | null = null
  /** The place to which a step back leads; null: none is in progress. */
  #rewind: { readonly position: number; readonly at: number } | null = null
  /** Speed of a move that replays the past, in virtual ms per ms; null: a step, or no move. */
  #replaySpeed: number | null = null
  /** For how long the cursor has rested, in ms of the page's clock. */
  #settledMs = 0
  /** Frontier at the previous frame. */
  #frontierBefore = 0

  /** Starts at the beginning of another run. */
  show(log: EventLog): void {
    this.playhead.show(log)
    this.#folding = new Folding()
    this.halts = []
    this.#following = true
    this.#playing = false
    this.#endMove()
    this.#frontierBefore = 0
  }

  /** The view at the cursor. */
  get view(): ClusterView {
    return this.playhead.position === 0 ? emptyView : this.#folding.view()
  }

  cursor(clock: ClockState): Cursor {
    return {
      at: this.playhead.at,
      position: this.playhead.position,
      following: this.#following,
      past: !this.#following && this.playhead.at < clock.now,
      playing: this.#following ? clock.playing : this.#playing || this.#replaySpeed !== null,
      target: this.#target,
      moving: this.#settledMs < settleMs,
      waiting: this.playhead.isWaiting,
    }
  }

  /** True when everything that was computed is shown, up to what the next frames show in any case. */
  isAtFrontier(clock: ClockState): boolean {
    const { position, log, at, isWaiting } = this.playhead
    return (
      !isWaiting && (position === log.length || clock.now - at <= 3 * targetLagMs * Math.max(1, clock.speed))
    )
  }

  /** Stops following the frontier, at the shown instant. */
  detach(): void {
    this.#following = false
    this.#playing = false
    this.#endMove()
  }

  #endMove(): void {
    this.#target = null
    this.#rewind = null
    this.#replaySpeed = null
  }

  /** Plays or pauses the recorded past; a pause ends a replay. No effect while the cursor follows the frontier. */
  playPast(playing: boolean): void {
    if (this.#following) return
    this.detach()
    this.#playing = playing
  }

  /** Shows the first `position` events at the instant `at`, and stays there. */
  seek(position: number, at: number): void {
    this.detach()
    this.#jumpTo(position, at)
  }

  /** Shows everything that is computed and follows the frontier from there. */
  goToFrontier(clock: ClockState): void {
    this.detach()
    this.#following = true
    this.#jumpTo(this.playhead.log.length, clock.now)
  }

  /**
   * Moves on until the first `position` events are shown. `speed`: virtual ms per ms; null: as a step, at once where no
   * event needs time.
   */
  moveTo(position: number, speed: number | null = null): void {
    this.detach()
    this.#target = position
    this.#replaySpeed = speed
  }

  /** Moves back until only the first `position` events are shown, at the instant `at`: as a step does. */
  moveBack(position: number, at: number): void {
    this.detach()
    this.#rewind = { position, at }
  }

  /** Ends a move in progress at its target. */
  finishMove(): PlaybackFrame {
    if (this.#rewind !== null) return this.#moveBack(Number.POSITIVE_INFINITY, this.#rewind)
    if (this.#target === null) return { shown: [], jumped: false, moving: false }
    return this.#moveToTarget(0, this.#target, 'at once')
  }

  /** Advances by `elapsedMs` of the page's clock. */
  frame(elapsedMs: number, clock: ClockState): PlaybackFrame {
    const advanced = clock.now - this.#frontierBefore
    this.#frontierBefore = clock.now
    const frame = this.#move(elapsedMs, clock, advanced)
    if (frame.moving) this.#settledMs = 0
    else this.#settledMs += elapsedMs
    if (frame.moving || this.#settledMs >= settleMs) return frame
    this.playhead.director?.advance(elapsedMs)
    return { ...frame, moving: true }
  }

  #move(elapsedMs: number, clock: ClockState, advanced: number): PlaybackFrame {
    if (this.#rewind !== null) return this.#moveBack(elapsedMs, this.#rewind)
    if (this.#target !== null) return this.#moveToTarget(elapsedMs, this.#target, 'visibly')
    return this.#following ? this.#follow(elapsedMs, clock, advanced) : this.#playRecorded(elapsedMs, clock)
  }

  #moveToTarget(elapsedMs: number, target: number, pace: 'visibly' | 'at once'): PlaybackFrame {
    const { playhead } = this
    const until = playhead.log.at(target - 1)?.at ?? playhead.at
    const visible = this.#replaySpeed ?? Math.max((until - playhead.at) / arrivalMs, arrivalRate)
    const waits = pace === 'visibly'
    const rate = waits ? visible : Number.POSITIVE_INFINITY
    const shown = playhead.advance({ elapsedMs, rate, until, limit: target, waits })
    this.#add(shown)
    if (playhead.position >= target && !playhead.isWaiting) {
      this.#endMove()
      if (target === playhead.log.length) this.#following = true
    }
    return { shown, jumped: false, moving: true }
  }

  /** Every frame is the fold at its instant, so messages in flight move backwards and what had happened is undone. */
  #moveBack(elapsedMs: number, to: { readonly position: number; readonly at: number }): PlaybackFrame {
    const { at, log } = this.playhead
    const distance = at - to.at
    const rate = Math.max(distance / arrivalMs, arrivalRate)
    const next = distance > maxRewindMs ? to.at : Math.max(to.at, at - elapsedMs * rate)
    if (next > to.at) this.#jumpTo(log.countUntil(next), next)
    else {
      this.#endMove()
      this.#jumpTo(to.position, to.at)
    }
    return { shown: [], jumped: true, moving: true }
  }

  #follow(elapsedMs: number, clock: ClockState, advanced: number): PlaybackFrame {
    const { playhead } = this
    const dropped = playhead.position < playhead.log.firstHeld
    const rate = Math.max(clock.achieved, Math.min(clock.speed, 1000) * 0.2)
    const lag = clock.now - playhead.at
    const tooFar =
      advanced > leapMs * Math.max(1, rate) || (clock.playing && lag > maxLagMs * Math.max(1, rate))
    if (dropped || (tooFar && !playhead.isSlowed)) {
      // The events of the last instant are still shown one by one.
      this.#jumpTo(playhead.log.countUntil(clock.now - 1), clock.now - 1)
      return { shown: [], jumped: true, moving: true }
    }
    const pull = Math.min(maxPull, lag / Math.max(1, rate * targetLagMs))
    const shown = playhead.advance({
      elapsedMs,
      rate: clock.playing ? rate * pull : Math.max(lag / arrivalMs, arrivalRate),
      until: clock.now,
      limit: this.#nextHalt,
      waits: rate < unreadableRate && lag < maxWaitedMs * Math.max(1, rate),
    })
    this.#add(shown)
    if (this.#haltAfter(shown)) return { shown, jumped: false, moving: true }
    const arrived = playhead.position === playhead.log.length && playhead.at >= clock.now
    return { shown, jumped: false, moving: clock.playing || !arrived || playhead.isWaiting }
  }

  #playRecorded(elapsedMs: number, clock: ClockState): PlaybackFrame {
    if (!this.#playing) return { shown: [], jumped: false, moving: false }
    const { playhead } = this
    const shown = playhead.advance({
      elapsedMs,
      rate: clock.speed,
      until: clock.now,
      limit: this.#nextHalt,
      waits: clock.speed < unreadableRate,
    })
    this.#add(shown)
    if (this.#haltAfter(shown)) return { shown, jumped: false, moving: true }
    if (playhead.position === playhead.log.length && playhead.at >= clock.now) this.#following = true
    return { shown, jumped: false, moving: true }
  }

  get #nextHalt(): number {
    const { position } = this.playhead
    return Math.min(...this.halts.filter(halt => halt > position), Number.POSITIVE_INFINITY)
  }

  /** Stops the cursor if the last shown event is one at which it halts. */
  #haltAfter(shown: readonly TraceEvent[]): boolean {
    if (shown.length === 0 || !this.halts.includes(this.playhead.position)) return false
    this.detach()
    return true
  }

  #add(events: readonly TraceEvent[]): void {
    for (const event of events) this.#folding.add(event)
  }

  #jumpTo(position: number, at: number): void {
    const { playhead } = this
    playhead.jumpTo(position, at)
    this.#folding = new Folding(playhead.log.viewAt(position))
  }
}
