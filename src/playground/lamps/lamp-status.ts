import {
  type Check,
  type Fact,
  type FactView,
  factHolds,
  isInvariant,
  type Verdict,
  type WatchDecision,
} from '../../trace/index.ts'

/** An open check that forbids something counts as true, because it has not been violated. */
export const lampOf = (check: Check, verdict: Verdict): Verdict =>
  verdict === 'open' && isInvariant(check) ? 'true' : verdict

/** `later`: the lamp judges only events after the shown one. `idle`: the condition under which it judges does not hold. */
export type LampStatus = 'kept' | 'broken' | 'met' | 'waiting' | 'later' | 'idle'

/** The conditions that keep parts of a check from judging in this view, and whether all of its parts are kept from it. */
export interface Idleness {
  readonly conditions: readonly Fact[]
  readonly whole: boolean
}

export const idlenessOf = (check: Check, view: FactView): Idleness => {
  switch (check.type) {
    case 'always':
    case 'leadsTo':
    case 'agreesWithJournal': {
      const idle = check.while !== undefined && !factHolds(check.while, view)
      // The data of copies is judged always, their delay only while the condition holds.
      return { conditions: idle ? [check.while] : [], whole: idle && check.type !== 'agreesWithJournal' }
    }
    case 'all':
    case 'any': {
      const parts = check.checks.map(part => idlenessOf(part, view))
      return { conditions: parts.flatMap(part => part.conditions), whole: parts.every(part => part.whole) }
    }
    default:
      return { conditions: [], whole: false }
  }
}

/** A lamp, as far as its status depends on it. */
export interface JudgedLamp {
  readonly check: Check
  /** Number of events of the run that do not count. */
  readonly from: number
  /** In their order, also those whose events the page does not show yet. */
  readonly decisions: readonly WatchDecision[]
}

interface Place {
  readonly position: number
  readonly at: number
}

/** The last decision that the page shows at a place in the recording; null: none. */
export const decisionAt = (
  { decisions }: Pick<JudgedLamp, 'decisions'>,
  { position, at }: Place,
): WatchDecision | null =>
  decisions.findLast(decision => position >= decision.events && at >= decision.at) ?? null

/** The status of a lamp at a place in the recording; a later decision is not shown yet. */
export const lampStatusAt = (lamp: JudgedLamp, place: Place): LampStatus => {
  if (place.position < lamp.from) return 'later'
  const verdict = decisionAt(lamp, place)?.verdict ?? 'open'
  if (verdict === 'open') return isInvariant(lamp.check) ? 'kept' : 'waiting'
  return verdict === 'false' ? 'broken' : 'met'
}
