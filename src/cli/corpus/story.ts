import type { Action } from '../../trace/action.ts'
import type { RunHeader } from '../../trace/run-file.ts'
import type { VirtualTime } from '../../trace/trace-event.ts'

/** How a run of the corpus is made: who does what, and when. */
export interface Story {
  /** Name of its file. */
  readonly name: string
  readonly scenario: string
  readonly seed: number
  readonly settings?: RunHeader['settings']
  readonly steps: readonly Step[]
  readonly until: VirtualTime
}

export type Step = readonly [at: VirtualTime, ...actions: readonly Action[]]
