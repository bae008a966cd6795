import { lowestIndex } from '../../trace/event-log/lowest-index.ts'
import { compareNodeKeys } from './address.ts'
import type { NodeKey } from './ids.ts'
import type { Member } from './member.ts'
import { compareMembers } from './member-order.ts'

/**
 * Visits two sorted lists side by side: each member with its other copy, and undefined for a list that lacks it. States of
 * one cluster share most members, and the same object needs no comparison.
 */
export function sideBySide(
  left: readonly Member[],
  right: readonly Member[],
  visit: (left: Member | undefined, right: Member | undefined) => void,
): void {
  let inLeft = 0
  let inRight = 0
  while (inLeft < left.length || inRight < right.length) {
    const a = left[inLeft]
    const b = right[inRight]
    const order = a === b ? 0 : a === undefined ? 1 : b === undefined ? -1 : compareMembers(a, b)
    if (order <= 0) inLeft++
    if (order >= 0) inRight++
    visit(order <= 0 ? a : undefined, order >= 0 ? b : undefined)
  }
}

/** The place of a key in the sorted list; of an absent one, the place to insert it. */
const placeOf = (keys: readonly NodeKey[], key: NodeKey): number =>
  lowestIndex(keys.length, i => compareNodeKeys(keys[i]!, key) >= 0)

export const hasKey = (keys: readonly NodeKey[], key: NodeKey): boolean => keys[placeOf(keys, key)] === key

/** The sorted list with this key; the list itself when it has it. */
export function withKey(keys: readonly NodeKey[], key: NodeKey): readonly NodeKey[] {
  const place = placeOf(keys, key)
  return keys[place] === key ? keys : [...keys.slice(0, place), key, ...keys.slice(place)]
}

/** The keys of both sorted lists; the first one itself when it has them all. */
export function union(keys: readonly NodeKey[], others: readonly NodeKey[]): readonly NodeKey[] {
  if (keys === others || others.length === 0) return keys
  const all: NodeKey[] = []
  let place = 0
  for (const other of others) {
    while (place < keys.length && keys[place] !== other && compareNodeKeys(keys[place]!, other) < 0)
      all.push(keys[place++]!)
    if (keys[place] === other) place++
    all.push(other)
  }
  while (place < keys.length) all.push(keys[place++]!)
  return all.length === keys.length ? keys : all
}
