import type { NodeKey } from './ids.ts'

/** The number of changes that each node has made to the state. A missing entry counts as 0 (GS-5, GS-6). */
export interface VectorClock {
  readonly [node: NodeKey]: number
}

export type ClockOrdering = 'same' | 'before' | 'after' | 'concurrent'

export const emptyClock: VectorClock = {}

export const increment = (clock: VectorClock, node: NodeKey): VectorClock => ({
  ...clock,
  [node]: (clock[node] ?? 0) + 1,
})

/** The order of `a` relative to `b`. Returns early when each side has a higher entry. */
export function compareClocks(a: VectorClock, b: VectorClock): ClockOrdering {
  if (a === b) return 'same'
  let aIsAhead = false
  let bIsAhead = false
  for (const node in a) {
    const inA = a[node]!
    const inB = b[node] ?? 0
    if (inA > inB) aIsAhead = true
    else if (inA < inB) bIsAhead = true
    if (aIsAhead && bIsAhead) return 'concurrent'
  }
  for (const node in b) {
    if ((b[node] ?? 0) > (a[node] ?? 0)) bIsAhead = true
    if (aIsAhead && bIsAhead) return 'concurrent'
  }
  return aIsAhead ? 'after' : bIsAhead ? 'before' : 'same'
}

/** The pointwise maximum. */
export function mergeClocks(a: VectorClock, b: VectorClock): VectorClock {
  const merged: { [node: NodeKey]: number } = { ...a }
  for (const node in b) merged[node] = Math.max(merged[node] ?? 0, b[node]!)
  return merged
}

export function pruneClock(clock: VectorClock, node: NodeKey): VectorClock {
  if (clock[node] === undefined) return clock
  const { [node]: _, ...rest } = clock
  return rest
}
