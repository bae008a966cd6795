import { expect, test } from 'vitest'
import type { WatchDecision } from '../../trace/index.ts'
import { lampFrom } from './lamp-from.ts'

const red = (at: number): WatchDecision => ({
  id: `at-${at}`,
  verdict: 'false',
  at,
  events: at,
  event: null,
  since: null,
})

test('the red lamp next to the cursor is found in both directions, without the one at the cursor', () => {
  const lamps = [red(900), red(100), red(500)]
  expect([-1, 1].map(direction => lampFrom(lamps, 500, direction as 1 | -1)?.at)).toEqual([100, 900])
  expect(lampFrom(lamps, 50, 1)?.at).toBe(100)
  expect(lampFrom(lamps, 950, -1)?.at).toBe(900)
  expect([lampFrom(lamps, 900, 1), lampFrom(lamps, 100, -1)]).toEqual([null, null])
})
