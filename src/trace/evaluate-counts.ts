import type { Check, Verdict } from './check.ts'
import { BoundedMap, Evaluation, keyOf } from './evaluation.ts'
import { fieldOf, matchesEvent } from './match-event.ts'
import type { TraceEvent } from './trace-event.ts'

type CheckOf<T extends Check['type']> = Extract<Check, { readonly type: T }>

export class AtMostOneEvaluation extends Evaluation {
  readonly #check: CheckOf<'atMostOne'>
  /** The spans that have begun and not ended, by the value of `by`. */
  readonly #spans = new Map<unknown, TraceEvent[]>()

  constructor(check: CheckOf<'atMostOne'>) {
    super()
    this.#check = check
  }

  feed(event: TraceEvent): void {
    const { begin, end, by } = this.#check
    // A crashed participant emits no `end` events, so its stop ends all spans that it began.
    if (event.type === 'ParticipantStopped') this.#endSpansOf(event.participant)
    if (matchesEvent(end, event)) this.#endOne(keyOf(event, by), event.node)
    if (!matchesEvent(begin, event)) return
    const key = keyOf(event, by)
    const open = this.#spans.get(key) ?? []
    if (open.length > 0) {
      this.since = open[0] ?? null
      this.verdict = 'false'
    }
    this.#spans.set(key, [...open, event])
  }

  override atEnd(): Verdict {
    return this.verdict === 'open' ? 'true' : this.verdict
  }

  #endSpansOf(participant: string): void {
    for (const [key, open] of this.#spans)
      this.#keep(
        key,
        open.filter(({ node }) => node !== participant),
      )
  }

  /** An `end` ends a span that its own participant began, if there is one. */
  #endOne(key: unknown, participant: string): void {
    const open = this.#spans.get(key)
    if (open === undefined) return
    const own = open.findIndex(({ node }) => node === participant)
    this.#keep(
      key,
      open.filter((_, place) => place !== Math.max(own, 0)),
    )
  }

  #keep(key: unknown, open: TraceEvent[]): void {
    if (open.length === 0) this.#spans.delete(key)
    else this.#spans.set(key, open)
  }
}

/** Evaluates `atMost`, and `exactly`, which is decided at the end unless there are too many. */
export class CountEvaluation extends Evaluation {
  readonly #check: CheckOf<'atMost' | 'exactly'>
  readonly #counts = new BoundedMap<{ readonly count: number; readonly last: TraceEvent }>()

  constructor(check: CheckOf<'atMost' | 'exactly'>) {
    super()
    this.#check = check
  }

  feed(event: TraceEvent): void {
    const { what, times } = this.#check
    if (!matchesEvent(what, event)) return
    const key = keyOf(event, this.#by)
    if (key === undefined) return
    const before = this.#counts.get(key)
    const count = (before?.count ?? 0) + 1
    this.#counts.set(key, { count, last: event })
    if (count <= times) return
    this.since = before?.last ?? null
    this.verdict = 'false'
  }

  override atEnd(): Verdict {
    if (this.verdict !== 'open' || this.#check.type === 'atMost')
      return this.verdict === 'open' ? 'true' : this.verdict
    return (this.#counts.get(null)?.count ?? 0) === this.#check.times ? 'true' : 'open'
  }

  get #by(): string | undefined {
    return this.#check.type === 'atMost' ? this.#check.by : undefined
  }
}

export class RisesEvaluation extends Evaluation {
  readonly #check: CheckOf<'rises'>
  readonly #last = new BoundedMap<{ readonly value: number; readonly event: TraceEvent }>()

  constructor(check: CheckOf<'rises'>) {
    super()
    this.#check = check
  }

  feed(event: TraceEvent): void {
    const { what, field, by, strictly = false } = this.#check
    if (!matchesEvent(what, event)) return
    const value = fieldOf(event, field)
    const key = keyOf(event, by)
    if (typeof value !== 'number' || key === undefined) return
    const before = this.#last.get(key)
    this.#last.set(key, { value, event })
    if (before === undefined || value > before.value || (!strictly && value === before.value)) return
    this.since = before.event
    this.verdict = 'false'
  }

  override atEnd(): Verdict {
    return this.verdict === 'open' ? 'true' : this.verdict
  }
}
