import type {
  BeliefView,
  ClusterView,
  MemberStatusText,
  ParticipantId,
  ParticipantView,
} from '../../trace/index.ts'

/** How a node looks from outside: what it and the others say of it. */
export interface MemberFace {
  /** Null: it has not been heard of yet. */
  readonly status: MemberStatusText | null
  readonly running: boolean
  /** It takes part in a cluster; else it stands for itself. */
  readonly clustered: boolean
  readonly unreachableBy: number
  readonly leaderBy: number
  /** Running nodes that were asked. */
  readonly observers: number
  readonly oldest: boolean
  readonly hostsSingleton: boolean
}

/** Whoever takes part in a cluster has this actor from its first instant on. */
const clusterPath = '/system/cluster'

export const isClustered = (one: ParticipantView): boolean =>
  one.actors[clusterPath] !== undefined || one.beliefs[one.address] !== undefined

const order: readonly MemberStatusText[] = [
  'Joining',
  'WeaklyUp',
  'Up',
  'Leaving',
  'Exiting',
  'Down',
  'Removed',
]

const runningNodes = (view: ClusterView): readonly ParticipantView[] =>
  Object.values(view.participants).filter(one => one.kind === 'node' && one.running)

/**
 * Its status is what it says of itself while it runs; of the dead, the furthest that anybody still says, and
 * `Removed` once nobody speaks of it any more.
 */
export function faceOf(view: ClusterView, id: ParticipantId): MemberFace | null {
  const self = view.participants[id]
  if (self === undefined || self.kind !== 'node') return null
  const observers = runningNodes(view)
  const beliefs = observers
    .map(one => one.beliefs[self.address])
    .filter((belief): belief is BeliefView => belief !== undefined && belief.uid === self.uid)
  const own = self.beliefs[self.address]
  const furthest = beliefs.reduce((last, belief) => Math.max(last, order.indexOf(belief.status)), -1)
  const spokenOf = order[furthest] ?? null
  return {
    status: self.running ? (own?.status ?? spokenOf) : (spokenOf ?? 'Removed'),
    running: self.running,
    clustered: isClustered(self),
    unreachableBy: observers.filter(one => {
      const belief = one.beliefs[self.address]
      return belief !== undefined && belief.uid === self.uid && !belief.reachable
    }).length,
    leaderBy: observers.filter(one => one.leader === self.address).length,
    observers: observers.length,
    oldest: isOldest(observers, self),
    hostsSingleton: view.singletons.some(singleton => singleton.participant === id),
  }
}

/** The one that has been up for longest, as the running nodes see it. */
function isOldest(observers: readonly ParticipantView[], self: ParticipantView): boolean {
  let said = 0
  let agreed = 0
  for (const observer of observers) {
    const up = Object.values(observer.beliefs).filter(
      belief => belief.status === 'Up' || belief.status === 'Leaving',
    )
    if (up.length === 0) continue
    said += 1
    const oldest = up.reduce((first, belief) => (belief.upNumber < first.upNumber ? belief : first))
    if (oldest.address === self.address && oldest.uid === self.uid) agreed += 1
  }
  return said > 0 && agreed * 2 > said
}

/** What one node holds of another, for the strip of dots. */
export type Opinion = MemberStatusText | 'unreachable' | 'unknown'

export function opinionOf(view: ClusterView, viewer: ParticipantId, other: ParticipantId): Opinion {
  const address = view.participants[other]?.address
  const belief = address === undefined ? undefined : view.participants[viewer]?.beliefs[address]
  if (belief === undefined) return 'unknown'
  return belief.reachable || belief.status === 'Down' ? belief.status : 'unreachable'
}
