import { localPath } from './actor-path.ts'
import type { Check, Verdict } from './check.ts'
import { Evaluation, FactWatch, isFact, keyOf } from './evaluation.ts'
import type { FactView } from './fact.ts'
import type { VirtualTime } from './identifiers.ts'
import { matchesEvent } from './match-event.ts'
import type { TraceEvent } from './trace-event.ts'

interface Wait {
  readonly at: VirtualTime
  readonly event: TraceEvent | null
}

/** Paths count without address and uid, because a request holds the path that its own node gives to the reply's receiver. */
const shared = (value: unknown): unknown =>
  typeof value === 'string' && value.includes('/') ? localPath(value) : value

export class LeadsToEvaluation extends Evaluation {
  readonly #check: Extract<Check, { readonly type: 'leadsTo' }>
  readonly #guard: FactWatch | null
  readonly #when: FactWatch | null
  readonly #then: FactWatch | null
  /** The earliest `when` without a `then`, by the value of `by`; the oldest first. */
  readonly #waits = new Map<unknown, Wait>()

  constructor(check: Extract<Check, { readonly type: 'leadsTo' }>) {
    super()
    this.#check = check
    this.#guard = check.while === undefined ? null : new FactWatch(check.while)
    this.#when = isFact(check.when) ? new FactWatch(check.when) : null
    this.#then = isFact(check.then) ? new FactWatch(check.then) : null
  }

  override begin(view: FactView): void {
    this.#guard?.begin(view)
    this.#when?.begin(view)
    this.#then?.begin(view)
    if (this.#when?.holds === true && this.#counts) this.#waits.set(null, { at: view.at, event: null })
  }

  feed(event: TraceEvent, view: FactView): void {
    const { when, by, unless } = this.#check
    this.#guard?.feed(event, view)
    this.#then?.feed(event, view)
    const began = this.#began(event, view)
    if (!this.#counts || unless?.some(pattern => matchesEvent(pattern, event))) this.#waits.clear()
    this.#answer(event)
    if (!began || !this.#counts) return
    const key = isFact(when) ? null : shared(keyOf(event, by?.when))
    if (key !== undefined && !this.#waits.has(key)) this.#waits.set(key, { at: event.at, event })
  }

  override deadline(): VirtualTime | null {
    const { withinMs } = this.#check
    const first = this.#first
    return first === null || withinMs === undefined ? null : first.at + withinMs
  }

  override pass(at: VirtualTime): void {
    this.since = this.#first?.event ?? null
    super.pass(at)
  }

  override atEnd(): Verdict {
    return this.verdict === 'open' && this.#waits.size === 0 ? 'true' : this.verdict
  }

  /** False while nothing is asked for: the guard does not hold, or the fact that should follow holds already. */
  get #counts(): boolean {
    return (this.#guard?.holds ?? true) && this.#then?.holds !== true
  }

  get #first(): Wait | null {
    for (const wait of this.#waits.values()) return wait
    return null
  }

  #answer(event: TraceEvent): void {
    const { then, by } = this.#check
    if (isFact(then) || !matchesEvent(then, event)) return
    if (by === undefined) this.#waits.clear()
    else this.#waits.delete(shared(keyOf(event, by.then)))
  }

  #began(event: TraceEvent, view: FactView): boolean {
    const { when } = this.#check
    if (!isFact(when)) return matchesEvent(when, event)
    const held = this.#when?.holds
    this.#when?.feed(event, view)
    return this.#when?.holds === true && held === false
  }
}
