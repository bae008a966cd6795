import type { ClusterView, JournalView, ParticipantView } from '../trace/cluster-view.ts'
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
  /**
   * Members that are Joining and unknown to all others: the node that welcomed them ended before it told anyone. Their
   * gossip is ignored and they ask for no cluster again, so only a restart helps them, in Pekko as well (GP-7, JN-8).
   */
  readonly orphans: readonly ParticipantId[]
  /**
   * Running nodes that are members in the view of others, and in none of their own: their Welcome was lost or is on its way.
   * They ask again, but a cluster that prepares its shutdown ignores that (CS-9), so then only a kill helps.
   */
  readonly unwelcomed: readonly ParticipantId[]
  /** True when another running member believes that this running member is Down, Exiting or no member. */
  readonly isDisputed: (node: ParticipantId) => boolean
  /** True while a participant is frozen or all actors of one are blocked. */
  readonly paused: boolean
  /** True when every running node is an Up member of one cluster. */
  readonly settled: boolean
  /** True while a link is cut or loses messages. */
  readonly cut: boolean
  /** Messages in flight, with their receivers. */
  readonly inFlight: readonly { readonly id: EventId; readonly to: ParticipantId }[]
  /** The streams of the journal that hold events. */
  readonly stored: readonly JournalView[]
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
    orphans: orphansIn(view),
    unwelcomed: unwelcomedIn(view),
    isDisputed: id => isDisputed(view, id),
    paused: Object.values(view.participants).some(
      ({ frozenSince, blockedUntil }) => frozenSince !== null || (blockedUntil ?? 0) > now,
    ),
    settled: nodesAgree(view) && membersHave(view, 'Up'),
    cut: Object.values(view.links).some(({ cut, lossPercent }) => cut || lossPercent > 0),
    inFlight: view.flights.filter(({ dueAt, lost }) => dueAt > now && !lost),
    stored: Object.values(view.journal).filter(({ events }) => events > 0),
    writerOn: writer === undefined || others.length > 0 ? null : writer.participant,
  }
}

/** The running nodes that are members in their own view. */
const runningMembers = (view: ClusterView): readonly ParticipantView[] =>
  runningNodes(view).filter(node => ownStatus(node) !== null)

/** The belief of a node about this incarnation of another one. */
const statusFor = (viewer: ParticipantView, subject: ParticipantView): MemberStatusText | null => {
  const belief = viewer.beliefs[subject.address]
  return belief?.uid === subject.uid ? belief.status : null
}

const ownStatus = (node: ParticipantView): MemberStatusText | null => statusFor(node, node)

function orphansIn(view: ClusterView): readonly ParticipantId[] {
  const members = runningMembers(view)
  const known = new Set(members.filter(node => ownStatus(node) !== 'Joining'))
  // Without such a member, those that are Joining become WeaklyUp among themselves.
  if (known.size === 0) return []
  // A member that is known makes those known that it lists. The loop visits what it adds.
  for (const viewer of known) {
    for (const subject of members) if (statusFor(viewer, subject) !== null) known.add(subject)
  }
  return members.filter(node => !known.has(node)).map(({ id }) => id)
}

function unwelcomedIn(view: ClusterView): readonly ParticipantId[] {
  const members = runningMembers(view)
  const others = runningNodes(view).filter(node => ownStatus(node) === null)
  return others.filter(node => members.some(viewer => statusFor(viewer, node) !== null)).map(({ id }) => id)
}

function isDisputed(view: ClusterView, id: ParticipantId): boolean {
  const members = runningMembers(view)
  const subject = members.find(node => node.id === id)
  if (subject === undefined) return false
  return members.some(viewer => {
    const status = statusFor(viewer, subject)
    return status === null || status === 'Down' || status === 'Exiting'
  })
}
