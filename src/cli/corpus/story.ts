import type { Action } from '../../trace/action.ts'
import type { VirtualTime } from '../../trace/identifiers.ts'
import type { RunHeader } from '../../trace/run-file.ts'

/** The script of a run of the corpus: actions with their times. */
export interface Story {
  /** Name of the run file without extension. */
  readonly name: string
  readonly scenario: string
  readonly seed: number
  readonly settings?: RunHeader['settings']
  /** Edited files. No action of such a story may be impossible. */
  readonly code?: RunHeader['code']
  readonly steps: readonly Step[]
  readonly until: VirtualTime
}

export type Step = readonly [at: VirtualTime, ...actions: readonly Action[]]
