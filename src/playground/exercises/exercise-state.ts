import { create } from 'zustand'
import type { Answer, Exercise } from '../../lessons/index.ts'
import type { Refused } from '../../trace/index.ts'

/** An exercise that is open, from its preparation on. */
export interface Attempt {
  readonly exercise: Exercise
  /**
   * `preparing`: the stage is set. `open`: the participant acts or answers. `playing`: the experiment or the solution
   * plays. `revealed`: the experiment has shown the answer. `refused`: the run cannot be opened or continued.
   */
  readonly phase: 'preparing' | 'open' | 'playing' | 'revealed' | 'refused'
  /** The reason of `refused`. */
  readonly refusal: Refused | null
  /** The participant's prediction; null: none yet. */
  readonly answer: Answer | null
  /** The run has confirmed the prediction; null: not known yet. */
  readonly right: boolean | null
  /** The solution was played, so that a reached goal is not the participant's own. */
  readonly solutionShown: boolean
}

interface Exercises {
  /** The panel is open: with the list, or with the attempt. */
  readonly open: boolean
  readonly attempt: Attempt | null
}

/** Apart from the panel, so that the page can know it before exercises are loaded. */
export const useExercises = create<Exercises>()(() => ({ open: false, attempt: null }))
