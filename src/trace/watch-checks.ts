import type { Check } from './check.ts'
import { CheckEvaluator, type Decision } from './evaluate-check.ts'
import type { FactView } from './fact.ts'
import { heeds } from './heeded-events.ts'
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

interface OpenCheck {
  readonly id: string
  readonly evaluator: CheckEvaluator
  /** The last of its decisions that the watch has noted. */
  noted: Decision | null
  /** The first instant whose passing decides it; infinite: there is none. */
  due: VirtualTime
}

const dueOf = (evaluator: CheckEvaluator): VirtualTime => evaluator.deadline ?? Number.POSITIVE_INFINITY

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
  /**
   * The decisions in their order. A check has one; one that recovers from a violation has more. Grows in place.
   */
  readonly decisions: WatchDecision[] = []
  #waiting: (WatchedCheck & { readonly from: number })[] = []
  #open: readonly OpenCheck[] = []
  /** The open checks that events of a type can change; most events change none. */
  readonly #heeding = new Map<TraceEvent['type'], readonly OpenCheck[]>()
  #events: number
  #at: VirtualTime

  /** `view` is the view after the first `events` events, which are not fed. */
  constructor(checks: readonly WatchedCheck[], view: FactView, events = 0) {
    this.#events = events
    this.#at = view.at
    for (const check of checks) this.add(check, view)
  }

  /** Adds a check. Of the events before this call none counts, so its `from` must not be lower. */
  add({ id, check, from = this.#events }: WatchedCheck, view: FactView): void {
    if (from > this.#events) this.#waiting.push({ id, check, from })
    else this.#begin(id, check, view)
  }

  /** True while a further event could bring a decision. */
  get watches(): boolean {
    return this.#waiting.length > 0 || this.#open.length > 0
  }

  /** Evaluates the check no more. Its decision stays. */
  remove(id: string): void {
    this.#waiting = this.#waiting.filter(each => each.id !== id)
    this.#setOpen(this.#open.filter(each => each.id !== id))
  }

  /** Evaluates the next event. `view` is the view after it. */
  feed(event: TraceEvent, view: FactView): readonly WatchDecision[] {
    if (event.at > this.#at) this.pass(event.at - 1)
    const heeding = this.#heedingOf(event.type)
    for (const open of heeding) {
      open.evaluator.feed(event, view)
      open.due = dueOf(open.evaluator)
    }
    this.#settle(heeding)
    this.#events += 1
    if (this.#waiting.length > 0) this.#beginWaiting(view)
    return this.decisions
  }

  /** All events up to and at the instant have been fed. */
  pass(at: VirtualTime): readonly WatchDecision[] {
    this.#at = at
    for (const open of this.#open) {
      if (open.due > at) continue
      open.evaluator.pass(at)
      open.due = dueOf(open.evaluator)
    }
    this.#settle(this.#open)
    return this.decisions
  }

  /** The first instant at which {@link CheckWatch.pass} decides one of these checks (default: any); null: there is none. */
  deadline(ids?: ReadonlySet<string>): VirtualTime | null {
    let earliest: VirtualTime | null = null
    for (const { id, due } of this.#open) {
      if (ids !== undefined && !ids.has(id)) continue
      if (due < (earliest ?? Number.POSITIVE_INFINITY)) earliest = due
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
    const evaluator = new CheckEvaluator(check).begin(view)
    this.#setOpen([...this.#open, { id, evaluator, noted: null, due: dueOf(evaluator) }])
    this.#settle(this.#open)
  }

  #heedingOf(type: TraceEvent['type']): readonly OpenCheck[] {
    const known = this.#heeding.get(type)
    if (known !== undefined) return known
    const heeding = this.#open.filter(({ evaluator }) => heeds(evaluator.check, type))
    this.#heeding.set(type, heeding)
    return heeding
  }

  #setOpen(open: readonly OpenCheck[]): void {
    this.#open = open
    this.#heeding.clear()
  }

  /** Notes new decisions and ends the evaluation of decided checks. Only those of `changed` may have been decided. */
  #settle(changed: readonly OpenCheck[]): void {
    let hasDecided = false
    for (const { evaluator, noted } of changed) if (evaluator.decision !== noted) hasDecided = true
    if (!hasDecided) return
    for (const open of this.#open) {
      const { decision } = open.evaluator
      if (decision === null || decision === open.noted) continue
      open.noted = decision
      this.decisions.push({
        id: open.id,
        ...decision,
        events: this.#events + (decision.event === null ? 0 : 1),
      })
    }
    if (this.#open.some(isDecided)) this.#setOpen(this.#open.filter(open => !isDecided(open)))
  }
}

const isDecided = ({ evaluator }: OpenCheck): boolean => evaluator.decision !== null && evaluator.isFinal
