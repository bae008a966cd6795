import type { Decision } from '../trace/evaluate-check.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import { situationOf } from './situations.ts'
import { type Sometimes, SometimesReached } from './sometimes.ts'
import { runTrial, type SearchedRun, type TimedAct, type Trial, type TrialOptions } from './trial.ts'

/** A run to try, as plain data. */
export interface TrialRequest {
  readonly acts: readonly TimedAct[]
  readonly until: VirtualTime
  /** False for runs that only shrink a result: their situations do not count. */
  readonly observes: boolean
}

/** The outcome of a trial, as plain data. */
export interface TrialResult {
  /** The failure of the check; null while it holds. */
  readonly red: Decision | null
  /** The acts that were possible, up to the failure. */
  readonly acts: readonly TimedAct[]
  /** The last computed instant. */
  readonly frontier: VirtualTime
  /** Distinct situations in the order in which they were reached. */
  readonly situations: readonly string[]
  /** Names of the conditions that this trial reached and no earlier one of the same runner. */
  readonly reached: readonly string[]
}

/** Runs trials in this thread. `compute`: for a caller that needs more of a trial than its result. */
export function trialRunner(
  run: SearchedRun,
  sometimes: readonly Sometimes[],
  compute: (options: TrialOptions) => Trial = runTrial,
): (request: TrialRequest) => TrialResult {
  const conditions = new SometimesReached(sometimes)
  return ({ acts, until, observes }) => {
    const situations = new Set<string>()
    const before = conditions.reached.length
    const trial = compute({
      ...run,
      acts,
      until,
      ...(observes && {
        observe: (view, events) => {
          situations.add(situationOf(view))
          conditions.observe(view, events)
        },
      }),
    })
    return {
      red: trial.red,
      acts: trial.acts,
      frontier: trial.conductor.frontier,
      situations: [...situations],
      reached: conditions.reached.slice(before),
    }
  }
}
