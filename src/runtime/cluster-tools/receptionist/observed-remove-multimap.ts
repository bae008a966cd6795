/** The number of changes that each node made, by node. */
export interface ChangeCounts {
  readonly [node: string]: number
}

/** A value with the changes that added it and that no removal has observed yet. */
interface Binding<V> {
  readonly value: V
  readonly addedBy: ChangeCounts
}

/**
 * A replicated multimap. Copies that were changed on different nodes merge to the same map in any order, and a value that
 * one node adds while another removes it stays. Pekko: ORMultiMap (DD-11). Plain data, so that it can be sent.
 *
 * Every change counts, removals too. So copies with equal counts are equal, and a status of counts is enough to compare.
 */
export interface ObservedRemoveMultimap<V> {
  readonly changes: ChangeCounts
  readonly bindings: { readonly [key: string]: { readonly [id: string]: Binding<V> } }
}

export const emptyMultimap: ObservedRemoveMultimap<never> = { changes: {}, bindings: {} }

/** Adds a value under a key. The id identifies it among the values of the key. */
export function withBinding<V>(
  map: ObservedRemoveMultimap<V>,
  node: string,
  key: string,
  id: string,
  value: V,
): ObservedRemoveMultimap<V> {
  const count = (map.changes[node] ?? 0) + 1
  const binding: Binding<V> = { value, addedBy: { [node]: count } }
  return {
    changes: { ...map.changes, [node]: count },
    bindings: { ...map.bindings, [key]: { ...map.bindings[key], [id]: binding } },
  }
}

/** Removes the value with this id as far as this copy knows of its additions; the same map when it is unknown. */
export function withoutBinding<V>(
  map: ObservedRemoveMultimap<V>,
  node: string,
  key: string,
  id: string,
): ObservedRemoveMultimap<V> {
  const values = map.bindings[key]
  if (values?.[id] === undefined) return map
  const { [id]: _, ...others } = values
  const { [key]: __, ...otherKeys } = map.bindings
  return {
    changes: { ...map.changes, [node]: (map.changes[node] ?? 0) + 1 },
    bindings: Object.keys(others).length === 0 ? otherKeys : { ...map.bindings, [key]: others },
  }
}

/** Commutative, associative and idempotent. */
export function mergedMultimap<V>(
  a: ObservedRemoveMultimap<V>,
  b: ObservedRemoveMultimap<V>,
): ObservedRemoveMultimap<V> {
  const bindings: { [key: string]: { [id: string]: Binding<V> } } = {}
  for (const key of keysOf(a.bindings, b.bindings)) {
    const ofA = a.bindings[key] ?? {}
    const ofB = b.bindings[key] ?? {}
    for (const id of keysOf(ofA, ofB)) {
      const addedBy = mergedAdditions(ofA[id]?.addedBy ?? {}, ofB[id]?.addedBy ?? {}, a.changes, b.changes)
      if (Object.keys(addedBy).length === 0) continue
      bindings[key] ??= {}
      bindings[key][id] = { value: (ofA[id] ?? ofB[id])!.value, addedBy }
    }
  }
  const changes: { [node: string]: number } = {}
  for (const node of keysOf(a.changes, b.changes))
    changes[node] = Math.max(a.changes[node] ?? 0, b.changes[node] ?? 0)
  return { changes, bindings }
}

/** An addition stays if both copies have it, or if the copy without it has not seen that change yet. */
function mergedAdditions(
  a: ChangeCounts,
  b: ChangeCounts,
  seenByA: ChangeCounts,
  seenByB: ChangeCounts,
): ChangeCounts {
  const merged: { [node: string]: number } = {}
  for (const [node, count] of Object.entries(a))
    if (b[node] === count || count > (seenByB[node] ?? 0)) merged[node] = count
  for (const [node, count] of Object.entries(b))
    if (a[node] !== count && count > (seenByA[node] ?? 0)) merged[node] = count
  return merged
}

/** True when both copies have seen the same changes. */
export const sameChanges = (a: ChangeCounts, b: ChangeCounts): boolean =>
  keysOf(a, b).every(node => a[node] === b[node])

/** The values under a key, in the order of their ids. */
export const valuesOf = <V>({ bindings }: ObservedRemoveMultimap<V>, key: string): readonly V[] => {
  const values = bindings[key] ?? {}
  return Object.keys(values)
    .sort()
    .map(id => values[id]!.value)
}

/** Sorted, so that equal maps have the same text. */
const keysOf = (a: object, b: object): readonly string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()
