import type { Check, Verdict } from '../trace/check.ts'
import type { ClusterView } from '../trace/cluster-view.ts'
import { CheckEvaluator } from '../trace/evaluate-check.ts'
import { Folding } from '../trace/fold.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import type { TraceEvent } from '../trace/trace-event.ts'

/** Something to run for; time stops exactly where it is reached. */
export interface Goal {
  /** Not beyond this instant. */
  readonly limit: VirtualTime
  readonly speed: number
  /** How wide rounds may be, so that reaching it is seen at the very instant. */
  readonly width: number
  /** True once it is reached, given the trace and how far it is computed. */
  reached(trace: readonly TraceEvent[], frontier: VirtualTime): boolean
  /** Called once, reached or not. */
  readonly end: (frontier: VirtualTime) => void
}

export class InstantGoal implements Goal {
  readonly limit: VirtualTime
  readonly speed = Number.POSITIVE_INFINITY
  readonly width = Number.POSITIVE_INFINITY
  readonly end: (frontier: VirtualTime) => void

  constructor(at: VirtualTime, end: (frontier: VirtualTime) => void) {
    this.limit = at
    this.end = end
  }

  reached(_: readonly TraceEvent[], frontier: VirtualTime): boolean {
    return frontier >= this.limit
  }
}

export interface CheckGoalOptions {
  readonly check: Check
  readonly trace: readonly TraceEvent[]
  /** The view before the event at `from`, where following begins. */
  readonly before: ClusterView
  readonly from: number
  readonly limit: VirtualTime
  readonly speed: number
  readonly end: (verdict: Verdict, frontier: VirtualTime) => void
}

/** Runs one instant at a time, since a check may be decided by any event. */
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
    this.#folding = new Folding(options.before)
    this.#fed = options.from
    this.#feed(options.trace)
    this.#evaluator.begin(this.#folding.draft)
    this.end = frontier => options.end(this.#evaluator.verdict, frontier)
  }

  get limit(): VirtualTime {
    return Math.min(this.#latest, this.#evaluator.deadline ?? this.#latest)
  }

  reached(trace: readonly TraceEvent[], frontier: VirtualTime): boolean {
    this.#feed(trace)
    if (this.#evaluator.verdict === 'open') this.#evaluator.pass(frontier)
    return this.#evaluator.verdict !== 'open' || frontier >= this.#latest
  }

  #feed(trace: readonly TraceEvent[]): void {
    for (; this.#fed < trace.length; this.#fed++) {
      const event = trace[this.#fed]!
      this.#folding.add(event)
      this.#evaluator.feed(event, this.#folding.draft)
    }
  }
}

/** The verdict over a whole trace, computed up to `frontier`. */
export function verdictOver(check: Check, trace: readonly TraceEvent[], frontier: VirtualTime): Verdict {
  const evaluator = new CheckEvaluator(check)
  const folding = new Folding()
  evaluator.begin(folding.draft)
  for (const event of trace) {
    folding.add(event)
    if (evaluator.feed(event, folding.draft) !== 'open') return evaluator.verdict
  }
  return evaluator.pass(frontier)
}
