import { describe, expect, test } from 'vitest'
import type { ActorRef } from '../../actor/api/actor-ref.ts'
import { Registry } from './registry.ts'
import { topicsOf } from './topic-name.ts'

const [a, b, c] = ['pekko://c@host:1', 'pekko://c@host:2', 'pekko://c@host:3'] as const
const ref = (path: string): ActorRef<unknown> => ({ path, tell: () => {} })
const filled = (self: string, keys: number, now: number) => {
  let registry = new Registry(self, [a, b, c])
  for (let i = 0; i < keys; i++) registry = registry.put(`/user/x${i}`, ref(`/user/x${i}#1`), now)
  return registry
}
const elements = (registry: Registry, versions = {}, max = 3000) =>
  registry.delta(versions, max).map(bucket => Object.keys(bucket.content).length)

describe('the bucket of a node', () => {
  test('gets a higher version with every change, at least the current time (PS-2)', () => {
    const first = filled(a, 2, 100)
    expect(first.own.version).toBe(101)
    expect(first.put('/user/y', null, 5000).own.version).toBe(5000)
  })

  test('keeps a tombstone of a removed entry, which find does not return (PS-3)', () => {
    const registry = filled(a, 1, 100).put('/user/x0', null, 200)
    expect(registry.find('/user/x0')).toEqual([])
    expect(registry.keys()).toEqual(['/user/x0'])
  })

  test('prunes tombstones by its own versions, so an unchanged bucket keeps its last one (PS-18)', () => {
    const removed = filled(a, 1, 100).put('/user/x0', null, 200)
    expect(removed.pruned(1000).keys()).toEqual(['/user/x0'])
    const changed = removed.put('/user/y', ref('/user/y#2'), 1200)
    expect(changed.pruned(1000).keys()).toEqual(['/user/x0', '/user/y'])
    expect(changed.put('/user/z', ref('/user/z#3'), 1201).pruned(1000).keys()).toEqual(['/user/y', '/user/z'])
  })
})

describe('a delta', () => {
  test('for a status without versions has all entries: 10, 9 and 2 [C-297]', () => {
    const registry = filled(a, 10, 100)
      .merge(filled(b, 9, 100).delta({}, 3000))
      .merge(filled(c, 2, 100).delta({}, 3000))
    expect(elements(registry)).toEqual([10, 9, 2])
    expect(elements(registry, registry.versions())).toEqual([])
  })

  test('has at most 500 entries, and the next one continues after its last entry [C-298]', () => {
    const source = filled(a, 1010, 100)
    let target = new Registry(b, [a, b])
    const pieces: number[] = []
    const versions: number[] = []
    for (let round = 0; round < 4; round++) {
      const delta = source.delta(target.versions(), 500)
      pieces.push(...delta.map(bucket => Object.keys(bucket.content).length))
      target = target.merge(delta)
      versions.push(target.bucketOf(a).version)
    }
    expect(pieces).toEqual([500, 500, 10])
    expect(versions).toEqual([599, 1099, 1109, 1109])
    expect(target.keys()).toEqual(source.keys())
  })

  test('applies its limit to all buckets together (PS-15)', () => {
    const registry = filled(a, 10, 100).merge(filled(b, 10, 100).delta({}, 3000))
    expect(elements(registry, {}, 14)).toEqual([10, 4])
  })

  test('of an unknown owner or with an older version changes nothing (PS-16)', () => {
    const registry = filled(a, 1, 100)
    const unknown = filled('pekko://c@host:9', 3, 100).delta({}, 3000)
    expect(registry.merge(unknown).keys()).toEqual(registry.keys())
    const newer = filled(b, 2, 500)
    const known = registry.merge(newer.delta({}, 3000))
    expect(known.merge(filled(b, 3, 100).delta({}, 3000)).bucketOf(b)).toBe(known.bucketOf(b))
  })

  test('excludes the bucket of a removed node (PS-17)', () => {
    const registry = filled(a, 1, 100).merge(filled(b, 2, 100).delta({}, 3000))
    expect(registry.withoutNode(b).keys()).toEqual(['/user/x0'])
    expect(registry.withoutNode(b).nodes).toEqual([a, c])
  })

  test('is requested when the other side has newer versions (PS-14)', () => {
    const registry = filled(a, 1, 100)
    expect(registry.isBehind({ [a]: 100 })).toBe(false)
    expect(registry.isBehind({ [a]: 100, [b]: 1 })).toBe(true)
  })
})

test('topicsOf returns the decoded keys directly below the mediator, without groups [C-300]', () => {
  expect(
    topicsOf(['/system/m/read', '/system/m/a%20b%2Fc', '/system/m/read/group', '/user/read'], '/system/m'),
  ).toEqual(['a b/c', 'read'])
})
