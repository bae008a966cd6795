import type { Verdict, VirtualTime } from '../trace/index.ts'

/** Where a walkthrough is played: in a page, or in this thread. */
export interface WalkthroughStage {
  /** Loads the run and plays the first step. */
  begin(): Promise<StepEnd>
  next(): Promise<StepEnd>
  close(): Promise<void>
}

/** How a step came to its end. */
export interface StepEnd {
  readonly status: 'reached' | 'missed' | 'refused'
  /** Why it was refused: one sentence. */
  readonly problem: string | null
  readonly at: VirtualTime
  /** Of the step's checks, in their order. */
  readonly verdicts: readonly Verdict[]
}
