import type { Condition, Fact, Verdict } from './check.ts'
import { type FactView, factHolds, mayChange } from './fact.ts'
import type { ParticipantId, PathText, VirtualTime } from './identifiers.ts'
import { fieldOf, matchesEvent } from './match-event.ts'
import type { TraceEvent } from './trace-event.ts'

/** A copy of a journal's data that misses an event. */
export interface BehindCopy {
  readonly node: ParticipantId
  readonly actor: PathText
  /** The first event that it misses. */
  readonly sequenceNr: number
}

/**
 * The state of evaluating one check. A verdict other than `open` never changes again, and its caller feeds it no more; but
 * see {@link Evaluation.mayRecover}. Memory and time for an event do not grow with the run.
 */
export abstract class Evaluation {
  verdict: Verdict = 'open'
  /** The earlier event to which the decision refers, such as the request that was not answered; null: there is none. */
  since: TraceEvent | null = null
  /** The copy to which the decision refers; null: there is none. */
  behind: BehindCopy | null = null

  /** True while the check is violated by something that can end: its caller feeds it on, and it may become `open` again. */
  get mayRecover(): boolean {
    return false
  }

  /** Starts at a view, so that a fact that already holds counts. */
  begin(_view: FactView): void {}

  /** Evaluates the next event. `view` is the view after it. */
  abstract feed(event: TraceEvent, view: FactView): void

  /** The instant at which the check is decided without a further event, or null. */
  deadline(): VirtualTime | null {
    return null
  }

  /** All events up to and at the instant have been fed, and it is not before the deadline. */
  pass(_at: VirtualTime): void {
    this.verdict = 'false'
  }

  /** The verdict if nothing more happens. */
  atEnd(): Verdict {
    return this.verdict
  }
}

export const isFact = (condition: Condition): condition is Fact => 'fact' in condition

/** True when the event matches the pattern, or the fact holds after the event that may have changed it. */
export const metBy = (condition: Condition, event: TraceEvent, view: FactView): boolean =>
  isFact(condition)
    ? mayChange(condition, event) && factHolds(condition, view)
    : matchesEvent(condition, event)

/** The value of a fact along the trace. */
export class FactWatch {
  holds = false
  readonly #fact: Fact

  constructor(fact: Fact) {
    this.#fact = fact
  }

  begin(view: FactView): void {
    this.holds = factHolds(this.#fact, view)
  }

  feed(event: TraceEvent, view: FactView): void {
    if (mayChange(this.#fact, event)) this.holds = factHolds(this.#fact, view)
  }
}

/** Most values of a field `by` that a check keeps apart; the oldest are forgotten. */
const maxKeys = 4096

/** Values by key, with bounded memory. */
export class BoundedMap<T> {
  readonly #values = new Map<unknown, T>()

  get isEmpty(): boolean {
    return this.#values.size === 0
  }

  get(key: unknown): T | undefined {
    return this.#values.get(key)
  }

  /** Removes the value and returns it. */
  take(key: unknown): T | undefined {
    const value = this.#values.get(key)
    this.#values.delete(key)
    return value
  }

  set(key: unknown, value: T): void {
    this.#values.set(key, value)
    if (this.#values.size > maxKeys) this.#values.delete(this.#values.keys().next().value)
  }
}

/** The value by which a check counts separately; without a field all events share one. */
export const keyOf = (event: TraceEvent, by: string | undefined): unknown =>
  by === undefined ? null : fieldOf(event, by)
