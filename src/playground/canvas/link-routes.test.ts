import { expect, test } from 'vitest'
import { type Placement, placeCards } from './card-placements.ts'
import { curveBetween, pointOnCurve } from './flight-path.ts'
import { routeBetween } from './link-routes.ts'

const nodes = (count: number) => Array.from({ length: count }, (_, index) => `node-${index + 1}`)
const ring = (count: number, width: number, height: number) =>
  placeCards(
    { nodes: nodes(count), clients: ['client'], databases: ['database'] },
    { breadth: 'wide', size: { width, height }, presenting: false },
  )

/** Pairs of nodes whose link is behind another card, as `node-1 node-3`. */
function hiddenLinks(placements: ReadonlyMap<string, Placement>): readonly string[] {
  const ids = [...placements.keys()].filter(id => id.startsWith('node'))
  return ids.flatMap((from, index) =>
    ids.slice(index + 1).flatMap(to => {
      const route = routeBetween(placements, from, to)!
      const isHidden = [...placements].some(
        ([id, { x, y, width, height }]) =>
          id !== from &&
          id !== to &&
          Array.from({ length: 60 }, (_, step) => pointOnCurve(route, step / 59)).some(
            point => point.x > x && point.x < x + width && point.y > y && point.y < y + height,
          ),
      )
      return isHidden ? [`${from} ${to}`] : []
    }),
  )
}

test.each([
  ['a desk', 5, 1060, 480],
  ['a desk', 10, 1060, 440],
  ['a large desk', 10, 1540, 660],
  ['a laptop', 10, 980, 360],
])('on %s with %i nodes no link is behind a card', (_, count, width, height) => {
  expect(hiddenLinks(ring(count, width, height))).toEqual([])
})

test('a link with a free way is straight, and both directions of a link share one way', () => {
  const placements = ring(10, 1060, 440)
  const [start, end] = [placements.get('node-1')!, placements.get('node-4')!]
  expect(routeBetween(placements, 'node-1', 'node-4')).toEqual(curveBetween(start, end, 0))
  const there = routeBetween(placements, 'node-1', 'node-3')!
  const back = routeBetween(placements, 'node-3', 'node-1')!
  expect(there.control).not.toEqual(curveBetween(start, placements.get('node-3')!, 0).control)
  expect([back.from, back.control, back.to]).toEqual([there.to, there.control, there.from])
})
