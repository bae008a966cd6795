import { expect, test } from 'vitest'
import type { FlightView } from './cluster-view.ts'
import { flownShare, heldFlight, rescheduledFlight } from './fold-holds.ts'
import { flightOf } from './fold-messages.ts'

const flight: FlightView = flightOf({
  at: 1000,
  node: 'node-1',
  seq: 0,
  type: 'MessageSent',
  from: null,
  to: '/user/a',
  toNode: 'node-2',
  dueAt: 1200,
  label: 'Write',
  protocol: 'user',
})!

test('a flight has flown nothing before it was sent and the whole way after it was due', () => {
  expect(flownShare(flight, 900)).toBe(0)
  expect(flownShare(flight, 1100)).toBe(0.5)
  expect(flownShare(flight, 1300)).toBe(1)
  expect(flownShare({ ...flight, dueAt: 1000 }, 1000)).toBe(1)
})

test('a held flight stays where it was held, and flies the rest of its way when it is rescheduled', () => {
  const held = heldFlight(flight, { at: 1050 })
  expect([flownShare(held, 1050), flownShare(held, 9000)]).toEqual([0.25, 0.25])
  const released = rescheduledFlight(held, {
    at: 2000,
    node: 'node-2',
    seq: 0,
    type: 'MessageRescheduled',
    message: flight.id,
    to: flight.toPath,
    label: flight.label,
    dueAt: 2100,
  })
  expect([2000, 2050, 2100].map(at => flownShare(released, at))).toEqual([0.25, 0.625, 1])
})
