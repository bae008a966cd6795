import type { Check, Condition, EventPattern, Fact, Verdict } from './check.ts'
import type { FactView } from './fact.ts'
import { factHolds, mayChange } from './fact.ts'
import type { ParticipantId, VirtualTime } from './identifiers.ts'
import { fieldOf, matchesEvent } from './match-event.ts'
import type { TraceEvent } from './trace-event.ts'

/** One kind of check being followed. Once decided (not `open`) it stays so. */
export interface Evaluation {
  verdict: Verdict
  begin(view: FactView): void
  feed(event: TraceEvent, view: FactView): void
  /** All that happens up to and at `at` has been fed. */
  pass(at: VirtualTime): void
  /** The instant at which waiting alone will decide it, or null. */
  deadline(): VirtualTime | null
  /** The verdict if nothing more happens. */
  atEnd(): Verdict
}

const isFact = (condition: Condition): condition is Fact => 'fact' in condition

const nothing = (): void => {}
const noDeadline = (): null => null

/** Met by this event: it matches the pattern, or the fact holds after it. */
const metBy = (what: Condition, event: TraceEvent, view: FactView): boolean =>
  isFact(what) ? mayChange(what, event.type) && factHolds(what, view) : matchesEvent(what, event)

export const eventually = (what: Condition, times: number): Evaluation => {
  let met = 0
  const evaluation: Evaluation = {
    verdict: 'open',
    begin: view => {
      if (isFact(what) && factHolds(what, view)) evaluation.verdict = 'true'
    },
    feed: (event, view) => {
      if (evaluation.verdict !== 'open' || !metBy(what, event, view)) return
      met += 1
      if (isFact(what) || met >= times) evaluation.verdict = 'true'
    },
    pass: nothing,
    deadline: noDeadline,
    atEnd: () => evaluation.verdict,
  }
  return evaluation
}

export const never = (what: Condition): Evaluation => {
  const evaluation: Evaluation = {
    verdict: 'open',
    begin: view => {
      if (isFact(what) && factHolds(what, view)) evaluation.verdict = 'false'
    },
    feed: (event, view) => {
      if (evaluation.verdict === 'open' && metBy(what, event, view)) evaluation.verdict = 'false'
    },
    pass: nothing,
    deadline: noDeadline,
    atEnd: () => (evaluation.verdict === 'open' ? 'true' : evaluation.verdict),
  }
  return evaluation
}

export const always = (fact: Fact): Evaluation => {
  let held = false
  const look = (view: FactView): void => {
    if (factHolds(fact, view)) held = true
    else if (held) evaluation.verdict = 'false'
  }
  const evaluation: Evaluation = {
    verdict: 'open',
    begin: look,
    feed: (event, view) => {
      if (evaluation.verdict === 'open' && mayChange(fact, event.type)) look(view)
    },
    pass: nothing,
    deadline: noDeadline,
    atEnd: () => (evaluation.verdict === 'open' && held ? 'true' : evaluation.verdict),
  }
  return evaluation
}

export const leadsTo = (when: EventPattern, then: EventPattern, withinMs: number | null): Evaluation => {
  /** When the first unanswered `when` happened: what answers it answers all later ones. */
  let waitingSince: VirtualTime | null = null
  const evaluation: Evaluation = {
    verdict: 'open',
    begin: nothing,
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
  /** Open spans by value, each with the participants that began one. */
  const spans = new Map<unknown, ParticipantId[]>()
  const keyOf = (event: TraceEvent): unknown => (by === null ? null : fieldOf(event, by))
  const evaluation: Evaluation = {
    verdict: 'open',
    begin: nothing,
    feed: event => {
      if (evaluation.verdict !== 'open') return
      if (event.type === 'ParticipantStopped') {
        // A process that is gone says no last words: all that it began is over.
        for (const [key, open] of spans)
          spans.set(
            key,
            open.filter(one => one !== event.participant),
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
    pass: nothing,
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
  const settle = (): void => {
    if (evaluation.verdict === 'open') evaluation.verdict = join(parts.map(part => part.verdict))
  }
  const evaluation: Evaluation = {
    verdict: join(parts.map(part => part.verdict)),
    begin: view => {
      for (const part of parts) part.begin(view)
      settle()
    },
    feed: (event, view) => {
      if (evaluation.verdict !== 'open') return
      for (const part of parts) part.feed(event, view)
      settle()
    },
    pass: at => {
      for (const part of parts) part.pass(at)
      settle()
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
