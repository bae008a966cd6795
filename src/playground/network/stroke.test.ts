import { expect, test } from 'vitest'
import { crossedBy } from './stroke.ts'

const link = (id: string, x1: number, y1: number, x2: number, y2: number) => ({
  id,
  route: {
    from: { x: x1, y: y1 },
    control: { x: (x1 + x2) / 2, y: (y1 + y2) / 2 },
    to: { x: x2, y: y2 },
  },
})

const links = [link('high', 0, 0, 100, 0), link('low', 0, 50, 100, 50), link('steep', 20, -20, 20, 20)]
const crossed = (...stroke: readonly (readonly [number, number])[]) =>
  crossedBy(
    stroke.map(([x, y]) => ({ x, y })),
    links,
  ).map(({ id }) => id)

test('a stroke crosses the links on its way, and no others', () => {
  expect(crossed([50, -10], [50, 60])).toEqual(['high', 'low'])
  expect(crossed([50, -10], [60, 10], [60, 20])).toEqual(['high'])
  expect(crossed([0, -10], [40, -10])).toEqual(['steep'])
})

test('a stroke that ends before a link does not cross it, and a click crosses nothing', () => {
  expect(crossed([50, 10], [50, 40])).toEqual([])
  expect(crossed([50, 0])).toEqual([])
  expect(crossed()).toEqual([])
})
