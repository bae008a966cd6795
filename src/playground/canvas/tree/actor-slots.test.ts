import { expect, test } from 'vitest'
import { emptyView, foldAll } from '../../../trace/index.ts'
import { SampleTrace } from '../../../trace/sample-trace.ts'
import { assignSlots, maxSlots, shownActors, stoppedShownMs } from './actor-slots.ts'

const noSlots = new Map()

test('an actor keeps its slot when a sibling stops, and a new actor takes the free slot', () => {
  const first = assignSlots(noSlots, ['/user/a', '/user/b', '/user/c', '/user/b/x'])
  expect(first.get('/user')).toEqual(['/user/a', '/user/b', '/user/c'])
  expect(first.get('/user/b')).toEqual(['/user/b/x'])
  const without = assignSlots(first, ['/user/b', '/user/b/x', '/user/c'])
  expect(without, 'nothing moved').toBe(first)
  const renewed = assignSlots(first, ['/user/b', '/user/b/x', '/user/c', '/user/d'])
  expect(renewed.get('/user')).toEqual(['/user/d', '/user/b', '/user/c'])
  expect(assignSlots(renewed, ['/user/a', '/user/b', '/user/c', '/user/d']).get('/user')).toEqual([
    '/user/d',
    '/user/b',
    '/user/c',
    '/user/a',
  ])
})

test('the number of slots is limited, and a freed slot goes to an actor without one', () => {
  const many = Array.from({ length: maxSlots + 2 }, (_, index) => `/user/${String(index).padStart(2, '0')}`)
  const full = assignSlots(noSlots, many)
  expect(full.get('/user')).toHaveLength(maxSlots)
  expect(assignSlots(full, many.slice(1)).get('/user')?.[0]).toBe(many[maxSlots])
})

test('a stopped actor is shown for five seconds, or as long as the node that it stopped with is down', () => {
  const trace = SampleTrace.pair()
  trace.emit('node-2', { type: 'ActorStarted', actor: '/system/s#1' })
  trace.emit('node-2', { type: 'ActorStarted', actor: '/user/a#1' })
  trace.after(10).emit('node-2', { type: 'ActorStarted', actor: '/user/0#2' })
  trace.after(10).emit('node-2', { type: 'ActorStopped', actor: '/user/a#1' })
  const { 'node-2': node } = foldAll(emptyView, trace.events).participants
  const stoppedAt = node!.actors['/user/a']!.stoppedAt!
  expect(shownActors(node!, stoppedAt + stoppedShownMs - 1)).toEqual(['/user/a', '/user/0'])
  expect(shownActors(node!, stoppedAt + stoppedShownMs)).toEqual(['/user/0'])
  const dead = { ...node!, running: false, stoppedAt: stoppedAt + stoppedShownMs - 1 }
  expect(shownActors(dead, stoppedAt + 10 * stoppedShownMs)).toEqual(['/user/a', '/user/0'])
})
