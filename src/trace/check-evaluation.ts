import type { Check, Condition, EventPattern, Fact, Verdict } from './check.ts'
import type { FactView } from './fact.ts'
import { factHolds, mayChange } from './fact.ts'
import type { ParticipantId, VirtualTime } from './identifiers.ts'
import { fieldOf, matchesEvent } from './match-event.ts'
import type { TraceEvent } from './trace-event.ts'

/** The state of evaluating one check. A verdict other than `open` never changes again. */
export interface Evaluation {
  verdict: Verdict
  begin(view: FactView): void
  feed(event: TraceEvent, view: FactView): void
  /** Evaluates the passing of time, once all events up to and at `at` have been fed. */
  pass(at: VirtualTime): void
  /** The instant at which the check is decided without a further event, or null. */
  deadline(): VirtualTime | null
  /** The verdict if nothing more happens. */
  atEnd(): Verdict
}

const isFact = (condition: Condition): condition is Fact => 'fact' in condition

const noop = (): void => {}
const noDeadline = (): null => null

/** True when the event matches the pattern, or the fact holds after the event. */
const metBy = (condition: Condition, event: TraceEvent, view: FactView): boolean =>
  isFact(condition)
    ? mayChange(condition, event.type) && factHolds(condition, view)
    : matchesEvent(condition, event)

export const eventually = (condition: Condition, times: number): Evaluation => {
  let met = 0
  const evaluation: Evaluation = {
    verdict: 'open',
    begin: view => {
      if (isFact(condition) && factHolds(condition, view)) evaluation.verdict = 'true'
    },
    feed: (event, view) => {
      if (evaluation.verdict !== 'open' || !metBy(condition, event, view)) return
      met += 1
      if (isFact(condition) || met >= times) evaluation.verdict = 'true'
    },
    pass: noop,
    deadline: noDeadline,
    atEnd: () => evaluation.verdict,
  }
  return evaluation
}

export const never = (condition: Condition): Evaluation => {
  const evaluation: Evaluation = {
    verdict: 'open',
    begin: view => {
      if (isFact(condition) && factHolds(condition, view)) evaluation.verdict = 'false'
    },
    feed: (event, view) => {
      if (evaluation.verdict === 'open' && metBy(condition, event, view)) evaluation.verdict = 'false'
    },
    pass: noop,
    deadline: noDeadline,
    atEnd: () => (evaluation.verdict === 'open' ? 'true' : evaluation.verdict),
  }
  return evaluation
}

export const always = (fact: Fact): Evaluation => {
  let held = false
  const evaluate = (view: FactView): void => {
    if (factHolds(fact, view)) held = true
    else if (held) evaluation.verdict = 'false'
  }
  const evaluation: Evaluation = {
    verdict: 'open',
    begin: evaluate,
    feed: (event, view) => {
      if (evaluation.verdict === 'open' && mayChange(fact, event.type)) evaluate(view)
    },
    pass: noop,
    deadline: noDeadline,
    atEnd: () => (evaluation.verdict === 'open' && held ? 'true' : evaluation.verdict),
  }
  return evaluation
}

export const leadsTo = (when: EventPattern, then: EventPattern, withinMs: number | null): Evaluation => {
  /** Instant of the earliest `when` without a `then`; one `then` answers all later ones too. */
  let waitingSince: VirtualTime | null = null
  const evaluation: Evaluation = {
    verdict: 'open',
    begin: noop,
    feed: event => {
      if (evaluation.verdict !== 'open') return
      if (waitingSince !== null && withinMs !== null && event.at > waitingSince + withinMs) {
        evaluation.verdict = 'false'
        return
      }
      if (matchesEvent(then, event)) waitingSince = null
      if (waitingSince === null && matchesEvent(when, event)) waitingSince = event.at
    },
    pass: at => {
      const due = evaluation.deadline()
      if (due !== null && at >= due) evaluation.verdict = 'false'
    },
    deadline: () =>
      evaluation.verdict === 'open' && waitingSince !== null && withinMs !== null
        ? waitingSince + withinMs
        : null,
    atEnd: () => (evaluation.verdict === 'open' && waitingSince === null ? 'true' : evaluation.verdict),
  }
  return evaluation
}

export const atMostOne = (begin: EventPattern, end: EventPattern, by: string | null): Evaluation => {
  /** By value of `by`: the participants that have begun a span and not ended it. */
  const spans = new Map<unknown, ParticipantId[]>()
  const keyOf = (event: TraceEvent): unknown => (by === null ? null : fieldOf(event, by))
  const evaluation: Evaluation = {
    verdict: 'open',
    begin: noop,
    feed: event => {
      if (evaluation.verdict !== 'open') return
      if (event.type === 'ParticipantStopped') {
        // A crashed participant emits no `end` events, so its stop ends all spans that it began.
        for (const [key, open] of spans)
          spans.set(
            key,
            open.filter(participant => participant !== event.participant),
          )
      }
      if (matchesEvent(end, event)) {
        const open = spans.get(keyOf(event))
        const own = open?.indexOf(event.node) ?? -1
        if (open !== undefined && open.length > 0) open.splice(Math.max(own, 0), 1)
      }
      if (matchesEvent(begin, event)) {
        const open = [...(spans.get(keyOf(event)) ?? []), event.node]
        spans.set(keyOf(event), open)
        if (open.length > 1) evaluation.verdict = 'false'
      }
    },
    pass: noop,
    deadline: noDeadline,
    atEnd: () => (evaluation.verdict === 'open' ? 'true' : evaluation.verdict),
  }
  return evaluation
}

const every = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes('false') ? 'false' : verdicts.includes('open') ? 'open' : 'true'

const some = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes('true') ? 'true' : verdicts.includes('open') ? 'open' : 'false'

const joined = (
  parts: readonly Evaluation[],
  join: (verdicts: readonly Verdict[]) => Verdict,
): Evaluation => {
  const decide = (): void => {
    if (evaluation.verdict === 'open') evaluation.verdict = join(parts.map(part => part.verdict))
  }
  const evaluation: Evaluation = {
    verdict: join(parts.map(part => part.verdict)),
    begin: view => {
      for (const part of parts) part.begin(view)
      decide()
    },
    feed: (event, view) => {
      if (evaluation.verdict !== 'open') return
      for (const part of parts) part.feed(event, view)
      decide()
    },
    pass: at => {
      for (const part of parts) part.pass(at)
      decide()
    },
    deadline: () => {
      let earliest: VirtualTime | null = null
      for (const part of parts) {
        const due = part.deadline()
        if (due !== null && (earliest === null || due < earliest)) earliest = due
      }
      return evaluation.verdict === 'open' ? earliest : null
    },
    atEnd: () => (evaluation.verdict === 'open' ? join(parts.map(part => part.atEnd())) : evaluation.verdict),
  }
  return evaluation
}

export const evaluationOf = (check: Check): Evaluation => {
  switch (check.type) {
    case 'eventually':
      return eventually(check.what, check.times ?? 1)
    case 'never':
      return never(check.what)
    case 'always':
      return always(check.what)
    case 'leadsTo':
      return leadsTo(check.when, check.then, check.withinMs ?? null)
    case 'atMostOne':
      return atMostOne(check.begin, check.end, check.by ?? null)
    case 'all':
      return joined(check.checks.map(evaluationOf), every)
    case 'any':
      return joined(check.checks.map(evaluationOf), some)
  }
}
