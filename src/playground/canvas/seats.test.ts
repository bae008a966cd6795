import { describe, expect, test } from 'vitest'
import { bySeatOrder, type Seat, seatAll } from './seats.ts'
import { takeSeats } from './tree/actor-slots.ts'
import { layoutTree } from './tree/tree-layout.ts'
import { treeMeasures } from './tree/tree-measures.ts'

const ids = (count: number) => Array.from({ length: count }, (_, index) => `node-${index + 1}`)
const plan = (count: number) => ({ nodes: ids(count), clients: ['client'], databases: ['database'] })
const overlap = (a: Seat, b: Seat) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

describe.each(['wide', 'narrow'] as const)('seats on a %s page', breadth => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 20, 30])('no two cards of %i nodes overlap', count => {
    const seats = [...seatAll(plan(count), breadth).values()]
    expect(seats).toHaveLength(count + 3)
    for (const [index, seat] of seats.entries()) {
      for (const other of seats.slice(index + 1)) expect(overlap(seat, other)).toBe(false)
    }
  })

  test.each([1, 2, 3, 4, 5, 8, 20])('no two cards of %i nodes overlap when trees stand open', count => {
    for (const open of [ids(count), ids(count).slice(0, 1), ids(count).slice(-1)]) {
      const measures = treeMeasures({ breadth, trees: open.length, large: false })
      const tree = layoutTree(
        takeSeats(new Map(), ['/user/a', '/user/b', '/user/c', '/user/a/d']),
        measures,
        true,
      )
      const trees = new Map(open.map(id => [id, tree]))
      const seats = [...seatAll({ ...plan(count), trees }, breadth).values()]
      for (const [index, seat] of seats.entries()) {
        for (const other of seats.slice(index + 1)) expect(overlap(seat, other)).toBe(false)
        if (seat.tree === undefined) continue
        expect(seat.tree.x + tree.width).toBeLessThanOrEqual(seat.width)
        expect(seat.tree.y + tree.height).toBeLessThanOrEqual(seat.height)
      }
    }
  })

  test('a node keeps its seat when others come, up to eight', () => {
    const first = seatAll(plan(4), breadth)
    for (const count of breadth === 'wide' ? [5, 6, 7, 8] : [6, 8]) {
      const later = seatAll(plan(count), breadth)
      for (const id of ids(4)) expect(later.get(id)).toEqual(first.get(id))
    }
  })

  test('the database is below all nodes', () => {
    const seats = seatAll(plan(4), breadth)
    const database = seats.get('database')!
    for (const id of ids(4)) expect(seats.get(id)!.y + seats.get(id)!.height).toBeLessThan(database.y)
  })
})

test('the client is outside the ring: left of it, or above it on a phone', () => {
  const wide = seatAll(plan(4), 'wide')
  expect(wide.get('client')!.x + wide.get('client')!.width).toBeLessThan(wide.get('node-1')!.x)
  const narrow = seatAll(plan(4), 'narrow')
  expect(narrow.get('client')!.y + narrow.get('client')!.height).toBeLessThan(narrow.get('node-1')!.y)
})

test('node-10 sits after node-2', () => {
  expect(['node-10', 'client', 'node-2', 'node-1'].sort(bySeatOrder)).toEqual([
    'client',
    'node-1',
    'node-2',
    'node-10',
  ])
})
