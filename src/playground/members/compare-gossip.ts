import type { ClusterView, GossipView, ParticipantId } from '../../trace/index.ts'
import { pictureOf } from '../canvas/cluster-picture.ts'
import type { Opinion } from '../canvas/member-summary.ts'

/** An entry of one or both vector clocks. */
export interface ClockEntry {
  /** `node-2`, or `node-2 (earlier)` for an incarnation that is no longer the present one. */
  readonly node: string
  readonly isEarlier: boolean
  readonly first: number | null
  readonly second: number | null
}

export type Ordering = 'same' | 'before' | 'after' | 'concurrent'

export interface GossipComparison {
  readonly entries: readonly ClockEntry[]
  /** The order of the first version relative to the second. */
  readonly ordering: Ordering
  /** Members that both nodes see differently. */
  readonly members: readonly {
    readonly member: ParticipantId
    readonly first: Opinion
    readonly second: Opinion
  }[]
}

/** The versions and the views of two nodes, entry by entry; null unless both have gossip. */
export function compareGossip(
  view: ClusterView,
  first: ParticipantId,
  second: ParticipantId,
): GossipComparison | null {
  const [one, other] = [view.participants[first]?.gossip, view.participants[second]?.gossip]
  if (one == null || other == null) return null
  const keys = [...new Set([...Object.keys(one.version), ...Object.keys(other.version)])]
  const entries = keys
    .map(key => ({
      ...nameOfKey(view, key),
      first: one.version[key] ?? null,
      second: other.version[key] ?? null,
    }))
    .sort((a, b) => a.node.localeCompare(b.node, 'en', { numeric: true }))
  const { nodes, opinions } = pictureOf(view)
  return {
    entries,
    ordering: orderingOf(entries),
    members: nodes.flatMap((member, place) => {
      const [a, b] = [opinions[first]?.[place] ?? 'unknown', opinions[second]?.[place] ?? 'unknown']
      return a === b ? [] : [{ member, first: a, second: b }]
    }),
  }
}

function orderingOf(entries: readonly Pick<ClockEntry, 'first' | 'second'>[]): Ordering {
  const ahead = entries.some(({ first, second }) => (first ?? 0) > (second ?? 0))
  const behind = entries.some(({ first, second }) => (first ?? 0) < (second ?? 0))
  return ahead ? (behind ? 'concurrent' : 'after') : behind ? 'before' : 'same'
}

/** The name of a node of a gossip, `address#uid`. */
export function nameOfKey(
  { participants }: Pick<ClusterView, 'participants'>,
  key: string,
): { readonly node: string; readonly isEarlier: boolean } {
  const at = key.lastIndexOf('#')
  const address = key.slice(0, at)
  const found = Object.values(participants).find(participant => participant.address === address)
  return {
    node: found?.id ?? address,
    isEarlier: found !== undefined && String(found.uid) !== key.slice(at + 1),
  }
}

/** The observations of a gossip that somebody is unreachable, by name. */
export const observationsOf = (
  view: ClusterView,
  gossip: GossipView,
): readonly { readonly observer: string; readonly subject: string; readonly isFinal: boolean }[] =>
  gossip.observations.map(({ observer, subject, status }) => ({
    observer: nameOfKey(view, observer).node,
    subject: nameOfKey(view, subject).node,
    isFinal: status === 'Terminated',
  }))
