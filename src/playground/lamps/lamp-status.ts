import { type Check, isInvariant, type Verdict, type WatchDecision } from '../../trace/index.ts'

/** An open check that forbids something counts as true, because it has not been violated. */
export const lampOf = (check: Check, verdict: Verdict): Verdict =>
  verdict === 'open' && isInvariant(check) ? 'true' : verdict

/** `later`: the lamp judges only events after the shown one. */
export type LampStatus = 'kept' | 'broken' | 'met' | 'waiting' | 'later'

/** A lamp, as far as its status depends on it. */
export interface JudgedLamp {
  readonly check: Check
  /** Number of events of the run that do not count. */
  readonly from: number
  /** Also known when the page does not show its event yet. */
  readonly decision: WatchDecision | null
}

/** The status of a lamp at a place in the recording; a later decision is not shown yet. */
export const lampStatusAt = (
  { check, from, decision }: JudgedLamp,
  { position, at }: { readonly position: number; readonly at: number },
): LampStatus => {
  if (position < from) return 'later'
  if (decision !== null && position >= decision.events && at >= decision.at)
    return decision.verdict === 'false' ? 'broken' : 'met'
  return isInvariant(check) ? 'kept' : 'waiting'
}
