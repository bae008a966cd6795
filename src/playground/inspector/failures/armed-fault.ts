import type { EventIndex } from '../../../narration/index.ts'
import type { ClusterView, ParticipantId, PathText } from '../../../trace/index.ts'

/** How many failures were asked for last and have not come yet. */
export function armedFailures(
  view: ClusterView,
  index: EventIndex,
  participant: ParticipantId,
  path: PathText,
): number {
  const home = view.participants[participant]
  const asked = view.actions.findLast(
    ({ action }) => action.type === 'FailNext' && action.participant === participant && action.actor === path,
  )
  if (asked?.action.type !== 'FailNext' || home === undefined) return 0
  // What was asked of an earlier life is forgotten with it.
  if (!home.running || asked.at < home.startedAt) return 0
  const asking = index.positionOf(asked.event) ?? -1
  const { times = 1, during = 'message' } = asked.action
  const since = (home.actors[path]?.failures ?? []).filter(
    failure => (index.positionOf(failure.event) ?? -1) > asking,
  ).length
  // At a start it fails once with a message, to be started again at all.
  return Math.max(0, times + (during === 'start' ? 1 : 0) - since)
}
