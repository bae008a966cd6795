import {
  type BeliefView,
  type ClusterView,
  isFullMember,
  type MemberStatusText,
  memberStatuses,
  type ParticipantId,
  type ParticipantView,
  removersOf,
} from '../../trace/index.ts'

/** A node as its card shows it, from its own beliefs and those of the other nodes. */
export interface MemberSummary {
  /** Null: no node has reported a status yet. */
  readonly status: MemberStatusText | null
  readonly running: boolean
  /** False for a stand-alone node. */
  readonly clustered: boolean
  readonly unreachableBy: number
  /** Number of running nodes that have removed this running node, which has not heard of it because it is frozen or cut off. */
  readonly removedBy: number
  readonly leaderBy: number
  /** Number of running nodes, whose beliefs are counted. */
  readonly observers: number
  /** True for the oldest member of a role of its own; without roles, for the oldest of all. */
  readonly oldest: boolean
  /** The role that it is the oldest of. Null: not the oldest, or all members have that role. */
  readonly oldestOfRole: string | null
  readonly hostsSingleton: boolean
}

/** Every cluster node has this actor from its first round on. Only nodes of a cluster have roles. */
const clusterPath = '/system/cluster'

export const isClustered = (participant: ParticipantView): boolean =>
  (participant.kind === 'node' && participant.roles.length > 0) ||
  participant.actors[clusterPath] !== undefined ||
  participant.beliefs[participant.address] !== undefined

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
    removedBy: removersOf(view, id).length,
    leaderBy: observers.filter(observer => observer.leader === self.address).length,
    observers: observers.length,
    ...oldestOf(view, self),
    hostsSingleton: view.singletons.some(singleton => singleton.participant === id),
  }
}

/** The first role of which most running nodes see this node as the member that has been Up for the longest time. */
function oldestOf(view: ClusterView, self: ParticipantView): Pick<MemberSummary, 'oldest' | 'oldestOfRole'> {
  const roles = self.roles.length > 0 ? self.roles : [null]
  const role = roles.find(role => {
    const { voters, votes } = electionIn(view, role)
    return (votes.get(memberKey(self)) ?? 0) * 2 > voters
  })
  if (role === undefined) return { oldest: false, oldestOfRole: null }
  return { oldest: true, oldestOfRole: electionIn(view, role).isShared ? null : role }
}

const hasRole = ({ roles }: BeliefView, role: string | null): boolean => role === null || roles.includes(role)

const upMembers = ({ beliefs }: ParticipantView): readonly BeliefView[] =>
  Object.values(beliefs).filter(({ status }) => isFullMember(status))

const memberKey = ({ address, uid }: Pick<BeliefView, 'address' | 'uid'>): string => `${address}#${uid}`

/** The votes of the running nodes for the oldest member of a role. */
interface Election {
  readonly voters: number
  readonly votes: ReadonlyMap<string, number>
  /** True if every member has the role. */
  readonly isShared: boolean
}

/** Kept for each view, because every node of it asks. */
const elections = new WeakMap<ClusterView, Map<string | null, Election>>()

function electionIn(view: ClusterView, role: string | null): Election {
  let ofView = elections.get(view)
  if (ofView === undefined) {
    ofView = new Map()
    elections.set(view, ofView)
  }
  let election = ofView.get(role)
  if (election === undefined) {
    election = electionAmong(runningNodes(view), role)
    ofView.set(role, election)
  }
  return election
}

function electionAmong(observers: readonly ParticipantView[], role: string | null): Election {
  const votes = new Map<string, number>()
  let voters = 0
  let isShared = true
  for (const observer of observers) {
    let oldest: BeliefView | null = null
    for (const belief of upMembers(observer)) {
      if (!hasRole(belief, role)) isShared = false
      else if (oldest === null || belief.upNumber < oldest.upNumber) oldest = belief
    }
    if (oldest === null) continue
    voters += 1
    const key = memberKey(oldest)
    votes.set(key, (votes.get(key) ?? 0) + 1)
  }
  return { voters, votes, isShared }
}

/** The status of one node as another sees it, for the belief strip. */
export type Opinion = MemberStatusText | 'unreachable' | 'unknown'

export function opinionOf(view: ClusterView, viewer: ParticipantId, other: ParticipantId): Opinion {
  const address = view.participants[other]?.address
  const belief = address === undefined ? undefined : view.participants[viewer]?.beliefs[address]
  if (belief === undefined) return 'unknown'
  return belief.reachable || belief.status === 'Down' ? belief.status : 'unreachable'
}
