import type { Action, ClusterView, ParticipantId } from '../../trace/index.ts'
import { isClustered, memberSummaryOf } from '../canvas/member-summary.ts'

export type ActName = 'kill' | 'leave' | 'down' | 'fail' | 'start'

/** Reason for which an act is impossible now; a key of the texts `acts.obstacle`. */
export type Obstacle = 'runs' | 'dead' | 'notUp' | 'notMember' | 'noObserver' | 'noActor' | 'noWriter'

export interface PossibleAct {
  readonly name: ActName
  readonly action: Action | null
  readonly obstacle: Obstacle | null
}

const possible = (name: ActName, action: Action): PossibleAct => ({ name, action, obstacle: null })
const impossible = (name: ActName, obstacle: Obstacle): PossibleAct => ({ name, action: null, obstacle })

/** The acts on a participant, always in the same order; impossible ones are included with their obstacle. */
export function actsOn(
  view: ClusterView,
  id: ParticipantId,
  writerPath: string | null,
): readonly PossibleAct[] {
  const participant = view.participants[id]
  if (participant === undefined) return []
  const { running, kind } = participant
  const kill = running ? possible('kill', { type: 'Kill', participant: id }) : impossible('kill', 'dead')
  const start = running ? impossible('start', 'runs') : possible('start', { type: 'Start', participant: id })
  if (kind !== 'node' || !isClustered(participant)) return [kill, start]
  return [kill, leave(view, id), failWriter(view, id, writerPath), down(view, id), start]
}

function leave(view: ClusterView, id: ParticipantId): PossibleAct {
  const face = memberSummaryOf(view, id)
  if (!face?.running) return impossible('leave', 'dead')
  if (face.status !== 'Up' && face.status !== 'WeaklyUp' && face.status !== 'Joining') {
    return impossible('leave', face.status === null ? 'notMember' : 'notUp')
  }
  return possible('leave', { type: 'Leave', node: id })
}

function down(view: ClusterView, id: ParticipantId): PossibleAct {
  const face = memberSummaryOf(view, id)
  const others = Object.values(view.participants).filter(
    other => other.kind === 'node' && other.running && other.id !== id,
  )
  if (others.length === 0) return impossible('down', 'noObserver')
  if (face === null || face.status === null || face.status === 'Removed')
    return impossible('down', 'notMember')
  if (face.status === 'Down') return impossible('down', 'notUp')
  return possible('down', { type: 'Down', node: id })
}

/** Makes the singleton on this node fail at its next message. */
function failWriter(view: ClusterView, id: ParticipantId, writerPath: string | null): PossibleAct {
  if (!view.participants[id]?.running) return impossible('fail', 'dead')
  const singleton = view.singletons.find(({ participant }) => participant === id)
  const actor = singleton?.path ?? writerPath
  if (singleton === undefined || actor === null) return impossible('fail', 'noWriter')
  return possible('fail', { type: 'FailNext', participant: id, actor })
}
