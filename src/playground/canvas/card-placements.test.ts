import { describe, expect, test } from 'vitest'
import { byNameAndNumber, type Placement, placeCards } from './card-placements.ts'
import type { Room } from './card-plan.ts'
import { leastZoom, type Size } from './card-sizes.ts'
import { boundsOf, fittedView } from './fitted-view.ts'
import { assignSlots } from './tree/actor-slots.ts'
import { layoutTree } from './tree/tree-layout.ts'
import { treeMeasures } from './tree/tree-measures.ts'

const ids = (count: number) => Array.from({ length: count }, (_, index) => `node-${index + 1}`)
const plan = (count: number) => ({ nodes: ids(count), clients: ['client'], databases: ['database'] })
const rooms: Readonly<Record<string, Room>> = {
  'unknown room': { breadth: 'wide', size: null, presenting: false },
  'large room': { breadth: 'wide', size: { width: 1500, height: 720 }, presenting: false },
  laptop: { breadth: 'wide', size: { width: 984, height: 408 }, presenting: false },
  'laptop, presenting': { breadth: 'wide', size: { width: 984, height: 348 }, presenting: true },
  phone: { breadth: 'narrow', size: { width: 360, height: 288 }, presenting: false },
}
const overlap = (a: Placement, b: Placement) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

function expectApart(placements: readonly Placement[]): void {
  for (const [index, placement] of placements.entries()) {
    for (const other of placements.slice(index + 1)) expect(overlap(placement, other)).toBe(false)
  }
}

describe.each(Object.entries(rooms))('placeCards in a %s', (_, room) => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 30])('keeps the cards of %i nodes apart', count => {
    const placements = [...placeCards(plan(count), room).values()]
    expect(placements).toHaveLength(count + 3)
    expectApart(placements)
  })

  test.each([1, 2, 3, 4, 5, 8, 20])('keeps the cards of %i nodes with open trees apart', count => {
    for (const open of [ids(count), ids(count).slice(0, 1), ids(count).slice(-1)]) {
      const measures = treeMeasures({ ...room, roomy: open.length === 1 && room.breadth === 'wide' })
      const tree = layoutTree(
        assignSlots(new Map(), ['/user/a', '/user/b', '/user/c', '/user/a/d']),
        measures,
        true,
      )
      const trees = new Map(open.map(id => [id, tree]))
      const placements = [...placeCards({ ...plan(count), trees }, room).values()]
      expectApart(placements)
      for (const placement of placements) {
        if (placement.tree === undefined) continue
        expect(placement.tree.x + tree.width).toBeLessThanOrEqual(placement.width)
        expect(placement.tree.y + tree.height).toBeLessThanOrEqual(placement.height)
      }
    }
  })

  test('keeps the first four nodes in their corners when others join', () => {
    const side = ({ x, width }: Placement) => Math.sign(x + width / 2)
    for (const count of [5, 6, 8, 10]) {
      const placements = placeCards(plan(count), room)
      const [first, second, third, fourth] = ids(4).map(id => placements.get(id)!)
      if (first!.level === 'chip') continue
      expect([first, second, third, fourth].map(card => side(card!))).toEqual([-1, 1, -1, 1])
      expect(first!.y).toBe(second!.y)
      expect(third!.y).toBe(fourth!.y)
      expect(first!.y).toBeLessThan(third!.y)
    }
  })
})

test('client and database are beside the nodes of a wide room, and above or below them in a narrow one', () => {
  const wide = placeCards(plan(4), rooms['large room']!)
  expect(wide.get('client')!.x + wide.get('client')!.width).toBeLessThan(wide.get('node-1')!.x)
  expect(wide.get('database')!.x).toBeGreaterThan(wide.get('node-2')!.x + wide.get('node-2')!.width)
  const narrow = placeCards(plan(4), rooms.phone!)
  expect(narrow.get('database')!.y).toBeGreaterThan(narrow.get('node-4')!.y + narrow.get('node-4')!.height)
})

test('node-10 is sorted after node-2', () => {
  expect(['node-10', 'client', 'node-2', 'node-1'].sort(byNameAndNumber)).toEqual([
    'client',
    'node-1',
    'node-2',
    'node-10',
  ])
})

