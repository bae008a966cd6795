import type { ClusterView, EventId, ParticipantId } from '../../trace/index.ts'
import { pictureOf } from '../canvas/cluster-picture.ts'
import type { Opinion } from '../canvas/member-summary.ts'

export interface BeliefCell {
  readonly subject: ParticipantId
  readonly opinion: Opinion
  /** Other running nodes see this member otherwise, and at least as many. */
  readonly isDisputed: boolean
  /** The event that made the belief; null: there is none. */
  readonly since: EventId | null
}

export interface BeliefRow {
  readonly observer: ParticipantId
  readonly running: boolean
  readonly leads: boolean
  readonly converged: boolean
  /** Empty for a stopped node, which believes nothing. */
  readonly cells: readonly BeliefCell[]
}

export interface BeliefTable {
  readonly nodes: readonly ParticipantId[]
  readonly rows: readonly BeliefRow[]
  /** The members that running nodes see differently. */
  readonly disputed: readonly ParticipantId[]
}

/** The beliefs of all nodes about all nodes, with what they disagree about. */
export function beliefTableOf(view: ClusterView): BeliefTable {
  const { nodes, opinions } = pictureOf(view)
  const observers = nodes.filter(id => view.participants[id]?.running === true)
  const votes = nodes.map((_, place) => votesOf(observers.map(id => opinions[id]?.[place] ?? 'unknown')))
  return {
    nodes,
    disputed: nodes.filter((_, place) => (votes[place]?.size ?? 0) > 1),
    rows: nodes.map(observer => {
      const self = view.participants[observer]
      const running = self?.running === true
      return {
        observer,
        running,
        leads: running && self.leader === self.address,
        converged: running && self.converged,
        cells: running
          ? nodes.map((subject, place) => {
              const opinion = opinions[observer]?.[place] ?? 'unknown'
              const address = view.participants[subject]?.address ?? ''
              return {
                subject,
                opinion,
                isDisputed: isMinority(opinion, votes[place] as ReadonlyMap<Opinion, number>),
                since: self.beliefs[address]?.since ?? null,
              }
            })
          : [],
      }
    }),
  }
}

function votesOf(opinions: readonly Opinion[]): ReadonlyMap<Opinion, number> {
  const votes = new Map<Opinion, number>()
  for (const opinion of opinions) votes.set(opinion, (votes.get(opinion) ?? 0) + 1)
  return votes
}

/** True unless more observers share the opinion than any other; on a draw all are in dispute. */
const isMinority = (opinion: Opinion, votes: ReadonlyMap<Opinion, number>): boolean =>
  [...votes].some(([other, count]) => other !== opinion && count >= (votes.get(opinion) ?? 0))
