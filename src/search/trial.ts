import type { Conductor } from '../conductor/conductor.ts'
import { RunBroken } from '../conductor/run-errors.ts'
import type { Action } from '../trace/action.ts'
import type { Check } from '../trace/check.ts'
import type { ClusterView } from '../trace/cluster-view.ts'
import { CheckEvaluator, type Decision } from '../trace/evaluate-check.ts'
import { Folding } from '../trace/fold.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import { isRefused } from '../trace/refused.ts'
import type { TraceEvent } from '../trace/trace-event.ts'

/** An act and its instant. */
export interface TimedAct {
  readonly at: VirtualTime
  readonly action: Action
}

/** Called at regular instants with the view and the events since the last call. */
export type Observe = (view: ClusterView, events: readonly TraceEvent[]) => unknown

/** The code, the settings and the check that all runs of a search share. */
export interface SearchedRun {
  /** A new, synchronous conductor of the run without acts, at instant 0. */
  readonly begin: () => Conductor
  readonly check: Check
  /** The check judges only events after this instant. Default: all. */
  readonly judgesAfter?: VirtualTime
}

export interface TrialOptions extends SearchedRun {
  readonly acts: readonly TimedAct[]
  readonly until: VirtualTime
  readonly observe?: Observe
}

/** A run with some acts, computed until the check fails. */
export interface Trial {
  /** The failure of the check; null while it holds. */
  readonly red: Decision | null
  /** The acts that were possible, up to the failure. */
  readonly acts: readonly TimedAct[]
  readonly conductor: Conductor
}

/** Interval of {@link Observe} in virtual ms, and the most that a trial computes beyond the failure. */
const stepMs = 500

/** Runs the acts and stops at the failure of the check. Acts that are impossible at their instant are left out. */
export function runTrial(options: TrialOptions): Trial {
  const { begin, acts, until } = options
  const conductor = begin()
  const watch = new Watch(conductor, options)
  const done: TimedAct[] = []
  const advance = (at: VirtualTime): boolean => {
    while (conductor.frontier < at) {
      const step = conductor.advanceTo(Math.min(at, conductor.frontier + stepMs))
      if (step instanceof Promise) throw new Error('A trial is synchronous, but a participant was not.')
      if (watch.look()) return true
    }
    return false
  }
  try {
    let red = false
    for (const { at, action } of acts) {
      if (at > until) break
      red = advance(at - 1)
      if (red) break
      const performed = conductor.do(action)
      if (performed instanceof Promise) throw new Error('A trial is synchronous, but an act was not.')
      if (!isRefused(performed)) done.push({ at: performed.at, action })
    }
    if (!red) advance(until)
  } catch (error) {
    // A run that cannot continue keeps its verdict so far.
    if (!(error instanceof RunBroken)) throw error
  }
  const { red } = watch
  return { red, acts: red === null ? done : done.filter(({ at }) => at <= red.at), conductor }
}

/** Evaluates the check along the trace of a conductor. */
class Watch {
  readonly #conductor: Conductor
  readonly #observe: Observe | undefined
  readonly #folding = new Folding()
  readonly #evaluator: CheckEvaluator
  readonly #judgesAfter: VirtualTime
  #begun = false
  #fed = 0

  constructor(conductor: Conductor, { check, observe, judgesAfter = -1 }: TrialOptions) {
    this.#conductor = conductor
    this.#observe = observe
    this.#evaluator = new CheckEvaluator(check)
    this.#judgesAfter = judgesAfter
    this.#beginBefore(0)
    this.look()
  }

  get red(): Decision | null {
    const { decision } = this.#evaluator
    return decision?.verdict === 'false' ? decision : null
  }

  /** Evaluates the events since the last look. True once the check failed. */
  look(): boolean {
    const { trace, frontier } = this.#conductor
    const events = trace.slice(this.#fed)
    this.#fed += events.length
    for (const event of events) {
      this.#beginBefore(event.at)
      this.#folding.add(event)
      if (this.#begun) this.#evaluator.feed(event, this.#folding.draft)
    }
    this.#beginBefore(frontier)
    if (this.#begun && this.#evaluator.verdict === 'open') this.#evaluator.pass(frontier)
    this.#observe?.(this.#folding.view(), events)
    return this.red !== null
  }

  /** Begins to judge at the view before the first instant that counts. */
  #beginBefore(at: VirtualTime): void {
    if (this.#begun || at <= this.#judgesAfter) return
    this.#begun = true
    this.#evaluator.begin(this.#folding.draft)
  }
}
