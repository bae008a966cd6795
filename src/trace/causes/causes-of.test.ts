import { describe, expect, test } from 'vitest'
import { EventLog } from '../event-log/event-log.ts'
import { eventId } from '../identifiers.ts'
import { SampleTrace } from '../sample-trace.ts'
import type { TraceEvent } from '../trace-event.ts'
import { causesOf } from './causes-of.ts'

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

const causes = (log: EventLog, event: TraceEvent) => causesOf(log, log.positionOf(eventId(event))!)
const linked = (log: EventLog, event: TraceEvent) =>
  causes(log, event)?.links.map(({ event, by }) => [event, by])

describe('the causes of an event', () => {
  test('lead back to the action', () => {
    const { log, action, sent, delivered } = story()
    expect(linked(log, delivered)).toEqual([
      [delivered, 'cause'],
      [sent, 'cause'],
      [action, null],
    ])
    expect(causes(log, delivered)?.origin).toEqual({ type: 'action', event: action })
  })

  test('lead back to a rule, or to the start of a participant', () => {
    const { trace, log, beat } = story()
    expect(causes(log, beat)?.origin).toEqual({ type: 'rule', rule: 'heartbeat tick', event: beat })
    const started = trace.events[0]!
    expect(causes(log, started)?.origin).toEqual({ type: 'start', event: started })
  })

  test('end at a cause that the log does not have, and at one that is not earlier', () => {
    const { log } = story()
    const orphan = new SampleTrace().emit('node-7', { type: 'ActorStopped', actor: '/user/a' }, 'node-8/1')
    log.append([orphan])
    expect(causes(log, orphan)?.origin).toEqual({ type: 'unknown', id: 'node-8/1' })
    const circle = new SampleTrace().emit('node-9', { type: 'ActorStopped', actor: '/user/a' }, 'node-9/1')
    log.append([circle])
    expect(causes(log, circle)?.origin).toEqual({ type: 'unknown', id: 'node-9/1' })
    expect(causesOf(log, log.length)).toBeNull()
  })

  test('pass over gossip to the node that knew the news, and over silence to the end of the member', () => {
    const trace = SampleTrace.pair()
    const stopped = trace.after(10).kill('node-2')
    trace.after(3000).losesSightOf('node-1', 'node-2')
    const noticed: TraceEvent = { ...trace.events.at(-1)!, rule: 'reaper tick' }
    trace.events[trace.events.length - 1] = noticed
    const sent = trace.send('node-1', 'node-3', 'GossipEnvelope', '/system/x')
    const delivered = trace.after(20).deliver(sent)
    trace.losesSightOf('node-3', 'node-2')
    const learnt: TraceEvent = { ...trace.events.at(-1)!, cause: eventId(delivered) }
    trace.events[trace.events.length - 1] = learnt
    const log = new EventLog()
    log.append(trace.events)
    expect(linked(log, learnt)).toEqual([
      [learnt, 'cause'],
      [delivered, 'cause'],
      [sent, 'gossip'],
      [noticed, 'silence'],
      [stopped, null],
    ])
  })
})
