import { create } from 'zustand'
import type { Answer, Exercise, Refutation } from '../../lessons/index.ts'
import type { Refused } from '../../trace/index.ts'

/** The texts of the file that a code exercise edits. */
export interface CodeTexts {
  /** As the build has it. */
  readonly original: string
  readonly start: string
  readonly solution: string
}

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
  /** The way in which the run refutes a wrong prediction; null: it does not, or it is not known yet. */
  readonly refutation: Refutation | null
  /** The solution was played, so that a reached goal is not the participant's own. */
  readonly solutionShown: boolean
  /** Of a code exercise; null: not loaded yet. */
  readonly texts: CodeTexts | null
  /** The instants (virtual ms) at which the trials of code ended, by the id of their run. */
  readonly trialEnds: Readonly<Record<string, number>>
  /** The editor begins with the text that was run last; otherwise with the starting text. */
  readonly keepsCode: boolean
  /** Another number for each beginning of an exercise. */
  readonly begun: number
}

interface Exercises {
  /** The panel is open: with the list, or with the attempt. */
  readonly open: boolean
  readonly attempt: Attempt | null
}

/** Apart from the panel, so that the page can know it before exercises are loaded. */
export const useExercises = create<Exercises>()(() => ({ open: false, attempt: null }))
