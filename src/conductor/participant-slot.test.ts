import { describe, expect, test } from 'vitest'
import { ParticipantSlot } from './participant-slot.ts'

const host = { advance: () => ({ trace: [], nextDue: null, taken: 0, sent: {} }), terminate: () => undefined }

function seatThatLives(): ParticipantSlot {
  const seat = new ParticipantSlot({ id: 'node-1', kind: 'node', address: 'pekko://a@node-1:1', roles: [] })
  seat.boot(0, null)
  seat.started(host, 0)
  seat.grant(0, 20, peers, 1)
  seat.completed(null, 0)
  return seat
}

const peers = { 'node-1': 1, 'node-2': 1, 'node-3': 1 }

describe('what is on its way to a participant', () => {
  test('is told in the round in which it is due, and makes it want that round', () => {
    const seat = seatThatLives()
    seat.announce('node-2', 1, { count: 2, earliestDue: 250 })
    seat.announce('node-3', 1, { count: 1, earliestDue: 30 })
    expect(seat.due).toBe(30)
    expect(seat.grant(30, 50, peers, 1).expect).toEqual([{ from: 'node-3', incarnation: 1, count: 1 }])
    seat.completed(null, 1)
    expect(seat.due).toBe(250)
    seat.announce('node-2', 1, { count: 1, earliestDue: 260 })
    expect(seat.grant(250, 270, peers, 1).expect).toEqual([
      { from: 'node-2', incarnation: 1, count: 2 },
      { from: 'node-2', incarnation: 1, count: 3 },
    ])
  })

  test('is told at once when somebody came or went, since the rest of the dead is dropped then', () => {
    const seat = seatThatLives()
    seat.announce('node-2', 1, { count: 2, earliestDue: 250 })
    const grant = seat.grant(30, 50, { 'node-1': 1, 'node-3': 1 }, 2)
    expect(grant.expect).toEqual([{ from: 'node-2', incarnation: 1, count: 2 }])
    expect(grant.peers).toEqual({ 'node-1': 1, 'node-3': 1 })
  })

  test('is forgotten when the participant stops', () => {
    const seat = seatThatLives()
    seat.announce('node-2', 1, { count: 2, earliestDue: 250 })
    seat.stop()
    expect(seat.due).toBe(Number.POSITIVE_INFINITY)
    expect(seat.inFlight).toBe(0)
  })
})
