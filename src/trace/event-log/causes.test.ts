import { describe, expect, test } from 'vitest'
import { eventId } from '../identifiers.ts'
import { SampleTrace } from '../sample-trace.ts'
import { causesOf } from './causes.ts'
import { EventLog } from './event-log.ts'
import { segmentLength } from './segment.ts'

/** A write by an action, and a heartbeat by a timer. */
function story() {
  const trace = SampleTrace.pair()
  const action = trace.after(100).emit('conductor', {
    type: 'ActionDone',
    index: 0,
    action: {
      type: 'Tell',
      participant: 'node-1',
      actor: '/user/a',
      message: { type: 'Write', key: 'Hoge' },
    },
  })
  const sent = trace.emit(
    'node-1',
    {
      type: 'MessageSent',
      from: null,
      to: '/user/b#2',
      toNode: 'node-2',
      dueAt: 120,
      label: 'Write',
      protocol: 'user',
    },
    eventId(action),
  )
  const beat = { ...trace.send('node-1', 'node-2', 'Heartbeat', '/system/x'), rule: 'heartbeat tick' }
  trace.events[trace.events.length - 1] = beat
  const delivered = trace.after(20).deliver(sent)
  const log = new EventLog()
  log.append(trace.events)
  return { trace, log, action, sent, beat, delivered }
}

describe('the causes of an event', () => {
  test('lead back to the action', () => {
    const { log, action, sent, delivered } = story()
    expect(causesOf(log, eventId(delivered))).toEqual({
      links: [delivered, sent, action],
      origin: { type: 'action', event: action },
    })
  })

  test('lead back to a rule, or to the start of a participant', () => {
    const { trace, log, beat } = story()
    expect(causesOf(log, eventId(beat))?.origin).toEqual({ type: 'rule', rule: 'heartbeat tick' })
    const started = trace.events[0]
    expect(started && causesOf(log, eventId(started))?.origin).toEqual({ type: 'start', event: started })
  })

  test('end at a cause that the log does not have, and at a circle', () => {
    const { log } = story()
    const orphan = new SampleTrace().emit('node-7', { type: 'ActorStopped', actor: '/user/a' }, 'node-8/1')
    log.append([orphan])
    expect(causesOf(log, eventId(orphan))).toEqual({
      links: [orphan],
      origin: { type: 'unknown', id: 'node-8/1' },
    })
    const circle = new SampleTrace().emit('node-9', { type: 'ActorStopped', actor: '/user/a' }, 'node-9/1')
    log.append([circle])
    expect(causesOf(log, eventId(circle))?.origin).toEqual({ type: 'unknown', id: 'node-9/1' })
    expect(causesOf(log, 'node-9/2')).toBeNull()
  })

  test('end at a cycle that is spread over more packed segments than the log caches', () => {
    const trace = new SampleTrace()
    const count = 12 * segmentLength
    const previous = (position: number) =>
      `node-9/${position <= segmentLength ? count - 1 : position - segmentLength}`
    for (let position = 1; position <= count; position++)
      trace.emit('node-9', { type: 'ActorStopped', actor: '/user/a' }, previous(position))
    const log = new EventLog({ openSegments: 1 })
    log.append(trace.events)
    const last = eventId(trace.events.at(-2)!)
    const causes = causesOf(log, last)
    expect(causes?.origin).toEqual({ type: 'unknown', id: last })
    expect(causes?.links).toHaveLength(12)
  })
})
