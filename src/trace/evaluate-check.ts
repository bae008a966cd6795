import type { Check, Verdict } from './check.ts'
import { type Evaluation, evaluationOf } from './check-evaluation.ts'
import type { FactView } from './fact.ts'
import type { VirtualTime } from './identifiers.ts'
import type { TraceEvent } from './trace-event.ts'

/**
 * Follows a check through a trace, exact to the event. Once decided, the verdict stays.
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

  /** `open` until the trace has decided it. What forbids something is decided by a trace only when it fails. */
  get verdict(): Verdict {
    return this.#evaluation.verdict
  }

  /** Looks at the situation in which following begins, so that a fact that holds already counts. */
  begin(view: FactView): this {
    this.#evaluation.begin(view)
    return this
  }

  /** The next event, with the view after it. */
  feed(event: TraceEvent, view: FactView): Verdict {
    this.#evaluation.feed(event, view)
    return this.#evaluation.verdict
  }

  /** Says that everything up to and at this instant has been fed: what should have happened by then did not. */
  pass(at: VirtualTime): Verdict {
    this.#evaluation.pass(at)
    return this.#evaluation.verdict
  }

  /** The first instant at which {@link CheckEvaluator.pass} alone decides something; null: it never does. */
  get deadline(): VirtualTime | null {
    return this.#evaluation.deadline()
  }

  /**
   * The verdict if the run ends here: what must not happen did not (`never`, `always` once it held, `atMostOne`,
   * `leadsTo` with every answer there) is true; what should still happen stays open.
   */
  verdictAtEnd(): Verdict {
    return this.#evaluation.atEnd()
  }
}
