import type { Action, Refused, Verdict, VirtualTime } from '../trace/index.ts'
import type { Step } from './lesson.ts'
import type { Answer } from './question.ts'

/** A deviation of the person from the walkthrough: an act that no step asked for, or another run. */
export type Detour = { readonly type: 'act'; readonly action: Action } | { readonly type: 'run' }

export interface PlayerState {
  readonly index: number
  readonly step: Step
  /**
   * `loading`: the run is computed up to this step. `shown`: the text is shown and time stands still. `running`: the
   * cluster runs. `reached`: the step's check is true. `missed`: the check was not true within its limit. `refused`: an
   * action or the run was rejected, or the run broke.
   */
  readonly status: 'loading' | 'shown' | 'running' | 'reached' | 'missed' | 'refused'
  /** The reason of `refused`; null otherwise. */
  readonly problem: Refused | null
  /** Virtual time at the end of the step's wait; null before, and for a step without `await`. */
  readonly at: VirtualTime | null
  /** Verdicts of the step's lamps, in their order; empty until the step has ended. */
  readonly verdicts: readonly Verdict[]
  /** Places of the step's actions that the person has performed already. */
  readonly done: readonly number[]
  /** Null while the person is on the way of the walkthrough. The next step, or doing this one, begins on a new copy of its run. */
  readonly detour: Detour | null
  /** The person's answer to the step's question; null before. */
  readonly answer: Answer | null
}

/** The outcome of a step. */
export type StepEnd = Pick<PlayerState, 'status' | 'problem' | 'at' | 'verdicts'>
