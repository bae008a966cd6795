import { describe, expect, test } from 'vitest'
import { emptyView, foldAll } from '../../trace/index.ts'
import type { TraceEvent } from '../../trace/trace-event.ts'
import { changedLinksOf, cutDirectionsOf, linkStateOf, sidesOf } from './link-state.ts'

const nodes = ['node-1', 'node-2', 'node-3']

const started: readonly TraceEvent[] = nodes.map(node => ({
  at: 0,
  node,
  seq: 0,
  type: 'ParticipantStarted',
  kind: 'node',
  address: `pekko://a@${node}:1`,
  uid: 1,
  incarnation: 1,
  roles: [],
}))

const cut = (...links: readonly (readonly [string, string])[]): readonly TraceEvent[] =>
  links.map(([from, to], seq) => ({ at: 1, node: 'conductor', seq, type: 'LinkCut', from, to }))

const viewAfter = (...events: readonly TraceEvent[]) => foldAll(emptyView, [...started, ...events])

describe('the sides of a cluster', () => {
  test('are none while every node reaches every other one over some way', () => {
    expect(sidesOf(viewAfter())).toBeNull()
    expect(sidesOf(viewAfter(...cut(['node-1', 'node-2'], ['node-2', 'node-1'])))).toBeNull()
  })

  test('are divided by cuts in both directions', () => {
    const apart = cut(['node-1', 'node-2'], ['node-2', 'node-1'], ['node-1', 'node-3'], ['node-3', 'node-1'])
    expect(Object.fromEntries(sidesOf(viewAfter(...apart)) ?? [])).toEqual({
      'node-1': 0,
      'node-2': 1,
      'node-3': 1,
    })
  })

  test('are not divided by a cut in one direction', () => {
    expect(sidesOf(viewAfter(...cut(['node-1', 'node-2'], ['node-1', 'node-3'])))).toBeNull()
  })
})

describe('a link', () => {
  test('is cut in the directions of its events', () => {
    const view = viewAfter(...cut(['node-2', 'node-1']))
    expect(cutDirectionsOf(linkStateOf(view, 'node-1', 'node-2'))).toBe('back')
    expect(cutDirectionsOf(linkStateOf(view, 'node-2', 'node-1'))).toBe('there')
    expect(cutDirectionsOf(linkStateOf(view, 'node-1', 'node-3'))).toBe('none')
  })

  test('with two changed directions is listed once', () => {
    const view = viewAfter(...cut(['node-2', 'node-1'], ['node-1', 'node-2']))
    expect(changedLinksOf(view).map(({ from, to }) => [from, to])).toEqual([['node-1', 'node-2']])
  })
})
