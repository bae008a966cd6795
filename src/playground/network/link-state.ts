import { type ClusterView, type LinkView, linkKey, type ParticipantId } from '../../trace/index.ts'

/** Both directions of a link, as a person changed them. */
export interface LinkState {
  readonly from: ParticipantId
  readonly to: ParticipantId
  /** Null: this direction is as the scenario made it. */
  readonly there: LinkView | null
  readonly back: LinkView | null
}

type WithLinks = Pick<ClusterView, 'links'>

export const linkStateOf = (view: WithLinks, from: ParticipantId, to: ParticipantId): LinkState => ({
  from,
  to,
  there: view.links[linkKey(from, to)] ?? null,
  back: view.links[linkKey(to, from)] ?? null,
})

export type CutDirections = 'none' | 'both' | 'there' | 'back'

export const cutDirectionsOf = ({ there, back }: LinkState): CutDirections => {
  if (there?.cut && back?.cut) return 'both'
  if (there?.cut) return 'there'
  return back?.cut ? 'back' : 'none'
}

/** The changed links, each once, in the order of their names. */
export function changedLinksOf(view: WithLinks): readonly LinkState[] {
  const seen = new Set<string>()
  const changed: LinkState[] = []
  for (const { from, to } of Object.values(view.links)) {
    const [one, other] = from < to ? [from, to] : [to, from]
    const key = linkKey(one, other)
    if (seen.has(key)) continue
    seen.add(key)
    changed.push(linkStateOf(view, one, other))
  }
  return changed.sort((a, b) => (linkKey(a.from, a.to) < linkKey(b.from, b.to) ? -1 : 1))
}

/**
 * The side of each running participant when cuts in both directions divide the nodes, from 0 in the order of names; null when
 * all nodes are connected.
 */
export function sidesOf(view: ClusterView): ReadonlyMap<ParticipantId, number> | null {
  const running = Object.values(view.participants)
    .filter(participant => participant.running)
    .map(({ id, kind }) => ({ id, kind }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const nodes = running.filter(({ kind }) => kind === 'node').map(({ id }) => id)
  const sides = new Map<ParticipantId, number>()
  let count = 0
  for (const start of nodes) {
    if (sides.has(start)) continue
    const reached = [start]
    sides.set(start, count)
    for (let id = reached.pop(); id !== undefined; id = reached.pop()) {
      for (const other of nodes) {
        if (sides.has(other) || cutDirectionsOf(linkStateOf(view, id, other)) === 'both') continue
        sides.set(other, count)
        reached.push(other)
      }
    }
    count += 1
  }
  return count < 2 ? null : sides
}
