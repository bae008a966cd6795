import type { Check, Verdict } from './check.ts'
import { evaluationOf } from './check-evaluation.ts'
import type { BehindCopy, Evaluation } from './evaluation.ts'
import type { FactView } from './fact.ts'
import type { VirtualTime } from './identifiers.ts'
import type { TraceEvent } from './trace-event.ts'

/** The instant and the events of a verdict. */
export interface Decision {
  /** `open`: the violation before it has ended. */
  readonly verdict: Verdict
  /** The instant from which on the verdict holds. */
  readonly at: VirtualTime
  /** The deciding event; null when time passed without the event that was due, or at the begin. */
  readonly event: TraceEvent | null
  /** The earlier event to which the decision refers, such as the request that was not answered; null: there is none. */
  readonly since: TraceEvent | null
  /** The copy of a journal's data that was behind for too long. */
  readonly behind?: BehindCopy
}

/**
 * Evaluates a check along a trace, event by event. A verdict other than `open` never changes again, except the violation of
 * a check that may recover. The work for an event and the memory do not grow with the run.
 * @example
 * const evaluator = new CheckEvaluator(check).begin(view)
 * for (const event of events) if (evaluator.feed(event, viewAfter(event)) !== 'open') break
 */
export class CheckEvaluator {
  readonly check: Check
  readonly #evaluation: Evaluation
  #decision: Decision | null = null
  /** The deadline of the evaluation. Computed after each change, because it is read at every event. */
  #due: VirtualTime | null = null

  constructor(check: Check) {
    this.check = check
    this.#evaluation = evaluationOf(check)
  }

  /** `open` until the trace decides it. Checks that forbid something are decided only when they fail. */
  get verdict(): Verdict {
    return this.#evaluation.verdict
  }

  /** True once no further event can change the verdict. */
  get isFinal(): boolean {
    return this.verdict !== 'open' && !this.#evaluation.mayRecover
  }

  /** The last decision: when and by which event; null before the first, and for a check without parts. */
  get decision(): Decision | null {
    return this.#decision
  }

  /** Starts the evaluation at a view, so that a fact that already holds counts. */
  begin(view: FactView): this {
    if (this.verdict === 'open') this.#evaluation.begin(view)
    this.#changed(view.at, null)
    return this
  }

  /** Evaluates the next event. `view` is the view after it. */
  feed(event: TraceEvent, view: FactView): Verdict {
    // An event at the deadline is in time, a later one is not.
    this.#passUntil(event.at - 1)
    if (!this.isFinal) this.#evaluation.feed(event, view)
    this.#changed(event.at, event)
    return this.verdict
  }

  /** Evaluates the passing of time, once all events up to and at this instant have been fed: an overdue event then counts as missing. */
  pass(at: VirtualTime): Verdict {
    this.#passUntil(at)
    return this.verdict
  }

  /** The first instant at which {@link CheckEvaluator.pass} decides the check without a further event; null when it never does. */
  get deadline(): VirtualTime | null {
    return this.#due
  }

  /**
   * The verdict if the run ends here. True for a check that was not violated (such as `never`, `always` once its fact held,
   * `leadsTo` without an open `when`); `open` for a check whose event is still missing.
   */
  verdictAtEnd(): Verdict {
    return this.#evaluation.atEnd()
  }

  #passUntil(at: VirtualTime): void {
    for (let due = this.#due; due !== null && due <= at; due = this.#due) {
      this.#evaluation.pass(due)
      this.#changed(due, null)
    }
  }

  /** The evaluation was fed, or time passed for it. */
  #changed(at: VirtualTime, event: TraceEvent | null): void {
    this.#note(at, event)
    this.#due = this.isFinal ? null : this.#evaluation.deadline()
  }

  #note(at: VirtualTime, event: TraceEvent | null): void {
    const { verdict, since, behind } = this.#evaluation
    const before = this.#decision
    // A copy that is behind may then contradict the journal, which is another violation.
    if (verdict === (before?.verdict ?? 'open') && behind === (before?.behind ?? null)) return
    this.#decision = { verdict, at, event, since, ...(behind === null ? {} : { behind }) }
  }
}
