import {
  type Action,
  type ClusterView,
  linkKey,
  type MemberStatusText,
  type ParticipantId,
} from '../../trace/index.ts'
import { isClustered, memberSummaryOf } from '../canvas/member-summary.ts'

export type ActName =
  | 'kill'
  | 'leave'
  | 'prepare'
  | 'down'
  | 'fail'
  | 'start'
  | 'freeze'
  | 'thaw'
  | 'block'
  | 'isolate'
  | 'reconnect'

/** Reason for which an act is impossible now. */
export type Obstacle =
  | 'runs'
  | 'dead'
  | 'notUp'
  | 'prepares'
  | 'notMember'
  | 'noObserver'
  | 'noActor'
  | 'noWriter'
  | 'noActors'
  | 'alone'

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
  const pauses = [freeze(view, id), block(view, id), isolate(view, id)]
  if (kind !== 'node' || !isClustered(participant)) return [kill, start, ...pauses]
  const ends = [leave(view, id), prepare(view, id), failWriter(view, id, writerPath), down(view, id)]
  return [kill, ...ends, start, ...pauses]
}

/** Freezes until it is thawed; a duration is chosen in the dialog of links and pauses. */
function freeze(view: ClusterView, id: ParticipantId): PossibleAct {
  const participant = view.participants[id]
  if (!participant?.running) return impossible('freeze', 'dead')
  return participant.frozenSince === null
    ? possible('freeze', { type: 'Freeze', participant: id })
    : possible('thaw', { type: 'Thaw', participant: id })
}

const blockMs = 3000

function block(view: ClusterView, id: ParticipantId): PossibleAct {
  const participant = view.participants[id]
  if (!participant?.running) return impossible('block', 'dead')
  if (participant.kind === 'database') return impossible('block', 'noActors')
  return possible('block', { type: 'Block', participant: id, forMs: blockMs })
}

/** Cuts a participant off from all others, or restores its links when one of them is cut. */
function isolate(view: ClusterView, id: ParticipantId): PossibleAct {
  const others = Object.keys(view.participants).filter(other => other !== id)
  const cut = others.filter(
    other => view.links[linkKey(id, other)]?.cut || view.links[linkKey(other, id)]?.cut,
  )
  if (cut.length > 0) {
    return possible('reconnect', { type: 'Heal', links: cut.map(other => ({ from: id, to: other })) })
  }
  return others.length === 0
    ? impossible('isolate', 'alone')
    : possible('isolate', { type: 'Partition', sides: [[id], others] })
}

function leave(view: ClusterView, id: ParticipantId): PossibleAct {
  const face = memberSummaryOf(view, id)
  if (!face?.running) return impossible('leave', 'dead')
  if (face.status === null) return impossible('leave', 'notMember')
  if (ending.includes(face.status)) return impossible('leave', 'notUp')
  return possible('leave', { type: 'Leave', node: id })
}

/** The statuses from Leaving on. */
const ending: readonly MemberStatusText[] = ['Leaving', 'Exiting', 'Down', 'Removed']

/** Prepares the shutdown of the whole cluster, by a command to this node. */
function prepare(view: ClusterView, id: ParticipantId): PossibleAct {
  const face = memberSummaryOf(view, id)
  if (!face?.running) return impossible('prepare', 'dead')
  if (face.status === null) return impossible('prepare', 'notMember')
  if (ending.includes(face.status)) return impossible('prepare', 'notUp')
  if (face.status === 'PreparingForShutdown' || face.status === 'ReadyForShutdown')
    return impossible('prepare', 'prepares')
  return possible('prepare', { type: 'PrepareForShutdown', node: id })
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
