import type { Check, Verdict } from './check.ts'
import { clusterRuleEvaluation } from './evaluate-cluster-rules.ts'
import { AlwaysEvaluation, EventuallyEvaluation, NeverEvaluation } from './evaluate-conditions.ts'
import { AtMostOneEvaluation, CountEvaluation, RisesEvaluation } from './evaluate-counts.ts'
import { JournalAgreementEvaluation } from './evaluate-journal-agreement.ts'
import { LeadsToEvaluation } from './evaluate-leads-to.ts'
import { Evaluation } from './evaluation.ts'
import type { FactView } from './fact.ts'
import type { VirtualTime } from './identifiers.ts'
import type { TraceEvent } from './trace-event.ts'

type Join = (verdicts: readonly Verdict[]) => Verdict

const every: Join = verdicts =>
  verdicts.includes('false') ? 'false' : verdicts.includes('open') ? 'open' : 'true'

const some: Join = verdicts =>
  verdicts.includes('true') ? 'true' : verdicts.includes('open') ? 'open' : 'false'

class JoinedEvaluation extends Evaluation {
  readonly #parts: readonly Evaluation[]
  readonly #join: Join

  constructor(checks: readonly Check[], join: Join) {
    super()
    this.#parts = checks.map(evaluationOf)
    this.#join = join
    this.verdict = join(this.#parts.map(part => part.verdict))
  }

  override begin(view: FactView): void {
    for (const part of this.#parts) part.begin(view)
    this.#decide()
  }

  feed(event: TraceEvent, view: FactView): void {
    for (const part of this.#parts) if (part.verdict === 'open') part.feed(event, view)
    this.#decide()
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
    return this.verdict === 'open' ? this.#join(this.#parts.map(part => part.atEnd())) : this.verdict
  }

  #decide(): void {
    this.verdict = this.#join(this.#parts.map(part => part.verdict))
    // The last part that has the verdict is the one that decided, or one of several at the same event.
    if (this.verdict !== 'open')
      this.since = this.#parts.findLast(part => part.verdict === this.verdict)?.since ?? null
  }
}

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
      return new JoinedEvaluation(check.checks, every)
    case 'any':
      return new JoinedEvaluation(check.checks, some)
  }
}
