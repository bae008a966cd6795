import type { ActorView, ClusterView, JournalView } from '../../trace/cluster-view.ts'

/** A copy of the data that does not hold the newest event. */
export interface StaleCopy {
  /** The last event in the copy. */
  readonly applied: number
  readonly journal: JournalView
  readonly catchingUp: boolean
}

/** The distance of a reader's copy from the journal; null for an actor without a copy, and for one that is up to date. */
export function staleCopyOf(
  view: Pick<ClusterView, 'journal'>,
  actor: ActorView | undefined,
): StaleCopy | null {
  if (actor === undefined || actor.state === null || actor.stateCut || actor.role?.type === 'persistent')
    return null
  let state: unknown
  try {
    state = JSON.parse(actor.state)
  } catch {
    return null
  }
  if (typeof state !== 'object' || state === null || !('sequenceNr' in state)) return null
  const { sequenceNr: applied } = state
  const [journal, ...others] = Object.values(view.journal)
  if (typeof applied !== 'number' || journal === undefined || others.length > 0) return null
  if (applied >= journal.highestSequenceNr) return null
  return { applied, journal, catchingUp: 'catchingUp' in state && state.catchingUp === true }
}
