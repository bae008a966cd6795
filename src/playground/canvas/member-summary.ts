import {
  type BeliefView,
  type ClusterView,
  type MemberStatusText,
  memberStatuses,
  type ParticipantId,
  type ParticipantView,
} from '../../trace/index.ts'

/** A node as its card shows it, from its own beliefs and those of the other nodes. */
export interface MemberSummary {
  /** Null: no node has reported a status yet. */
  readonly status: MemberStatusText | null
  readonly running: boolean
  /** False for a stand-alone node. */
  readonly clustered: boolean
  readonly unreachableBy: number
  readonly leaderBy: number
  /** Number of running nodes, whose beliefs are counted. */
  readonly observers: number
  /** True for the oldest member of a role of its own; without roles, for the oldest of all. */
  readonly oldest: boolean
  /** The role that it is the oldest of. Null: not the oldest, or all members have that role. */
  readonly oldestOfRole: string | null
  readonly hostsSingleton: boolean
}

/** Every cluster node has this actor from its start. */
const clusterPath = '/system/cluster'

export const isClustered = (participant: ParticipantView): boolean =>
  participant.actors[clusterPath] !== undefined || participant.beliefs[participant.address] !== undefined

const runningNodes = (view: ClusterView): readonly ParticipantView[] =>
  Object.values(view.participants).filter(({ kind, running }) => kind === 'node' && running)

/**
 * The status of a running node is its own belief. The status of a stopped node is the most advanced one that a running
 * node still holds, and `Removed` when none holds any.
 */
export function memberSummaryOf(view: ClusterView, id: ParticipantId): MemberSummary | null {
  const self = view.participants[id]
  if (self === undefined || self.kind !== 'node') return null
  const observers = runningNodes(view)
  const beliefs = observers
    .map(observer => observer.beliefs[self.address])
    .filter((belief): belief is BeliefView => belief !== undefined && belief.uid === self.uid)
  const own = self.beliefs[self.address]
  const furthest = beliefs.reduce((last, belief) => Math.max(last, memberStatuses.indexOf(belief.status)), -1)
  const believedStatus = memberStatuses[furthest] ?? null
  return {
    status: self.running ? (own?.status ?? believedStatus) : (believedStatus ?? 'Removed'),
    running: self.running,
    clustered: isClustered(self),
    unreachableBy: observers.filter(observer => {
      const belief = observer.beliefs[self.address]
      return belief !== undefined && belief.uid === self.uid && !belief.reachable
    }).length,
    leaderBy: observers.filter(observer => observer.leader === self.address).length,
    observers: observers.length,
    ...oldestOf(observers, self),
    hostsSingleton: view.singletons.some(singleton => singleton.participant === id),
  }
}

/** The first role of which most running nodes see this node as the member that has been Up for the longest time. */
function oldestOf(
  observers: readonly ParticipantView[],
  self: ParticipantView,
): Pick<MemberSummary, 'oldest' | 'oldestOfRole'> {
  const roles = self.roles.length > 0 ? self.roles : [null]
  const role = roles.find(role => isOldest(observers, self, role))
  if (role === undefined) return { oldest: false, oldestOfRole: null }
  const isShared = observers.every(observer => upMembers(observer).every(belief => hasRole(belief, role)))
  return { oldest: true, oldestOfRole: isShared ? null : role }
}

const hasRole = ({ roles }: BeliefView, role: string | null): boolean => role === null || roles.includes(role)

const upMembers = ({ beliefs }: ParticipantView): readonly BeliefView[] =>
  Object.values(beliefs).filter(({ status }) => status === 'Up' || status === 'Leaving')

function isOldest(
  observers: readonly ParticipantView[],
  self: ParticipantView,
  role: string | null,
): boolean {
  let voters = 0
  let agreed = 0
  for (const observer of observers) {
    const up = upMembers(observer).filter(belief => hasRole(belief, role))
    if (up.length === 0) continue
    voters += 1
    const oldest = up.reduce((first, belief) => (belief.upNumber < first.upNumber ? belief : first))
    if (oldest.address === self.address && oldest.uid === self.uid) agreed += 1
  }
  return voters > 0 && agreed * 2 > voters
}

/** The status of one node as another sees it, for the belief strip. */
export type Opinion = MemberStatusText | 'unreachable' | 'unknown'

export function opinionOf(view: ClusterView, viewer: ParticipantId, other: ParticipantId): Opinion {
  const address = view.participants[other]?.address
  const belief = address === undefined ? undefined : view.participants[viewer]?.beliefs[address]
  if (belief === undefined) return 'unknown'
  return belief.reachable || belief.status === 'Down' ? belief.status : 'unreachable'
}
