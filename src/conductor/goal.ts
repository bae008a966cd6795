import type { Check, Verdict } from '../trace/check.ts'
import { CheckEvaluator } from '../trace/evaluate-check.ts'
import { Folding } from '../trace/fold.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import type { Recording } from './recording.ts'

/** A reason to run: an instant or a check. The run pauses exactly where the goal is reached. */
export interface Goal {
  /** Last instant to compute for this goal. */
  readonly limit: VirtualTime
  /** Virtual ms per wall ms. */
  readonly speed: number
  /** Maximum width of a round in virtual ms, so that no instant after the goal is computed. */
  readonly width: number
  /** True once the goal is reached, given the events up to and at `frontier`. */
  reached(recording: Recording, frontier: VirtualTime): boolean
  /** Called once, when the goal is reached or given up. */
  readonly end: (frontier: VirtualTime) => void
}

/** Runs until an instant, at greatest speed. */
export class InstantGoal implements Goal {
  readonly limit: VirtualTime
  readonly speed = Number.POSITIVE_INFINITY
  readonly width = Number.POSITIVE_INFINITY
  readonly end: (frontier: VirtualTime) => void

  constructor(at: VirtualTime, end: (frontier: VirtualTime) => void) {
    this.limit = at
    this.end = end
  }

  reached(_: Recording, frontier: VirtualTime): boolean {
    return frontier >= this.limit
  }
}

export interface CheckGoalOptions {
  readonly check: Check
  readonly recording: Recording
  /** Position of the first event that counts. */
  readonly from: number
  readonly limit: VirtualTime
  readonly speed: number
  readonly end: (verdict: Verdict, frontier: VirtualTime) => void
}

/** Runs until a check is decided, one instant at a time, because any event may decide it. */
export class CheckGoal implements Goal {
  readonly speed: number
  readonly width = 1
  readonly end: (frontier: VirtualTime) => void
  readonly #latest: VirtualTime
  readonly #evaluator: CheckEvaluator
  readonly #folding: Folding
  #fed: number

  constructor(options: CheckGoalOptions) {
    this.speed = options.speed
    this.#latest = options.limit
    this.#evaluator = new CheckEvaluator(options.check)
    this.#folding = new Folding(options.recording.viewAt(options.from))
    this.#fed = options.from
    this.#feed(options.recording)
    this.#evaluator.begin(this.#folding.draft)
    this.end = frontier => options.end(this.#evaluator.verdict, frontier)
  }

  get limit(): VirtualTime {
    return Math.min(this.#latest, this.#evaluator.deadline ?? this.#latest)
  }

  reached(recording: Recording, frontier: VirtualTime): boolean {
    this.#feed(recording)
    if (this.#evaluator.verdict === 'open') this.#evaluator.pass(frontier)
    return this.#evaluator.verdict !== 'open' || frontier >= this.#latest
  }

  #feed(recording: Recording): void {
    for (const event of recording.slice(this.#fed)) {
      this.#folding.add(event)
      this.#evaluator.feed(event, this.#folding.draft)
    }
    this.#fed = recording.length
  }
}
