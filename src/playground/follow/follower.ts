import { type EventId, eventId, type TraceEvent } from '../../trace/index.ts'
import type { Director } from '../store/director.ts'
import { Journey } from './journey.ts'

/** Shortest time in which a hop is shown, in ms of the page's clock. */
export const hopMs = 1200
/** While nothing of the journey is in flight, for example while the database works: virtual ms per ms. */
const betweenRate = 0.05

export interface FollowerListener {
  /** The next hop is shown. */
  hop(event: TraceEvent, journey: Journey): void
  /** No message of the journey is in flight any more. */
  over(): void
  /** The page shows another instant, so nothing is followed any more. */
  lost(): void
}

/** Slows the cursor down so that each hop of one journey can be watched. */
export class Follower implements Director {
  readonly #listener: FollowerListener
  #journey: Journey | null = null
  /** The next action that is shown begins a journey. */
  #awaitsAction = false
  #over = false

  constructor(listener: FollowerListener) {
    this.#listener = listener
  }

  /** Follows what this event causes. The event itself is the next one shown. */
  follow(root: EventId): void {
    this.stop()
    this.#journey = new Journey(root)
  }

  /** Follows what the next action causes. */
  followNextAction(): void {
    this.stop()
    this.#awaitsAction = true
  }

  stop(): void {
    this.#journey = null
    this.#awaitsAction = false
    this.#over = false
  }

  lead(): number {
    return 0
  }

  reveal(event: TraceEvent): number {
    if (this.#awaitsAction && event.type === 'ActionDone') this.follow(eventId(event))
    const journey = this.#journey
    if (journey === null || this.#over || journey.add(event) !== 'hop') return 0
    this.#listener.hop(event, journey)
    // A message between participants needs no wait, because its flight takes the time.
    return event.type === 'MessageSent' ? 0 : hopMs
  }

  advance(): void {}

  maxRate(at: number): number {
    const journey = this.#journey
    if (journey === null || this.#over || journey.events.size === 0) return Number.POSITIVE_INFINITY
    if (journey.isOver(at)) return Number.POSITIVE_INFINITY
    let rate = Number.POSITIVE_INFINITY
    for (const { sentAt, dueAt } of journey.flights) {
      if (dueAt > at) rate = Math.min(rate, Math.max(1, dueAt - sentAt) / hopMs)
    }
    return rate === Number.POSITIVE_INFINITY ? betweenRate : rate
  }

  /** Ends a journey of which no message is in flight at the shown instant `at`. */
  endIfOver(at: number): void {
    if (this.#over || this.#journey?.isOver(at) !== true) return
    this.#over = true
    this.#listener.over()
  }

  clear(): void {
    if (this.#journey === null && !this.#awaitsAction) return
    this.stop()
    this.#listener.lost()
  }
}
