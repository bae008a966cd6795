import { expect, test } from 'vitest'
import { type ClusterView, linkKey } from '../../trace/index.ts'
import { crossingsOf, effectOf } from './stroke.ts'

const link = (from: string, to: string, x1: number, y1: number, x2: number, y2: number) => ({
  from,
  to,
  route: {
    from: { x: x1, y: y1 },
    control: { x: (x1 + x2) / 2, y: (y1 + y2) / 2 },
    to: { x: x2, y: y2 },
  },
})

/** Two links from left to right, one below the other, and one from top to bottom. */
const links = [link('a', 'b', 0, 0, 100, 0), link('c', 'd', 0, 50, 100, 50), link('e', 'f', 20, -20, 20, 20)]
type Corner = readonly [x: number, y: number]
const crossings = (...stroke: readonly Corner[]) =>
  crossingsOf(
    stroke.map(([x, y]) => ({ x, y })),
    links,
  )
const directions = (...stroke: readonly Corner[]) =>
  crossings(...stroke).map(({ from, to }) => `${from} → ${to}`)

test('a stroke crosses the links on its way, and no others', () => {
  expect(directions([50, -10], [50, 60])).toEqual(['a → b', 'c → d'])
  expect(directions([50, -10], [60, 10], [60, 20])).toEqual(['a → b'])
  expect(directions([40, -10], [0, -10])).toEqual(['e → f'])
})

test('a stroke that ends before a link does not cross it, and a click crosses nothing', () => {
  expect(directions([50, 10], [50, 40])).toEqual([])
  expect(directions([50, 0])).toEqual([])
  expect(directions()).toEqual([])
})

test('a stroke that is drawn the other way round crosses in the other direction', () => {
  expect(directions([50, 60], [50, -10])).toEqual(['b → a', 'd → c'])
  expect(directions([0, -10], [40, -10])).toEqual(['f → e'])
  expect(directions([50, -10], [50, 10], [60, 10], [60, -10]), 'the last crossing counts').toEqual(['b → a'])
})

test('a crossing has its place on the link and the angle of its direction', () => {
  expect(crossings([40, -10], [60, 10])).toEqual([{ from: 'a', to: 'b', at: { x: 50, y: 0 }, angle: 0 }])
  const [back] = crossings([60, 10], [40, -10])
  expect(back?.at).toEqual({ x: 50, y: 0 })
  expect(Math.abs(back?.angle ?? 0)).toBeCloseTo(Math.PI)
})

const viewWithCuts = (...cuts: readonly (readonly [from: string, to: string])[]) =>
  ({
    links: Object.fromEntries(cuts.map(([from, to]) => [linkKey(from, to), { from, to, cut: true }])),
  }) as unknown as ClusterView

test('a stroke cuts both directions, or the direction in which it crosses', () => {
  const up = crossings([50, 60], [50, -10])
  expect(effectOf(up, false, viewWithCuts())?.action).toEqual({
    type: 'Cut',
    links: [
      { from: 'a', to: 'b' },
      { from: 'c', to: 'd' },
    ],
  })
  expect(effectOf(up, true, viewWithCuts())?.action).toEqual({
    type: 'Cut',
    links: [
      { from: 'b', to: 'a', oneWay: true },
      { from: 'd', to: 'c', oneWay: true },
    ],
  })
  expect(effectOf([], true, viewWithCuts())).toBeNull()
})

test('a stroke changes only links that are not cut yet, and heals when all are cut', () => {
  const down = crossings([50, -10], [50, 60])
  const one = effectOf(down, true, viewWithCuts(['a', 'b'], ['d', 'c']))
  expect(one?.action).toEqual({ type: 'Cut', links: [{ from: 'c', to: 'd', oneWay: true }] })
  expect(one?.crossings.map(({ from }) => from)).toEqual(['c'])
  expect(effectOf(down, true, viewWithCuts(['a', 'b'], ['c', 'd']))?.action).toEqual({
    type: 'Heal',
    links: [
      { from: 'a', to: 'b', oneWay: true },
      { from: 'c', to: 'd', oneWay: true },
    ],
  })
  expect(effectOf(down, false, viewWithCuts(['a', 'b'], ['c', 'd']))?.action.type, 'half cut').toBe('Cut')
})
