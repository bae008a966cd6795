import type { ClusterView, EventLog, ParticipantId, PathText } from '../../../trace/index.ts'

/** Failures that the last `FailNext` action asked for and that have not occurred yet. */
export function armedFailures(
  view: ClusterView,
  log: EventLog,
  participant: ParticipantId,
  path: PathText,
): number {
  const { running, startedAt, actors } = view.participants[participant] ?? {}
  const asked = view.actions.findLast(
    ({ action }) => action.type === 'FailNext' && action.participant === participant && action.actor === path,
  )
  if (asked?.action.type !== 'FailNext' || startedAt === undefined) return 0
  // A new incarnation of the participant starts without faults.
  if (!running || asked.at < startedAt) return 0
  const askedAt = log.positionOf(asked.event) ?? -1
  const { times = 1, during = 'message' } = asked.action
  const since = (actors?.[path]?.failures ?? []).filter(
    failure => (log.positionOf(failure.event) ?? -1) > askedAt,
  ).length
  // A fault during the start needs one more failure before it: the one that causes the restart.
  return Math.max(0, times + (during === 'start' ? 1 : 0) - since)
}
