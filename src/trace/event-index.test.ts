import { describe, expect, test } from 'vitest'
import { EventIndex } from './event-index.ts'
import { emptyView, foldAll } from './fold.ts'
import { eventId } from './identifiers.ts'
import { SampleTrace } from './sample-trace.ts'

/** A write by an action, with a heartbeat by a timer beside it. */
const story = () => {
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
    { type: 'MessageSent', from: null, to: '/user/b#2', toNode: 'node-2', dueAt: 120, label: 'Write' },
    eventId(action),
  )
  const beat = {
    ...trace.send('node-1', 'node-2', 'Heartbeat', '/system/cluster/heartbeatReceiver'),
    rule: 'heartbeat tick',
  }
  trace.events[trace.events.length - 1] = beat
  const delivered = trace.after(20).deliver(sent)
  const persisted = trace.emit(
    'node-2',
    {
      type: 'EventPersisted',
      actor: '/user/b#2',
      persistenceId: 'w',
      sequenceNr: 1,
      label: 'Written',
      body: '{}',
    },
    eventId(delivered),
  )
  const index = new EventIndex()
  const half = trace.events.length >> 1
  index.append(trace.events.slice(0, half))
  index.append(trace.events.slice(half))
  return { trace, index, action, sent, beat, delivered, persisted, view: foldAll(emptyView, trace.events) }
}

describe('the index of events', () => {
  test('finds every event by its id and nothing by another', () => {
    const { trace, index } = story()
    expect(index).toHaveLength(trace.events.length)
    for (const [i, event] of trace.events.entries()) {
      expect(index.byId(eventId(event))).toBe(event)
      expect(index.positionOf(eventId(event))).toBe(i)
      expect(index.at(i)).toBe(event)
    }
    for (const id of ['node-1/0', 'node-1/999', 'nobody/1', 'node-1/x', '']) expect(index.byId(id)).toBeNull()
  })

  test('tells how many events had happened at an instant', () => {
    const { trace, index } = story()
    expect(index.countUntil(-1)).toBe(0)
    expect(index.countUntil(119)).toBe(trace.events.filter(event => event.at <= 119).length)
    expect(index.countUntil(120)).toBe(trace.events.length)
  })

  test('selects by family, participant, level and text', () => {
    const { trace, index, action, sent, beat, delivered, persisted, view } = story()
    const found = (filter: Parameters<EventIndex['select']>[0]) =>
      index.select(filter, view).map(position => trace.events[position])
    expect(found({})).toEqual(trace.events)
    expect(found({ families: new Set(['persistence']) })).toEqual([persisted])
    expect(found({ families: new Set(['message']) })).toEqual([sent, beat, delivered])
    expect(found({ families: new Set(['message']), verbosity: 2 })).toEqual([sent, delivered])
    expect(
      found({ participants: new Set(['node-2']), families: new Set(['message', 'run']) }).slice(1),
    ).toEqual([sent, beat, delivered])
    expect(found({ participants: new Set(['node-1']), families: new Set(['run']) }).at(-1)).toBe(action)
    expect(found({ text: ' hoge ' })).toEqual([action])
    expect(found({ text: 'persists event' }), 'as the list words it').toEqual([persisted])
    expect(found({ text: 'nothing of the kind' })).toEqual([])
  })

  test('continues a list from where it ended', () => {
    const { index, view } = story()
    const all = index.select({ families: new Set(['message']) }, view)
    const cut = (all[0] as number) + 1
    expect(index.select({ families: new Set(['message']) }, view, cut)).toEqual(all.slice(1))
  })
})

describe('why', () => {
  test('goes back to the action', () => {
    const { index, action, sent, delivered, persisted } = story()
    expect(index.causes(eventId(persisted))).toEqual({
      links: [persisted, delivered, sent, action],
      origin: { type: 'action', event: action },
    })
  })

  test('goes back to a rule, or to the start of a participant', () => {
    const { trace, index, beat } = story()
    expect(index.causes(eventId(beat))?.origin).toEqual({ type: 'rule', rule: 'heartbeat tick' })
    const started = trace.events[0]
    expect(started && index.causes(eventId(started))?.origin).toEqual({ type: 'start', event: started })
  })

  test('says so when a cause is not here, and ends on a circle', () => {
    const { index } = story()
    const orphan = new SampleTrace().emit('node-7', { type: 'ActorStopped', actor: '/user/a' }, 'node-8/1')
    index.append([orphan])
    expect(index.causes('node-7/1')).toEqual({ links: [orphan], origin: { type: 'unknown', id: 'node-8/1' } })
    const circle = new SampleTrace().emit('node-9', { type: 'ActorStopped', actor: '/user/a' }, 'node-9/1')
    index.append([circle])
    expect(index.causes('node-9/1')?.origin).toEqual({ type: 'unknown', id: 'node-9/1' })
    expect(index.causes('node-9/2')).toBeNull()
  })
})
