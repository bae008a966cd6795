import type { Check, Verdict } from '../trace/check.ts'
import { CheckEvaluator } from '../trace/evaluate-check.ts'
import { Folding } from '../trace/fold.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import type { TraceEvent } from '../trace/trace-event.ts'

/** The verdict of a check over a whole trace that is computed up to `frontier`. */
export function verdictOver(check: Check, trace: readonly TraceEvent[], frontier: VirtualTime): Verdict {
  const evaluation = new CheckOverTrace(check)
  evaluation.add(trace)
  return evaluation.verdictAt(frontier)
}

/** Evaluates a check over a whole trace that arrives in slices. */
export class CheckOverTrace {
  readonly #evaluator: CheckEvaluator
  readonly #folding = new Folding()

  constructor(check: Check) {
    this.#evaluator = new CheckEvaluator(check)
    this.#evaluator.begin(this.#folding.draft)
  }

  /** Takes the next events of the trace. Returns whether more events can still change the verdict. */
  add(events: readonly TraceEvent[]): boolean {
    for (const event of events) {
      if (this.#evaluator.verdict !== 'open') return false
      this.#folding.add(event)
      this.#evaluator.feed(event, this.#folding.draft)
    }
    return this.#evaluator.verdict === 'open'
  }

  /** The verdict, given that the trace is complete up to `frontier`. */
  verdictAt(frontier: VirtualTime): Verdict {
    return this.#evaluator.verdict === 'open' ? this.#evaluator.pass(frontier) : this.#evaluator.verdict
  }
}
