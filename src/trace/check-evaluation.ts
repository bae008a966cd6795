import type { Check, Verdict } from './check.ts'
import { clusterRuleEvaluation } from './evaluate-cluster-rules.ts'
import { AlwaysEvaluation, EventuallyEvaluation, NeverEvaluation } from './evaluate-conditions.ts'
import { AtMostOneEvaluation, CountEvaluation, RisesEvaluation } from './evaluate-counts.ts'
import { JournalAgreementEvaluation } from './evaluate-journal-agreement.ts'
import { LeadsToEvaluation } from './evaluate-leads-to.ts'
import { Evaluation } from './evaluation.ts'
import type { FactView } from './fact.ts'
import { heeds } from './heeded-events.ts'
import type { VirtualTime } from './identifiers.ts'
import type { TraceEvent } from './trace-event.ts'

/** The verdict of a part that decides the whole. */
type Decisive = 'true' | 'false'

class JoinedEvaluation extends Evaluation {
  readonly #checks: readonly Check[]
  readonly #parts: readonly Evaluation[]
  readonly #decisive: Decisive
  /** The parts that events of a type can change. */
  readonly #heeding = new Map<TraceEvent['type'], readonly Evaluation[]>()

  constructor(checks: readonly Check[], decisive: Decisive) {
    super()
    this.#checks = checks
    this.#parts = checks.map(evaluationOf)
    this.#decisive = decisive
    this.verdict = this.#join(part => part.verdict)
  }

  override begin(view: FactView): void {
    for (const part of this.#parts) part.begin(view)
    this.#decide()
  }

  feed(event: TraceEvent, view: FactView): void {
    let hasDecided = false
    for (const part of this.#heedingOf(event.type)) {
      if (part.verdict !== 'open') continue
      part.feed(event, view)
      hasDecided ||= isDecided(part)
    }
    if (hasDecided) this.#decide()
  }

  override deadline(): VirtualTime | null {
    let earliest: VirtualTime | null = null
    for (const part of this.#parts) {
      const due = part.verdict === 'open' ? part.deadline() : null
      if (due !== null && (earliest === null || due < earliest)) earliest = due
    }
    return earliest
  }

  override pass(at: VirtualTime): void {
    for (const part of this.#parts) {
      const due = part.verdict === 'open' ? part.deadline() : null
      if (due !== null && due <= at) part.pass(at)
    }
    this.#decide()
  }

  override atEnd(): Verdict {
    return this.verdict === 'open' ? this.#join(part => part.atEnd()) : this.verdict
  }

  #heedingOf(type: TraceEvent['type']): readonly Evaluation[] {
    const known = this.#heeding.get(type)
    if (known !== undefined) return known
    const heeding = this.#parts.filter((_, i) => heeds(this.#checks[i]!, type))
    this.#heeding.set(type, heeding)
    return heeding
  }

  #join(verdictOf: (part: Evaluation) => Verdict): Verdict {
    let joined: Verdict = this.#decisive === 'true' ? 'false' : 'true'
    for (const part of this.#parts) {
      const verdict = verdictOf(part)
      if (verdict === this.#decisive) return verdict
      if (verdict === 'open') joined = verdict
    }
    return joined
  }

  #decide(): void {
    this.verdict = this.#join(part => part.verdict)
    // The last part that has the verdict is the one that decided, or one of several at the same event.
    if (this.verdict !== 'open')
      this.since = this.#parts.findLast(part => part.verdict === this.verdict)?.since ?? null
  }
}

/** Not inlined, because the compiler believes that feeding a part leaves its verdict open. */
const isDecided = (part: Evaluation): boolean => part.verdict !== 'open'

export const evaluationOf = (check: Check): Evaluation => {
  switch (check.type) {
    case 'eventually':
      return new EventuallyEvaluation(check)
    case 'never':
      return new NeverEvaluation(check)
    case 'always':
      return new AlwaysEvaluation(check)
    case 'leadsTo':
      return new LeadsToEvaluation(check)
    case 'atMostOne':
      return new AtMostOneEvaluation(check)
    case 'atMost':
    case 'exactly':
      return new CountEvaluation(check)
    case 'rises':
      return new RisesEvaluation(check)
    case 'clusterRule':
      return clusterRuleEvaluation(check.rule)
    case 'agreesWithJournal':
      return new JournalAgreementEvaluation(check)
    case 'all':
      return new JoinedEvaluation(check.checks, 'false')
    case 'any':
      return new JoinedEvaluation(check.checks, 'true')
  }
}
