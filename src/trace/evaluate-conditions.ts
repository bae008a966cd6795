import type { Check, EventPattern, Verdict } from './check.ts'
import { Evaluation, FactWatch, isFact, metBy } from './evaluation.ts'
import { type FactView, factHolds } from './fact.ts'
import type { VirtualTime } from './identifiers.ts'
import { matchesEvent } from './match-event.ts'
import type { TraceEvent } from './trace-event.ts'

type CheckOf<T extends Check['type']> = Extract<Check, { readonly type: T }>

export class EventuallyEvaluation extends Evaluation {
  readonly #check: CheckOf<'eventually'>
  #met = 0
  #until: VirtualTime | null = null
  /** The condition `after` has not been met yet. */
  #early: boolean

  constructor(check: CheckOf<'eventually'>) {
    super()
    this.#check = check
    this.#early = check.after !== undefined
  }

  override begin(view: FactView): void {
    const { what, withinMs, after } = this.#check
    if (withinMs !== undefined) this.#until = view.at + withinMs
    if (after !== undefined && isFact(after) && factHolds(after, view)) this.#early = false
    if (!this.#early && isFact(what) && factHolds(what, view)) this.verdict = 'true'
  }

  feed(event: TraceEvent, view: FactView): void {
    const { what, times = 1, after } = this.#check
    if (this.#early && after !== undefined) {
      if (!metBy(after, event, view)) return
      this.#early = false
      // The event that ends the wait is not itself one that counts, but a fact may hold already.
      if (isFact(what) && factHolds(what, view)) this.verdict = 'true'
      return
    }
    if (!metBy(what, event, view)) return
    this.#met += 1
    if (isFact(what) || this.#met >= times) this.verdict = 'true'
  }

  override deadline(): VirtualTime | null {
    return this.#until
  }
}

export class NeverEvaluation extends Evaluation {
  readonly #check: CheckOf<'never'>

  constructor(check: CheckOf<'never'>) {
    super()
    this.#check = check
  }

  override begin(view: FactView): void {
    const { what } = this.#check
    if (isFact(what) && factHolds(what, view)) this.verdict = 'false'
  }

  feed(event: TraceEvent, view: FactView): void {
    if (metBy(this.#check.what, event, view)) this.verdict = 'false'
  }

  override atEnd(): Verdict {
    return this.verdict === 'open' ? 'true' : this.verdict
  }
}

export class AlwaysEvaluation extends Evaluation {
  readonly #fact: FactWatch
  readonly #guard: FactWatch | null
  readonly #recoversWithinMs: number
  readonly #unless: readonly EventPattern[]
  #held = false
  /** Since when the fact has been lost while the guard held; null while it is not. */
  #lostAt: VirtualTime | null = null

  constructor(check: CheckOf<'always'>) {
    super()
    this.#fact = new FactWatch(check.what)
    this.#guard = check.while === undefined ? null : new FactWatch(check.while)
    this.#recoversWithinMs = check.recoversWithinMs ?? -1
    this.#unless = check.unless ?? []
  }

  override begin(view: FactView): void {
    this.#fact.begin(view)
    this.#guard?.begin(view)
    this.#judge(view.at, null)
  }

  feed(event: TraceEvent, view: FactView): void {
    this.#fact.feed(event, view)
    this.#guard?.feed(event, view)
    if (this.#unless.some(pattern => matchesEvent(pattern, event))) this.#lostAt = null
    this.#judge(event.at, event)
  }

  override deadline(): VirtualTime | null {
    return this.#lostAt === null ? null : this.#lostAt + this.#recoversWithinMs
  }

  override atEnd(): Verdict {
    return this.verdict === 'open' && this.#held && this.#lostAt === null ? 'true' : this.verdict
  }

  #judge(at: VirtualTime, event: TraceEvent | null): void {
    if (this.#fact.holds) this.#held = true
    const lost = this.#held && !this.#fact.holds && (this.#guard?.holds ?? true)
    if (!lost) this.#lostAt = null
    else if (this.#recoversWithinMs < 0) this.verdict = 'false'
    else if (this.#lostAt === null) {
      this.#lostAt = at
      this.since = event
    }
  }
}
