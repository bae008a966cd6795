import {
  type ClusterView,
  type ParticipantId,
  type PathText,
  parentOf,
  type SupervisionRule,
} from '../../../trace/index.ts'
import type { Around } from './supervision-draft.ts'

/** Who decides about an actor's failures now, as far as the page is told. */
export interface SupervisionNow {
  readonly rules: readonly SupervisionRule[]
  readonly by: 'code' | 'person'
  /** As the act that chose it told; the trace has no word for it. */
  readonly around: Around
  /** Why nothing can be changed now; a key of the texts `acts.obstacle`. */
  readonly obstacle: 'dead' | 'noActor' | null
  /** It has children at this instant, so it matters what a restart does to them. */
  readonly children: boolean
}

export function supervisionOf(view: ClusterView, participant: ParticipantId, path: PathText): SupervisionNow {
  const home = view.participants[participant]
  const actor = home?.actors[path]
  const by = actor?.supervision?.by ?? 'code'
  const chosen = by === 'person' ? lastChoice(view, participant, path) : null
  return {
    rules: actor?.supervision?.rules ?? [],
    by,
    around: chosen?.around ?? 'code',
    obstacle: !home?.running ? 'dead' : actor === undefined || actor.stoppedAt !== null ? 'noActor' : null,
    children: Object.values(home?.actors ?? {}).some(
      one => one.stoppedAt === null && parentOf(one.path) === path,
    ),
  }
}

function lastChoice(view: ClusterView, participant: ParticipantId, path: PathText) {
  const last = view.actions.findLast(
    ({ action }) =>
      action.type === 'Supervise' && action.participant === participant && action.actor === path,
  )
  return last?.action.type === 'Supervise' ? last.action.supervision : null
}