/** Rooms of the canvas as the browser has them, with the cards that they have room for. */
const seen: readonly (readonly [string, Size, boolean, number, string])[] = [
  ['1366×768', { width: 984, height: 408 }, false, 4, 'full'],
  ['1440×900', { width: 1056, height: 552 }, false, 4, 'full'],
  ['1920×1080', { width: 1524, height: 720 }, false, 4, 'full'],
  ['1024×768', { width: 636, height: 408 }, false, 4, 'medium'],
  ['390×844', { width: 360, height: 288 }, false, 4, 'compact'],
  ['1440×900', { width: 1056, height: 492 }, false, 10, 'compact'],
  ['1920×1080', { width: 1524, height: 660 }, false, 10, 'full'],
  ['1920×1080, presenting', { width: 1452, height: 636 }, true, 4, 'full'],
]
test.each(seen)(
  'at %s, the view of all cards keeps their text readable',
  (_, size, presenting, count, level) => {
    const breadth = size.width < 600 ? 'narrow' : 'wide'
    const placements = placeCards(plan(count), { breadth, size, presenting })
    expect(placements.get('node-1')!.level).toBe(level)
    const view = fittedView(placements, null, { ...size, left: 0, top: 0 }, presenting)!
    expect(view.pans).toBe(false)
    expect(view.zoom).toBeGreaterThanOrEqual(leastZoom(presenting))
  },
)

test('a view of too many cards keeps the least zoom and pans, beginning at the card in focus', () => {
  const room: Room = { breadth: 'narrow', size: { width: 360, height: 288 }, presenting: false }
  const placements = placeCards(plan(40), room)
  const view = fittedView(placements, 'node-1', { ...room.size!, left: 0, top: 0 }, false)!
  expect(view.pans).toBe(true)
  expect(view.zoom).toBe(leastZoom(false))
  const { y } = placements.get('node-1')!
  expect(y * view.zoom + view.y).toBeGreaterThanOrEqual(0)
})

describe('the view of a tree that is higher than the canvas', () => {
  const boxes = new Map([
    ['/user', { x: 80, y: 0, width: 152, height: 70 }],
    ['/user/a', { x: 0, y: 380, width: 152, height: 70 }],
  ])
  const layout = { width: 312, height: 450, boxes, edges: [], system: boxes.get('/user')!, roomy: false }
  const placements = new Map<string, Placement>([
    ['server', { x: 200, y: 0, width: 344, height: 570, level: 'full', tree: { x: 16, y: 74, layout } }],
    ['client', { x: 0, y: 200, width: 172, height: 124, level: 'full' }],
  ])
  const room = { left: 14, top: 56, width: 984, height: 264 }
  /** The part of the room, in px of the screen, that these things take. */
  const seen = (things: readonly string[]) => {
    const bounds = boundsOf(things, placements)!
    const { y, zoom } = fittedView(placements, 'server', room, false, bounds)!
    return [bounds.y * zoom + y - room.top, (bounds.y + bounds.height) * zoom + y - room.top] as const
  }

  test.each([
    ['the first actor', ['server/user']],
    ['the last actor', ['server/user/a']],
    ['a card beside it', ['client']],
    ['an actor and its node', ['server', 'server/user/a']],
  ])('shows %s that a lesson points at', (_, things) => {
    const [start, end] = seen(things)
    expect(start).toBeGreaterThanOrEqual(0)
    expect(end).toBeLessThanOrEqual(room.height)
  })

  test('shows the beginning of what is larger than the room', () => {
    const [start, end] = seen(['server/user', 'server/user/a'])
    expect(start).toBeGreaterThanOrEqual(0)
    expect(end).toBeGreaterThan(room.height)
  })

  test('has no bounds of things that are not there', () => {
    expect(boundsOf([], placements)).toBeNull()
    expect(boundsOf(['nothing', 'nothing/user'], placements)).toBeNull()
    // An actor without a box is somewhere in its node.
    expect(boundsOf(['server/user/b'], placements)).toEqual({ x: 200, y: 0, width: 344, height: 570 })
  })
})
