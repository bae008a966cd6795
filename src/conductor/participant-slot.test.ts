import { describe, expect, test } from 'vitest'
import { usualConditions } from '../runtime/participant.ts'
import { ParticipantSlot } from './participant-slot.ts'

const host = { advance: () => ({ trace: [], nextDue: null, taken: 0, sent: {} }), terminate: () => undefined }

function runningSlot(): ParticipantSlot {
  const slot = new ParticipantSlot({ id: 'node-1', kind: 'node', address: 'pekko://a@node-1:1', roles: [] })
  slot.boot(0, null, usualConditions)
  slot.started(host, 0)
  slot.grant(0, 20, peers, 1)
  slot.completed(null, 0)
  return slot
}

const peers = { 'node-1': 1, 'node-2': 1, 'node-3': 1 }

describe('an announcement to a participant', () => {
  test('is in the grant of the round in which it is due', () => {
    const slot = runningSlot()
    slot.announce('node-2', 1, { count: 2, earliestDue: 250 })
    slot.announce('node-3', 1, { count: 1, earliestDue: 30 })
    expect(slot.due).toBe(30)
    expect(slot.grant(30, 50, peers, 1).expect).toEqual([{ from: 'node-3', incarnation: 1, count: 1 }])
    slot.completed(null, 1)
    expect(slot.due).toBe(250)
    slot.announce('node-2', 1, { count: 1, earliestDue: 260 })
    expect(slot.grant(250, 270, peers, 1).expect).toEqual([
      { from: 'node-2', incarnation: 1, count: 2 },
      { from: 'node-2', incarnation: 1, count: 3 },
    ])
  })

  test('is in the next grant when the peers changed, because later envelopes of the dead are dropped', () => {
    const slot = runningSlot()
    slot.announce('node-2', 1, { count: 2, earliestDue: 250 })
    const grant = slot.grant(30, 50, { 'node-1': 1, 'node-3': 1 }, 2)
    expect(grant.expect).toEqual([{ from: 'node-2', incarnation: 1, count: 2 }])
    expect(grant.peers).toEqual({ 'node-1': 1, 'node-3': 1 })
  })

  test('is dropped when the participant stops', () => {
    const slot = runningSlot()
    slot.announce('node-2', 1, { count: 2, earliestDue: 250 })
    slot.stop()
    expect(slot.due).toBe(Number.POSITIVE_INFINITY)
    expect(slot.inFlight).toBe(0)
  })
})
