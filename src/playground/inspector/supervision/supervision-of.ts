import {
  type ClusterView,
  type ParticipantId,
  type PathText,
  parentOf,
  type SupervisionRule,
} from '../../../trace/index.ts'
import type { Around } from './supervision-draft.ts'

/** The supervision in effect for an actor. */
export interface CurrentSupervision {
  readonly rules: readonly SupervisionRule[]
  readonly by: 'code' | 'person'
  /** From the last `Supervise` action, because no trace event contains it. */
  readonly around: Around
  /** Reason for which the supervision cannot be changed now. */
  readonly obstacle: 'dead' | 'noActor' | null
  /** The actor has children, which a restart may stop. */
  readonly hasChildren: boolean
}

export function supervisionOf(
  view: ClusterView,
  participant: ParticipantId,
  path: PathText,
): CurrentSupervision {
  const owner = view.participants[participant]
  const actor = owner?.actors[path]
  const by = actor?.supervision?.by ?? 'code'
  const chosen = by === 'person' ? lastChoice(view, participant, path) : null
  return {
    rules: actor?.supervision?.rules ?? [],
    by,
    around: chosen?.around ?? 'code',
    obstacle: !owner?.running ? 'dead' : actor === undefined || actor.stoppedAt !== null ? 'noActor' : null,
    hasChildren: Object.values(owner?.actors ?? {}).some(
      other => other.stoppedAt === null && parentOf(other.path) === path,
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
