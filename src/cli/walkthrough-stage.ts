import type { Bilingual } from '../narration/index.ts'
import type { Verdict, VirtualTime } from '../trace/index.ts'

/** The place where a walkthrough plays: a page or this thread. */
export interface WalkthroughStage {
  /** Loads the run and plays the first step. */
  begin(): Promise<StepEnd>
  next(): Promise<StepEnd>
  close(): Promise<void>
}

/** The outcome of a step. */
export interface StepEnd {
  readonly status: 'reached' | 'missed' | 'refused'
  /** The sentence of a refused step. */
  readonly problem: string | null
  readonly at: VirtualTime
  /** Verdicts of the step's lamps, in their order. */
  readonly verdicts: readonly Verdict[]
  /** Contradictions between the step's question and the run; empty where the stage cannot evaluate its claims. */
  readonly contradictions: readonly Bilingual[]
}
