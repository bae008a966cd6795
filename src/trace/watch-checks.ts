import type { Check } from './check.ts'
import { CheckEvaluator, type Decision } from './evaluate-check.ts'
import type { FactView } from './fact.ts'
import type { VirtualTime } from './identifiers.ts'
import type { TraceEvent } from './trace-event.ts'

/** A check under a name, for which a run is watched. */
export interface WatchedCheck {
  readonly id: string
  readonly check: Check
  /** Number of events of the run that do not count, from its beginning on. Default: 0. */
  readonly from?: number
}

/** The verdict of a watched check, and the place of it in the trace. */
export interface WatchDecision extends Decision {
  readonly id: string
  /** Number of events of the run after which it holds, the deciding one included. */
  readonly events: number
}

/**
 * Evaluates several checks along one trace. Lamps, random runs and the search for a failing run use it.
 * @example
 * const watch = new CheckWatch(lamps, folding.draft)
 * for (const event of events) {
 *   folding.add(event)
 *   watch.feed(event, folding.draft)
 * }
 * const [firstRed] = watch.pass(end).filter(({ verdict }) => verdict === 'false')
 */
export class CheckWatch {
  /** Decided checks in the order of their decisions. Grows in place. */
  readonly decisions: WatchDecision[] = []
  #waiting: (WatchedCheck & { readonly from: number })[] = []
  #open: { readonly id: string; readonly evaluator: CheckEvaluator }[] = []
  #events: number

  /** `view` is the view after the first `events` events, which are not fed. */
  constructor(checks: readonly WatchedCheck[], view: FactView, events = 0) {
    this.#events = events
    for (const check of checks) this.add(check, view)
  }

  /** Adds a check. Of the events before this call none counts, so its `from` must not be lower. */
  add({ id, check, from = this.#events }: WatchedCheck, view: FactView): void {
    if (from > this.#events) this.#waiting.push({ id, check, from })
    else this.#begin(id, check, view)
  }

  /** Evaluates the check no more. Its decision stays. */
  remove(id: string): void {
    this.#waiting = this.#waiting.filter(each => each.id !== id)
    this.#open = this.#open.filter(each => each.id !== id)
  }

  /** Evaluates the next event. `view` is the view after it. */
  feed(event: TraceEvent, view: FactView): readonly WatchDecision[] {
    for (const { evaluator } of this.#open) evaluator.feed(event, view)
    this.#settle(event)
    this.#events += 1
    if (this.#waiting.length > 0) this.#beginWaiting(view)
    return this.decisions
  }

  /** All events up to and at the instant have been fed. */
  pass(at: VirtualTime): readonly WatchDecision[] {
    for (const { evaluator } of this.#open) evaluator.pass(at)
    this.#settle(null)
    return this.decisions
  }

  /** The first instant at which {@link CheckWatch.pass} decides one of these checks (default: any); null: there is none. */
  deadline(ids?: ReadonlySet<string>): VirtualTime | null {
    let earliest: VirtualTime | null = null
    for (const { id, evaluator } of this.#open) {
      const due = ids === undefined || ids.has(id) ? evaluator.deadline : null
      if (due !== null && (earliest === null || due < earliest)) earliest = due
    }
    return earliest
  }

  #beginWaiting(view: FactView): void {
    const ready = this.#waiting.filter(({ from }) => from <= this.#events)
    if (ready.length === 0) return
    this.#waiting = this.#waiting.filter(({ from }) => from > this.#events)
    for (const { id, check } of ready) this.#begin(id, check, view)
  }

  #begin(id: string, check: Check, view: FactView): void {
    this.#open.push({ id, evaluator: new CheckEvaluator(check).begin(view) })
    this.#settle(null)
  }

  /** `fed` is the event that is being fed; the others have been counted. */
  #settle(fed: TraceEvent | null): void {
    if (this.#open.every(({ evaluator }) => evaluator.verdict === 'open')) return
    for (const { id, evaluator } of this.#open) {
      const { decision } = evaluator
      // An overdue event was missing before the event that shows it.
      if (decision !== null)
        this.decisions.push({
          id,
          ...decision,
          events: this.#events + (fed !== null && decision.event === fed ? 1 : 0),
        })
    }
    this.#open = this.#open.filter(({ evaluator }) => evaluator.verdict === 'open')
  }
}
