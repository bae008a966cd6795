import type { Check, Verdict } from './check.ts'
import { type Evaluation, evaluationOf } from './check-evaluation.ts'
import type { FactView } from './fact.ts'
import type { VirtualTime } from './identifiers.ts'
import type { TraceEvent } from './trace-event.ts'

/**
 * Evaluates a check along a trace, event by event. A verdict other than `open` never changes again.
 * @example
 * const evaluator = new CheckEvaluator(check).begin(view)
 * for (const event of events) if (evaluator.feed(event, viewAfter(event)) !== 'open') break
 */
export class CheckEvaluator {
  readonly check: Check
  readonly #evaluation: Evaluation

  constructor(check: Check) {
    this.check = check
    this.#evaluation = evaluationOf(check)
  }

  /** `open` until the trace decides it. Checks that forbid something are decided only when they fail. */
  get verdict(): Verdict {
    return this.#evaluation.verdict
  }

  /** Starts the evaluation at a view, so that a fact that already holds counts. */
  begin(view: FactView): this {
    this.#evaluation.begin(view)
    return this
  }

  /** Evaluates the next event. `view` is the view after it. */
  feed(event: TraceEvent, view: FactView): Verdict {
    this.#evaluation.feed(event, view)
    return this.#evaluation.verdict
  }

  /** Evaluates the passing of time, once all events up to and at this instant have been fed: an overdue event then counts as missing. */
  pass(at: VirtualTime): Verdict {
    this.#evaluation.pass(at)
    return this.#evaluation.verdict
  }

  /** The first instant at which {@link CheckEvaluator.pass} decides the check without a further event; null when it never does. */
  get deadline(): VirtualTime | null {
    return this.#evaluation.deadline()
  }

  /**
   * The verdict if the run ends here. True for a check that was not violated (`never`, `atMostOne`, `always` once its fact
   * held, `leadsTo` without an open `when`); `open` for a check whose event is still missing.
   */
  verdictAtEnd(): Verdict {
    return this.#evaluation.atEnd()
  }
}
