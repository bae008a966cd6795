import { expect, test } from 'vitest'
import { testHeader } from '../../trace/sample-run.ts'
import { inFamilyOrder, type Lane } from '../store/lanes.ts'
import { sharedUntil } from './compare-lanes.ts'

const lane = (runId: string, parent: string | null, at: number | null, number = 0): Lane => ({
  runId,
  branch: parent === null ? null : { root: 'main', parent, at, number, name: null, change: { type: 'none' } },
  name: null,
  header: testHeader('cqrs', 1),
  until: 100,
  log: null,
  ownLamps: [],
  chapters: null,
  actions: null,
})

const main = lane('main', null, null)
const a = lane('a', 'main', 50, 1)
const b = lane('b', 'main', 30, 2)
const ofA = lane('of-a', 'a', 70, 3)
const restarted = lane('restarted', 'a', null, 4)
const lanes = [main, a, b, ofA, restarted]

test.each([
  [main, a, 50],
  [a, b, 30],
  [a, ofA, 70],
  [ofA, main, 50],
  [ofA, b, 30],
  [a, restarted, -1],
] as const)('two lanes share their events up to the earliest fork between them', (first, second, shared) => {
  expect(sharedUntil(lanes, first, second)).toBe(shared)
  expect(sharedUntil(lanes, second, first)).toBe(shared)
})

test('lanes whose common parent is deleted share nothing for sure', () => {
  expect(sharedUntil([a, b], a, b)).toBe(-1)
})

test('every lane follows its parent, siblings by number, and an orphan keeps its place by number', () => {
  const ids = (of: readonly Lane[]) => inFamilyOrder(of).map(({ runId }) => runId)
  expect(ids([restarted, ofA, b, a, main])).toEqual(['main', 'a', 'of-a', 'restarted', 'b'])
  expect(ids([restarted, ofA, b, main])).toEqual(['main', 'b', 'of-a', 'restarted'])
})
