import { describe, expect, test } from 'vitest'
import type { ClusterView } from '../../trace/index.ts'
import { groupings, type OutlineItem, outlineOf } from './outline.ts'
import { moved, placedItems, stillAt } from './outline-walk.ts'

const actor = (path: string, more = {}) => ({
  path,
  name: path.split('/').at(-1),
  stoppedAt: null,
  stoppedByFailure: false,
  mailbox: [],
  ...more,
})

const node = (id: string, actors: object, beliefs = {}) => ({
  id,
  kind: 'node',
  address: `pekko://Cluster@${id}:1`,
  running: true,
  uid: 1,
  beliefs,
  actors,
})

const belief = (id: string, status: string, reachable = true) => {
  const address = `pekko://Cluster@${id}:1`
  return { [address]: { address, uid: 1, status, reachable } }
}

const view = {
  participants: {
    'node-10': node('node-10', {}, {}),
    'node-1': node(
      'node-1',
      {
        '/user/a': actor('/user/a'),
        '/user/a/b': actor('/user/a/b', { mailbox: [{ id: 'node-1:9', label: 'Get' }] }),
        '/user/c': actor('/user/c'),
      },
      { ...belief('node-1', 'Up'), ...belief('node-10', 'Up', false) },
    ),
  },
  flights: [
    { id: 'node-10:3', from: 'node-10', to: 'node-1', dueAt: 20, label: 'Ping', periodic: false },
    { id: 'node-10:4', from: 'node-10', to: 'node-1', dueAt: 5, label: 'Late', periodic: false },
  ],
  deadLetters: 2,
  singletons: [],
} as unknown as ClusterView

const shape = (items: readonly OutlineItem[]): unknown =>
  items.map(({ key, children }) => (children.length === 0 ? key : [key, shape(children)]))

const outline = (grouping: (typeof groupings)[number]) => outlineOf(view, 10, grouping, ['/user/c'])

describe('the outline', () => {
  test('by node lists participants by number, and actors in the order of the scenario', () => {
    expect(shape(outline('node'))).toEqual([
      ['node-1', ['node-1/user/c', ['node-1/user/a', ['node-1/user/a/b']]]],
      'node-10',
      'dead-letters',
    ])
  })

  test('by belief lists each member as each running node sees it', () => {
    expect(shape(outline('belief'))).toEqual([
      ['node-1', ['node-1 sees node-1', 'node-1 sees node-10']],
      ['node-10', ['node-10 sees node-1', 'node-10 sees node-10']],
    ])
    const [first] = outline('belief')
    expect(first?.children.map(({ thing }) => thing.type === 'belief' && thing.opinion)).toEqual([
      'Up',
      'unreachable',
    ])
  })

  test('by supervision lists each supervisor with its children only', () => {
    expect(shape(outline('supervision'))).toEqual([
      ['node-1', ['node-1/user/c', 'node-1/user/a']],
      ['node-1/user/a', ['node-1/user/a/b']],
    ])
  })

  test('by hosting lists each singleton with its managers and the proxies that look for it', () => {
    const manager = { role: { type: 'singleton-manager', state: 'Oldest' } }
    const proxy = (singleton: string | null) => ({
      role: { type: 'singleton-proxy', singleton, buffered: 0 },
    })
    const withSingletons = (hosts: readonly string[]) =>
      ({
        ...view,
        participants: {
          'node-1': node('node-1', {
            '/user/m': actor('/user/m', manager),
            '/user/gone': actor('/user/gone', { ...manager, stoppedAt: 3 }),
            '/user/p': actor('/user/p', proxy('/user/m/one')),
          }),
          'node-2': node('node-2', {
            '/user/n': actor('/user/n', manager),
            '/user/p': actor('/user/p', proxy(null)),
          }),
        },
        singletons: hosts.map(participant => ({ participant, path: '/user/m/one#7' })),
      }) as unknown as ClusterView
    const hosting = outlineOf(withSingletons(['node-1']), 10, 'hosting', [])
    expect(shape(hosting)).toEqual([
      ['singleton /user/m/one', ['node-1/user/m', 'node-1/user/p', 'node-2/user/p']],
      ['singleton /user/n/singleton', ['node-2/user/n', 'node-2/user/p']],
    ])
    const hostsOf = (items: readonly OutlineItem[]) =>
      items.map(({ thing }) => thing.type === 'singleton' && thing.hosts)
    expect(hostsOf(hosting)).toEqual([['node-1'], []])
    expect(hostsOf(outlineOf(withSingletons(['node-1', 'node-2']), 10, 'hosting', []))[0]).toHaveLength(2)
    expect(outline('hosting')).toEqual([])
  })

  test('by message lists messages under way at the sender, and those that wait at the receiver', () => {
    expect(shape(outline('message'))).toEqual([
      ['node-1', ['node-1:9']],
      ['node-10', ['node-10:3']],
    ])
  })
})

describe('the keyboard in the outline', () => {
  const placed = placedItems(outline('node'))
  const at = (key: string) => stillAt(placed, { id: '', key })!
  const keyOf = (id: string | null) => placed.find(one => one.id === id)?.item.key ?? null

  test('arrows stay among the siblings and end at the last one', () => {
    expect(keyOf(moved(at('node-1'), 'next', new Map()))).toBe('node-10')
    expect(moved(at('dead-letters'), 'next', new Map())).toBeNull()
    expect(keyOf(moved(at('dead-letters'), 'first', new Map()))).toBe('node-1')
  })

  test('a move out and in again leads back to the child that was left', () => {
    const visited = new Map([['node-1', 'node-1/user/a']])
    expect(keyOf(moved(at('node-1/user/a'), 'out', visited))).toBe('node-1')
    expect(keyOf(moved(at('node-1'), 'in', visited))).toBe('node-1/user/a')
    expect(keyOf(moved(at('node-1'), 'in', new Map()))).toBe('node-1/user/c')
  })

  test('every place of a thing is of its own', () => {
    for (const grouping of groupings) {
      const ids = placedItems(outline(grouping)).map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
    }
  })

  test('a change of the grouping stays at the same thing, or at what contains it', () => {
    const beliefs = placedItems(outline('belief'))
    expect(stillAt(beliefs, { id: 'node-10', key: 'node-10' })?.item.key).toBe('node-10')
    expect(stillAt(beliefs, { id: 'x', key: 'node-1/user/a/b' })?.item.key).toBe('node-1')
    expect(stillAt(placed, { id: 'x', key: 'node-1/user/a/gone' })?.item.key).toBe('node-1/user/a')
    expect(stillAt(placed, { id: 'x', key: 'node-10 sees node-1' })?.item.key).toBe('node-10')
    expect(stillAt([], { id: 'x', key: 'y' })).toBeNull()
  })
})
