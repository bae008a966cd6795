import { describe, expect, test } from 'vitest'
import { byNameAndNumber, type Placement, placeCards } from './card-placements.ts'
import { assignSlots } from './tree/actor-slots.ts'
import { layoutTree } from './tree/tree-layout.ts'
import { treeMeasures } from './tree/tree-measures.ts'

const ids = (count: number) => Array.from({ length: count }, (_, index) => `node-${index + 1}`)
const plan = (count: number) => ({ nodes: ids(count), clients: ['client'], databases: ['database'] })
const overlap = (a: Placement, b: Placement) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

describe.each(['wide', 'narrow'] as const)('placeCards on a %s page', breadth => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 20, 30])('keeps the cards of %i nodes apart', count => {
    const placements = [...placeCards(plan(count), breadth).values()]
    expect(placements).toHaveLength(count + 3)
    for (const [index, placement] of placements.entries()) {
      for (const other of placements.slice(index + 1)) expect(overlap(placement, other)).toBe(false)
    }
  })

  test.each([1, 2, 3, 4, 5, 8, 20])('keeps the cards of %i nodes with open trees apart', count => {
    for (const open of [ids(count), ids(count).slice(0, 1), ids(count).slice(-1)]) {
      const measures = treeMeasures({ breadth, trees: open.length, large: false })
      const tree = layoutTree(
        assignSlots(new Map(), ['/user/a', '/user/b', '/user/c', '/user/a/d']),
        measures,
        true,
      )
      const trees = new Map(open.map(id => [id, tree]))
      const placements = [...placeCards({ ...plan(count), trees }, breadth).values()]
      for (const [index, placement] of placements.entries()) {
        for (const other of placements.slice(index + 1)) expect(overlap(placement, other)).toBe(false)
        if (placement.tree === undefined) continue
        expect(placement.tree.x + tree.width).toBeLessThanOrEqual(placement.width)
        expect(placement.tree.y + tree.height).toBeLessThanOrEqual(placement.height)
      }
    }
  })

  test('keeps the place of a node when others join, up to eight', () => {
    const first = placeCards(plan(4), breadth)
    for (const count of breadth === 'wide' ? [5, 6, 7, 8] : [6, 8]) {
      const later = placeCards(plan(count), breadth)
      for (const id of ids(4)) expect(later.get(id)).toEqual(first.get(id))
    }
  })

  test('puts the database beside all nodes, or below them on a narrow page', () => {
    const placements = placeCards(plan(4), breadth)
    const database = placements.get('database')!
    for (const id of ids(4)) {
      const { x, y, width, height } = placements.get(id)!
      if (breadth === 'wide') expect(x + width).toBeLessThan(database.x)
      else expect(y + height).toBeLessThan(database.y)
    }
  })
})

test('a client is left of the ring, or above it on a narrow page', () => {
  const wide = placeCards(plan(4), 'wide')
  expect(wide.get('client')!.x + wide.get('client')!.width).toBeLessThan(wide.get('node-1')!.x)
  const narrow = placeCards(plan(4), 'narrow')
  expect(narrow.get('client')!.y + narrow.get('client')!.height).toBeLessThan(narrow.get('node-1')!.y)
})

test('node-10 is sorted after node-2', () => {
  expect(['node-10', 'client', 'node-2', 'node-1'].sort(byNameAndNumber)).toEqual([
    'client',
    'node-1',
    'node-2',
    'node-10',
  ])
})

/** The zoom at which all cards fit into the room. */
const zoomIn = (room: { readonly width: number; readonly height: number }, large: boolean): number => {
  const placements = [...placeCards(plan(4), 'wide', { size: room, large }).values()]
  const width =
    Math.max(...placements.map(({ x, width }) => x + width)) - Math.min(...placements.map(({ x }) => x))
  const height =
    Math.max(...placements.map(({ y, height }) => y + height)) - Math.min(...placements.map(({ y }) => y))
  return Math.min(room.width / width, room.height / height)
}

test.each([
  ['1366×768', { width: 984, height: 430 }, false, 13 / 14],
  ['1440×900', { width: 1056, height: 552 }, false, 13 / 14],
  ['1920×1080', { width: 1536, height: 730 }, false, 13 / 14],
  ['1920×1080, presenting', { width: 1460, height: 650 }, true, 20 / 21],
] as const)(
  'the cards of four nodes fit at %s without making their text too small',
  (_, room, large, least) => {
    expect(zoomIn(room, large)).toBeGreaterThanOrEqual(least)
  },
)
