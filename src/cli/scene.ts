import type { ClusterView } from '../trace/cluster-view.ts'
import type { EventId, ParticipantId } from '../trace/identifiers.ts'
import type { MemberStatusText } from '../trace/trace-event.ts'
import { beliefAbout, membersHave, nodesAgree, runningNodes } from '../trace/views-agree.ts'

/** The state of the run that the choice of the next fault depends on. */
export interface Scene {
  readonly running: (participant: ParticipantId) => boolean
  /** The status of a running node in its own view; null before it is a member and for a stopped one. */
  readonly statusOf: (node: ParticipantId) => MemberStatusText | null
  /** True while a running node knows a member that is Joining. */
  readonly joining: boolean
  /** True while a participant is frozen or all actors of one are blocked. */
  readonly paused: boolean
  /** True when every running node is an Up member of one cluster. */
  readonly settled: boolean
  /** True while a link is cut or loses messages. */
  readonly cut: boolean
  /** Messages in flight, with their receivers. */
  readonly inFlight: readonly { readonly id: EventId; readonly to: ParticipantId }[]
  /** The node that hosts the writer; null when none or several do. */
  readonly writerOn: ParticipantId | null
}

/** The scene that a view shows at the instant `now`. */
export function sceneOf(view: ClusterView, now = view.at): Scene {
  const running = (id: ParticipantId) => view.participants[id]?.running === true
  const [writer, ...others] = view.singletons
  return {
    running,
    statusOf: id => (running(id) ? (beliefAbout(view, id, id)?.status ?? null) : null),
    joining: runningNodes(view).some(({ beliefs }) =>
      Object.values(beliefs).some(({ status }) => status === 'Joining'),
    ),
    paused: Object.values(view.participants).some(
      ({ frozenSince, blockedUntil }) => frozenSince !== null || (blockedUntil ?? 0) > now,
    ),
    settled: nodesAgree(view) && membersHave(view, 'Up'),
    cut: Object.values(view.links).some(({ cut, lossPercent }) => cut || lossPercent > 0),
    inFlight: view.flights.filter(({ dueAt, lost }) => dueAt > now && !lost),
    writerOn: writer === undefined || others.length > 0 ? null : writer.participant,
  }
}
