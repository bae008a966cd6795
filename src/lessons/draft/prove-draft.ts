import {
  type Check,
  CheckEvaluator,
  Folding,
  type Refused,
  type ScriptOutcome,
  type ScriptStep,
  type TraceEvent,
  type Verdict,
  type VirtualTime,
} from '../../trace/index.ts'
import { isLit, lampValue, partsOf } from '../exercise-judge.ts'
import type { Walkthrough } from '../lesson.ts'
import { wholeScript } from '../step-script.ts'
import { partsOfRun, type RunPart } from './happenings.ts'

/** The outcome of one step when its lesson was played without an audience. */
export interface StepProof {
  /** `unplayed`: a step before it was refused. */
  readonly status: 'reached' | 'missed' | 'refused' | 'unplayed'
  /** The reason of `refused`. */
  readonly problem: Refused | null
  /** The condition that did not come true, of `missed`. */
  readonly missed: { readonly check: Check; readonly withinMs: number } | null
  readonly endedAt: VirtualTime
  /** Verdicts of its lamps, in their order. */
  readonly verdicts: readonly Verdict[]
}

/** Everything that a lesson does, for the run that proves it. */
export const scriptOfLesson = ({ steps }: Walkthrough): readonly ScriptStep[] => steps.flatMap(wholeScript)

/** The proofs of the steps by the outcome of {@link scriptOfLesson}. */
export function proofsOf({ steps }: Walkthrough, { outcomes, problem }: ScriptOutcome): readonly StepProof[] {
  let next = 0
  let endedAt: VirtualTime = 0
  let refused = false
  return steps.map((step): StepProof => {
    const script = wholeScript(step)
    const own = outcomes.slice(next, next + script.length)
    next += script.length
    endedAt = own.at(-1)?.at ?? endedAt
    if (own.length < script.length) {
      const status = refused ? 'unplayed' : 'refused'
      refused = true
      return { status, problem: status === 'refused' ? problem : null, missed: null, endedAt, verdicts: [] }
    }
    const missed = script.find((part, i) => part.type === 'wait' && own[i]!.verdicts[0] !== 'true')
    return {
      status: missed === undefined ? 'reached' : 'missed',
      problem: null,
      missed: missed?.type === 'wait' ? { check: missed.check, withinMs: missed.withinMs } : null,
      endedAt,
      // The last part of a step judges its lamps.
      verdicts: own.at(-1)!.verdicts,
    }
  })
}

/** The parts of the run that the steps showed. */
export const partsOfProof = (trace: Iterable<TraceEvent>, proofs: readonly StepProof[]): readonly RunPart[] =>
  partsOfRun(trace, proofs.length, ({ at }, before) => {
    let part = before
    while (part < proofs.length - 1 && at > proofs[part]!.endedAt) part += 1
    return part
  })

/** The verdicts of checks over a whole run up to and at an instant. */
export function verdictsOver(
  trace: Iterable<TraceEvent>,
  until: VirtualTime,
  checks: readonly Check[],
): readonly Verdict[] {
  const folding = new Folding()
  const evaluators = checks.map(check => new CheckEvaluator(check).begin(folding.draft))
  for (const event of trace) {
    if (event.at > until) break
    folding.add(event)
    for (const evaluator of evaluators) if (evaluator.verdict === 'open') evaluator.feed(event, folding.draft)
  }
  return evaluators.map(evaluator =>
    evaluator.verdict === 'open' ? evaluator.pass(until) : evaluator.verdict,
  )
}

/** True when a check holds in a run up to and at an instant. One that forbids something holds until it is violated. */
export function holdsAt(trace: Iterable<TraceEvent>, until: VirtualTime, check: Check): boolean {
  const parts = partsOf(check)
  const verdicts = verdictsOver(trace, until, parts)
  return parts.every((part, i) => isLit(lampValue(part, verdicts[i]!)))
}
