import { expect, test } from 'vitest'
import { seededRandom } from '../../random.ts'
import {
  emptyMultimap,
  mergedMultimap,
  type ObservedRemoveMultimap,
  sameChanges,
  valuesOf,
  withBinding,
  withoutBinding,
} from './observed-remove-multimap.ts'

type Map = ObservedRemoveMultimap<string>

const add = (map: Map, node: string, id: string, key = 'k') => withBinding(map, node, key, id, id)
const remove = (map: Map, node: string, id: string, key = 'k') => withoutBinding(map, node, key, id)

test('values of several keys are added and removed', () => {
  const map = add(add(add(emptyMultimap, 'a', 'x'), 'a', 'y'), 'a', 'x', 'other')
  expect([valuesOf(map, 'k'), valuesOf(map, 'other'), valuesOf(map, 'none')]).toEqual([['x', 'y'], ['x'], []])
  expect(valuesOf(remove(map, 'a', 'x'), 'k')).toEqual(['y'])
  expect(Object.keys(remove(remove(map, 'a', 'x'), 'a', 'y').bindings)).toEqual(['other'])
  expect(remove(map, 'a', 'unknown')).toBe(map)
})

test('an addition and a removal under one key on two nodes keep both changes [C-314]', () => {
  const start = add(emptyMultimap, 'a', 'x')
  const merged = mergedMultimap(remove(start, 'a', 'x'), add(start, 'b', 'y'))
  expect(valuesOf(merged, 'k')).toEqual(['y'])
})

test('a value that one node adds again while another removes it stays', () => {
  const start = add(emptyMultimap, 'a', 'x')
  const removed = remove(start, 'b', 'x')
  const addedAgain = add(start, 'a', 'x')
  expect(valuesOf(mergedMultimap(removed, addedAgain), 'k')).toEqual(['x'])
  expect(valuesOf(mergedMultimap(removed, start), 'k')).toEqual([])
})

/** Three copies, changed and merged at random. */
function randomCopies(seed: number): Map[] {
  const random = seededRandom(`multimap/${seed}`)
  const nodes = ['a', 'b', 'c']
  const copies: Map[] = [emptyMultimap, emptyMultimap, emptyMultimap]
  for (let step = 0; step < 30; step++) {
    const i = random.below(3)
    const id = random.pick(['x', 'y', 'z'])
    const key = random.pick(['k', 'l'])
    const choice = random.below(3)
    if (choice === 0) copies[i] = add(copies[i]!, nodes[i]!, id, key)
    else if (choice === 1) copies[i] = remove(copies[i]!, nodes[i]!, id, key)
    else copies[i] = mergedMultimap(copies[i]!, copies[random.below(3)]!)
  }
  return copies
}

test('copies merge to the same map in any order, and equal counts mean equal maps', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const [a, b, c] = randomCopies(seed) as [Map, Map, Map]
    const merged = mergedMultimap(mergedMultimap(a, b), c)
    expect(mergedMultimap(c, mergedMultimap(b, a))).toEqual(merged)
    expect(mergedMultimap(merged, a)).toEqual(merged)
    for (const [one, other] of [
      [a, b],
      [b, c],
      [a, c],
    ] as const)
      if (sameChanges(one.changes, other.changes)) expect(one.bindings).toEqual(other.bindings)
  }
})
