import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../random.ts'
import { type LinkSettings, Links, smallestLatencyMs } from './links.ts'

const settings: LinkSettings = {
  default: { minMs: 10, maxMs: 20 },
  between: [
    { a: 'b', b: 'a', minMs: 3, maxMs: 3 },
    { a: '*', b: 'database', minMs: 30, maxMs: 40 },
  ],
}

test('a link has the latency of the first match in either direction, where a star matches all', () => {
  const links = new Links(settings, 'a', seededRandom('x'))
  expect(links.latencyTo('b').minMs).toBe(3)
  expect(new Links(settings, 'b', seededRandom('x')).latencyTo('a').minMs).toBe(3)
  expect(links.latencyTo('database').minMs).toBe(30)
  expect(new Links(settings, 'database', seededRandom('x')).latencyTo('c').minMs).toBe(30)
  expect(links.latencyTo('c').minMs).toBe(10)
  expect(smallestLatencyMs(settings)).toBe(3)
})

test('a message arrives within the latency range, or later to keep the order', () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(fc.nat({ max: 30 })), (seed, gaps) => {
      const links = new Links(settings, 'a', seededRandom(`${seed}`))
      let now = 0
      let last = 0
      for (const gap of gaps) {
        now += gap
        const due = links.due('c', now)
        expect(due).toBeGreaterThanOrEqual(Math.max(now + 10, last))
        expect(due).toBeLessThanOrEqual(Math.max(now + 20, last))
        last = due
      }
    }),
  )
})

test('a link draws every latency of its range, and numbers envelopes across receivers', () => {
  const links = new Links(settings, 'a', seededRandom('x'))
  const seen = new Set(Array.from({ length: 500 }, (_, i) => links.due('c', i * 100) - i * 100))
  expect([...seen].sort((a, b) => a - b)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20])
  expect([links.nextSeq(), links.nextSeq()]).toEqual([0, 1])
})

test('a latency below one millisecond is rejected', () => {
  const make = (minMs: number, maxMs: number) => () =>
    new Links({ default: { minMs, maxMs } }, 'a', seededRandom('x'))
  for (const [min, max] of [
    [0, 1],
    [2, 1],
    [1.5, 2],
  ] as const) {
    expect(make(min, max)).toThrow(/at least 1/)
  }
})
