import type { Action } from './action.ts'
import type { Check, Verdict } from './check.ts'
import type { VirtualTime } from './identifiers.ts'
import type { Refused } from './refused.ts'

/**
 * One step of a script, which a paused run performs one after the other at full speed. Unlike a logged action it has no
 * instant: it happens where the step before it ended.
 */
export type ScriptStep =
  | { readonly type: 'act'; readonly action: Action }
  /** Runs until the check is decided, for at most `withinMs` virtual ms. */
  | { readonly type: 'wait'; readonly check: Check; readonly withinMs: number }
  /** Evaluates checks over the whole run so far. */
  | { readonly type: 'judge'; readonly checks: readonly Check[] }

export interface ScriptStepOutcome {
  /** The last computed instant after the step. */
  readonly at: VirtualTime
  /** Of a wait its verdict, of a judgement those of its checks; empty for an act. */
  readonly verdicts: readonly Verdict[]
}

export interface ScriptOutcome {
  /** In the order of the steps. Steps after a refused one are not performed and have no outcome. */
  readonly outcomes: readonly ScriptStepOutcome[]
  /** The reason why an act was refused; null when every step was performed. */
  readonly problem: Refused | null
}
