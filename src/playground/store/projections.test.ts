import { expect, test } from 'vitest'
import { EventLog, eventId, type TraceEvent } from '../../trace/index.ts'
import { Projections } from './projections.ts'

const eventsOf = (node: string, count: number): readonly TraceEvent[] =>
  Array.from({ length: count }, (_, i) => ({
    node,
    seq: i + 1,
    at: i,
    type: 'ActorStarted',
    actor: '/user/a',
  }))

/** Reads the events before its subscription from the log and records the ids of all. */
function recorder() {
  const ids: string[] = []
  return {
    ids,
    begin: (log: EventLog, from: number) => {
      ids.length = 0
      for (const event of log.slice(0, from)) ids.push(eventId(event))
    },
    add: (events: readonly TraceEvent[]) => {
      for (const event of events) ids.push(eventId(event))
    },
  }
}

test('each projection sees each event once and in order, also a late one and also after another run is shown', () => {
  const projections = new Projections()
  const early = recorder()
  const late = recorder()
  projections.subscribe('early', early)
  for (const node of ['first', 'reloaded']) {
    const events = eventsOf(node, 20_000)
    const all = events.map(eventId)
    const log = new EventLog()
    projections.show(log)
    expect(early.ids).toEqual([])
    log.append(events)
    projections.add(events.slice(0, 18_000))
    expect(early.ids).toEqual(all.slice(0, 18_000))
    const end = projections.subscribe('late', late)
    expect(late.ids).toEqual(all.slice(0, 18_000))
    projections.add(events.slice(18_000))
    projections.add([])
    expect(early.ids).toEqual(all)
    expect(late.ids).toEqual(all)
    end()
  }
})

test('each projection begins again at the position to which the cursor jumps', () => {
  const projections = new Projections()
  const recorded = recorder()
  projections.subscribe('recorder', recorded)
  const log = new EventLog()
  const events = eventsOf('node-1', 10)
  log.append(events)
  projections.show(log)
  projections.add(events.slice(0, 8))
  projections.seek(3)
  expect(recorded.ids).toEqual(events.slice(0, 3).map(eventId))
  projections.add(events.slice(3, 5))
  expect(recorded.ids).toEqual(events.slice(0, 5).map(eventId))
})

test('a projection that subscribes while events are handed out sees each once', () => {
  const projections = new Projections()
  const late = recorder()
  let subscribed = false
  projections.subscribe('early', {
    begin: () => undefined,
    add: () => {
      if (!subscribed) projections.subscribe('late', late)
      subscribed = true
    },
  })
  const log = new EventLog()
  const events = eventsOf('node-1', 10)
  log.append(events)
  projections.show(log)
  projections.add(events.slice(0, 5))
  projections.add(events.slice(5))
  expect(late.ids).toEqual(events.map(eventId))
})

test('a projection whose subscription ended gets no more events', () => {
  const projections = new Projections()
  const ended = recorder()
  const log = new EventLog()
  projections.show(log)
  const end = projections.subscribe('ended', ended)
  end()
  projections.add(eventsOf('node-1', 3))
  expect(ended.ids).toEqual([])
})

test('the name of a subscribed projection is refused for a second one until the first has ended', () => {
  const projections = new Projections()
  const end = projections.subscribe('flights', recorder())
  expect(() => projections.subscribe('flights', recorder())).toThrow(
    'The projection [flights] is subscribed already. End its subscription first.',
  )
  end()
  projections.subscribe('flights', recorder())
  // The second call must not end the subscription of the other.
  end()
  expect(() => projections.subscribe('flights', recorder())).toThrow('subscribed already')
})
