import { expect, test } from 'vitest'
import { emptyView, foldAll } from '../../../trace/index.ts'
import { SampleTrace } from '../../../trace/sample-trace.ts'
import { mostSeats, shownActors, struckMs, takeSeats } from './actor-slots.ts'

const nobody = new Map()

test('who has a seat keeps it when a neighbour stops, and a newcomer takes the free one', () => {
  const first = takeSeats(nobody, ['/user/a', '/user/b', '/user/c', '/user/b/x'])
  expect(first.get('/user')).toEqual(['/user/a', '/user/b', '/user/c'])
  expect(first.get('/user/b')).toEqual(['/user/b/x'])
  const without = takeSeats(first, ['/user/b', '/user/b/x', '/user/c'])
  expect(without, 'nothing moved').toBe(first)
  const renewed = takeSeats(first, ['/user/b', '/user/b/x', '/user/c', '/user/d'])
  expect(renewed.get('/user')).toEqual(['/user/d', '/user/b', '/user/c'])
  expect(takeSeats(renewed, ['/user/a', '/user/b', '/user/c', '/user/d']).get('/user')).toEqual([
    '/user/d',
    '/user/b',
    '/user/c',
    '/user/a',
  ])
})

test('there are only so many seats, and one that is left goes to who waits', () => {
  const many = Array.from({ length: mostSeats + 2 }, (_, index) => `/user/${String(index).padStart(2, '0')}`)
  const full = takeSeats(nobody, many)
  expect(full.get('/user')).toHaveLength(mostSeats)
  expect(takeSeats(full, many.slice(1)).get('/user')?.[0]).toBe(many[mostSeats])
})

test('a stopped actor is shown for a while, one that died with its node as long as that is dead', () => {
  const trace = SampleTrace.pair()
  trace.emit('node-2', { type: 'ActorStarted', actor: '/system/s#1' })
  trace.emit('node-2', { type: 'ActorStarted', actor: '/user/a#1' })
  trace.after(10).emit('node-2', { type: 'ActorStarted', actor: '/user/0#2' })
  trace.after(10).emit('node-2', { type: 'ActorStopped', actor: '/user/a#1' })
  const { 'node-2': node } = foldAll(emptyView, trace.events).participants
  const stoppedAt = node!.actors['/user/a']!.stoppedAt!
  expect(shownActors(node!, stoppedAt + struckMs - 1)).toEqual(['/user/a', '/user/0'])
  expect(shownActors(node!, stoppedAt + struckMs)).toEqual(['/user/0'])
  const dead = { ...node!, running: false, stoppedAt: stoppedAt + struckMs - 1 }
  expect(shownActors(dead, stoppedAt + 10 * struckMs)).toEqual(['/user/a', '/user/0'])
})
