import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ClusterView } from './cluster-view.ts'
import { emptyView, Folding, fold, foldAll } from './fold.ts'
import { maxStoppedActors } from './fold-actors.ts'
import { flightLingerMs, recentDeadLetterCount } from './fold-messages.ts'
import { eventId } from './identifiers.ts'
import { SampleTrace, sampleAddress } from './sample-trace.ts'
import type { TraceEvent } from './trace-event.ts'

const folded = (trace: SampleTrace): ClusterView => foldAll(emptyView, trace.events)

/** A trace with at least one of each: failure, flight, kill, new incarnation. */
const eventful = (): SampleTrace => {
  const trace = SampleTrace.pair()
  trace.start('client', [], 'client')
  trace.start('database', [], 'database')
  trace.emit('client', {
    type: 'ClientConnected',
    actor: '/user/client/cluster-client',
    receptionist: '/system/receptionist',
  })
  for (let i = 0; i < 30; i++) {
    const sent = trace.after(7).send('client', i % 2 ? 'node-1' : 'node-2', 'Write', '/user/masterProxy#3')
    if (i % 3) trace.after(20).deliver(sent, i % 4)
    trace.emit('node-1', { type: 'StateChanged', actor: '/user/master/singleton#8', state: `{"n":${i}}` })
    trace.emit('node-1', {
      type: 'EventPersisted',
      actor: '/user/master/singleton#8',
      persistenceId: 'writer',
      sequenceNr: i + 1,
      label: 'Written',
      body: '{}',
    })
    trace.emit('database', {
      type: 'JournalChanged',
      persistenceId: 'writer',
      change: 'appended',
      highestSequenceNr: i + 1,
      events: i + 1,
      snapshots: [],
    })
    trace.emit('node-2', {
      type: 'DeadLetter',
      from: null,
      to: '/user/gone',
      label: `L${i}`,
      why: 'no such actor',
    })
  }
  trace.emit('node-1', {
    type: 'ActorFailed',
    actor: '/user/master/singleton#8',
    error: { name: 'Boom' },
    decision: 'restart',
  })
  trace.emit('node-1', { type: 'ActorRestarted', actor: '/user/master/singleton#8', restarts: 1 })
  trace.losesSightOf('node-2', 'node-1')
  trace.send('node-2', 'node-1', 'Gossip', '/system/cluster/core/daemon', 300)
  trace.after(5).kill('node-1')
  trace.after(4000).start('node-1', ['update'])
  trace.sees('node-2', 'node-1', 'Joining', 3)
  return trace
}

describe('a fold of the trace', () => {
  test('gives the same view at once, event by event and in pieces', () => {
    const { events } = eventful()
    const whole = foldAll(emptyView, events)
    expect(events.reduce(fold, emptyView)).toEqual(whole)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: events.length }), { maxLength: 6 }), cuts => {
        const folding = new Folding()
        let from = 0
        for (const cut of [...cuts.sort((a, b) => a - b), events.length]) {
          for (const event of events.slice(from, cut)) folding.add(event)
          folding.view()
          from = cut
        }
        expect(folding.view()).toEqual(whole)
      }),
    )
  })

  test('never changes a view that it returned', () => {
    const { events } = eventful()
    const folding = new Folding()
    const views: [ClusterView, string][] = []
    for (const event of events) {
      folding.add(event)
      const view = folding.view()
      views.push([view, JSON.stringify(view)])
    }
    for (const [view, text] of views) expect(JSON.stringify(view)).toBe(text)
  })

  test('keeps the identity of unchanged parts', () => {
    const trace = SampleTrace.pair()
    const before = folded(trace)
    const after = fold(before, trace.losesSightOf('node-2', 'node-1'))
    expect(after.participants['node-1']).toBe(before.participants['node-1'])
    expect(after.participants['node-2']).not.toBe(before.participants['node-2'])
    expect(after.participants['node-2']?.actors).toBe(before.participants['node-2']?.actors)
    expect(after.participants['node-2']?.beliefs[sampleAddress('node-2')]).toBe(
      before.participants['node-2']?.beliefs[sampleAddress('node-2')],
    )
    expect(after.flights).toBe(before.flights)
    expect(after.journal).toBe(before.journal)
  })

  test('without events returns the same view', () => {
    const view = folded(SampleTrace.pair())
    expect(foldAll(view, [])).toBe(view)
  })
})

describe('a participant', () => {
  test('has no beliefs, running actors and singletons after a kill', () => {
    const trace = SampleTrace.pair()
    expect(folded(trace).singletons).toEqual([{ participant: 'node-1', path: '/user/master/singleton' }])
    trace.after(10).kill('node-1')
    const view = folded(trace)
    const node = view.participants['node-1']
    expect(node).toMatchObject({
      running: false,
      stoppedBecause: 'killed',
      stoppedAt: 10,
      beliefs: {},
      leader: null,
    })
    expect(node?.actors['/user/master']?.stoppedAt).toBe(10)
    expect(view.singletons).toEqual([])
    expect(view.lastSingletonHost).toBe('node-1')
  })

  test('runs after a power failure, whether its start precedes its stop or not', () => {
    const fail = (trace: SampleTrace, participant: string) =>
      trace.emit('conductor', {
        type: 'ParticipantStopped',
        participant,
        reason: 'power-failure',
        lostInFlight: 1,
      })
    const trace = SampleTrace.pair()
    trace.start('client', [], 'client')
    trace.after(10).send('node-1', 'client', 'Answer', '/user/client', 90)
    trace.after(10).start('client', [], 'client')
    fail(trace, 'client')
    fail(trace, 'node-1')
    trace.start('node-1', ['update'])
    const view = folded(trace)
    expect(view.participants.client).toMatchObject({ running: true, incarnation: 2, stoppedBecause: null })
    expect(view.participants['node-1']).toMatchObject({ running: true, incarnation: 2, stoppedBecause: null })
    expect(view.flights.map(flight => flight.lost)).toEqual([true])
  })

  test('has no beliefs or actors of the last incarnation after a restart', () => {
    const trace = SampleTrace.pair()
    trace.kill('node-1')
    trace.after(10).start('node-1', ['update'])
    expect(folded(trace).participants['node-1']).toMatchObject({
      running: true,
      incarnation: 2,
      stoppedBecause: null,
      startedAt: 10,
      actors: {},
      beliefs: {},
    })
  })
})

describe('a belief', () => {
  test('stays unreachable when the status changes', () => {
    const trace = SampleTrace.pair()
    trace.losesSightOf('node-2', 'node-1')
    trace.sees('node-2', 'node-1', 'Down')
    const view = folded(trace)
    expect(view.participants['node-2']?.beliefs[sampleAddress('node-1')]).toMatchObject({
      status: 'Down',
      reachable: false,
    })
    expect(view.participants['node-1']?.beliefs[sampleAddress('node-1')]?.status).toBe('Up')
  })

  test('about a new incarnation stays when the old one is removed', () => {
    const trace = SampleTrace.pair()
    const old = trace.sees('node-2', 'node-1', 'Removed')
    trace.events.pop()
    trace.kill('node-1')
    trace.start('node-1')
    trace.sees('node-2', 'node-1', 'Joining')
    const view = fold(folded(trace), old)
    expect(view.participants['node-2']?.beliefs[sampleAddress('node-1')]?.status).toBe('Joining')
    expect(
      fold(view, trace.sees('node-2', 'node-1', 'Removed')).participants['node-2']?.beliefs,
    ).not.toHaveProperty([sampleAddress('node-1')])
  })
})

test('a belief about the running incarnation stays when an earlier one joins, is downed and removed after it', () => {
  const trace = SampleTrace.pair()
  const late = (['Joining', 'Down', 'Removed'] as const).map(status => trace.sees('node-2', 'node-1', status))
  trace.events.splice(-late.length)
  trace.kill('node-1')
  trace.start('node-1')
  trace.sees('node-2', 'node-1', 'Up')
  const view = late.reduce(fold, folded(trace))
  expect(view.participants['node-2']?.beliefs[sampleAddress('node-1')]?.status).toBe('Up')
})

describe('a flight', () => {
  const only = (trace: SampleTrace) => folded(trace).flights

  test('lasts until its message is delivered', () => {
    const trace = SampleTrace.pair()
    const sent = trace.beat('node-1', 'node-2', 250)
    expect(only(trace)).toEqual([
      {
        id: eventId(sent),
        from: 'node-1',
        to: 'node-2',
        sentAt: 0,
        dueAt: 250,
        label: 'Heartbeat',
        body: null,
        fromPath: '/user/a#1',
        toPath: `${sampleAddress('node-2')}/system/cluster/heartbeatReceiver`,
        protocol: 'failure-detector',
        reply: false,
        periodic: true,
        notice: false,
        lost: false,
        held: false,
        stop: null,
        before: null,
      },
    ])
    trace.after(250).deliver(sent)
    expect(only(trace)).toEqual([])
  })

  test('is not created for a message within a node', () => {
    const trace = SampleTrace.pair()
    trace.emit('node-1', { type: 'MessageSent', from: null, to: '/user/a', label: 'Hello', protocol: 'user' })
    expect(only(trace)).toEqual([])
    expect(folded(trace).participants['node-1']?.stats.sent).toBe(1)
  })

  test('of a message in a mailbox is kept a little longer than its due instant', () => {
    const trace = SampleTrace.pair()
    trace.send('node-1', 'node-2', 'Write', '/user/a', 20)
    trace.after(20 + flightLingerMs).emit('node-1', { type: 'ActorStarted', actor: '/user/x' })
    expect(only(trace)).toHaveLength(1)
    trace.after(51).emit('node-1', { type: 'ActorStarted', actor: '/user/y' })
    expect(only(trace)).toEqual([])
  })

  test('to a participant that stops is lost, and is kept until its due instant', () => {
    const trace = SampleTrace.pair()
    trace.send('node-1', 'node-2', 'Write', '/user/a', 300)
    trace.after(100).kill('node-2')
    trace.send('node-1', 'node-2', 'Write', '/user/a', 300)
    expect(only(trace).map(flight => flight.lost)).toEqual([true, true])
    trace.after(250).emit('node-1', { type: 'ActorStarted', actor: '/user/x' })
    expect(only(trace)).toHaveLength(1)
  })

  test('ends with a dead letter, and the last dead letters are listed', () => {
    const trace = SampleTrace.pair()
    const sent = trace.send('node-1', 'node-2', 'Write', '/user/gone')
    trace.emit(
      'node-2',
      { type: 'DeadLetter', from: null, to: '/user/gone', label: 'Write', why: 'no such actor' },
      eventId(sent),
    )
    for (let i = 0; i < recentDeadLetterCount; i++) {
      trace.emit('node-2', {
        type: 'DeadLetter',
        from: null,
        to: '/user/gone',
        label: `L${i}`,
        why: 'no such actor',
      })
    }
    const view = folded(trace)
    expect(view.flights).toEqual([])
    expect(view.deadLetters).toBe(recentDeadLetterCount + 1)
    expect(view.recentDeadLetters.map(letter => letter.label)).toEqual(
      Array.from({ length: recentDeadLetterCount }, (_, i) => `L${i}`),
    )
  })
})

describe('an actor', () => {
  test('is listed by its path without uid, with state, mailbox, stash and failures', () => {
    const trace = SampleTrace.pair()
    const actor = '/user/master/singleton#8'
    trace.emit('node-1', { type: 'StateChanged', actor, state: '{"hoge":"fuga"}', cut: true })
    trace.emit('node-1', { type: 'MessageStashed', actor, label: 'Write', size: 2 })
    trace.deliver(trace.send('node-2', 'node-1', 'Write', '/user/master/singleton#8'), 3)
    trace
      .after(9)
      .emit('node-1', { type: 'ActorFailed', actor, error: { name: 'Boom' }, decision: 'backoff' })
    trace.emit('node-1', { type: 'ActorBackingOff', actor, until: 500 })
    expect(folded(trace).participants['node-1']?.actors['/user/master/singleton']).toMatchObject({
      name: 'singleton',
      state: '{"hoge":"fuga"}',
      stateCut: true,
      stashed: 2,
      waiting: 3,
      lastFailure: { name: 'Boom', at: 9, decision: 'backoff' },
      backingOffUntil: 500,
    })
    trace.emit('node-1', { type: 'ActorRestarted', actor, restarts: 1 })
    expect(folded(trace).participants['node-1']?.actors['/user/master/singleton']).toMatchObject({
      restarts: 1,
      backingOffUntil: null,
      blockedUntil: null,
    })
  })

  test('below a singleton manager is a singleton until it stops, whichever of the two started first', () => {
    const trace = SampleTrace.pair()
    trace.emit('node-2', {
      type: 'SingletonManagerChanged',
      actor: '/user/master#5',
      from: 'BecomingOldest',
      to: 'Oldest',
    })
    trace.emit('node-2', { type: 'ActorStarted', actor: '/user/master/singleton#6' })
    expect(folded(trace).singletons.map(one => one.participant)).toEqual(['node-1', 'node-2'])
    expect(folded(trace).lastSingletonHost).toBe('node-2')
    trace.emit('node-1', { type: 'ActorStopped', actor: '/user/master/singleton#8' })
    expect(folded(trace).singletons.map(one => one.participant)).toEqual(['node-2'])
  })

  test('that stopped is removed once enough others have stopped after it', () => {
    const trace = SampleTrace.pair()
    for (let i = 0; i < maxStoppedActors + 5; i++) {
      trace.after(1).emit('node-2', { type: 'ActorStarted', actor: `/user/w${i}` })
      trace.emit('node-2', { type: 'ActorStopped', actor: `/user/w${i}` })
    }
    const paths = Object.keys(folded(trace).participants['node-2']?.actors ?? {})
    expect(paths).toHaveLength(maxStoppedActors)
    expect(paths).not.toContain('/user/w4')
    expect(paths).toContain('/user/w5')
  })
})

test('topics, clients, contacts and the journal are in the view', () => {
  const trace = SampleTrace.pair()
  trace.start('client', [], 'client')
  trace.emit('node-2', { type: 'TopicSubscribed', topic: 'read', subscriber: '/user/read#4' })
  trace.emit('node-2', { type: 'TopicSubscribed', topic: 'read', subscriber: '/user/read#4' })
  trace.emit('node-2', { type: 'ClientsChanged', actor: '/user/readListener', clients: ['/user/client'] })
  trace.emit('client', {
    type: 'ClientConnected',
    actor: '/user/client/cluster-client',
    receptionist: '/system/receptionist',
  })
  trace.emit('node-2', {
    type: 'JournalChanged',
    persistenceId: 'writer',
    change: 'snapshot',
    highestSequenceNr: 5,
    events: 1,
    snapshots: [4],
  })
  const view = folded(trace)
  expect(view.participants['node-2']).toMatchObject({
    topics: { read: ['/user/read'] },
    clients: ['/user/client'],
  })
  expect(view.participants.client?.contact).toBe('/system/receptionist')
  expect(view.journal.writer).toMatchObject({ highestSequenceNr: 5, events: 1, snapshots: [4] })
  trace.emit('node-2', { type: 'TopicUnsubscribed', topic: 'read', subscriber: '/user/read#4' })
  trace.emit('client', { type: 'ClientDisconnected', actor: '/user/client/cluster-client', why: 'no answer' })
  expect(folded(trace).participants['node-2']?.topics).toEqual({})
  expect(folded(trace).participants.client?.contact).toBeNull()
})

test('the sample trace has every situation that the tests above need', () => {
  const types = new Set(eventful().events.map((event: TraceEvent) => event.type))
  expect(types.size).toBeGreaterThan(12)
})

describe('a mailbox', () => {
  const actor = '/user/a#1'
  const begin = (): SampleTrace => {
    const trace = SampleTrace.pair()
    trace.emit('node-1', { type: 'ActorStarted', actor })
    return trace
  }
  const seen = (trace: SampleTrace) => folded(trace).participants['node-1']!.actors['/user/a']!
  const labels = (trace: SampleTrace) => seen(trace).mailbox.map(mail => mail.label)

  test('holds a message from the same node until it is handled', () => {
    const trace = begin()
    const sent = ['A', 'B', 'C'].map(label =>
      trace.emit('node-1', { type: 'MessageSent', from: null, to: actor, label, protocol: 'user' }),
    )
    expect(labels(trace)).toEqual(['A', 'B', 'C'])
    expect(seen(trace).waiting).toBe(3)
    const handled = trace.emit(
      'node-1',
      { type: 'MessageDelivered', to: actor, label: 'A', waiting: 2, protocol: 'user' },
      eventId(sent[0]!),
    )
    expect(labels(trace)).toEqual(['B', 'C'])
    expect(seen(trace)).toMatchObject({ waiting: 2, lastHandled: { event: eventId(handled), label: 'A' } })
  })

  test('holds a message from another participant from its due instant on', () => {
    const trace = begin()
    trace.send('node-2', 'node-1', 'Far', actor, 20)
    expect(labels(trace)).toEqual([])
    trace.after(20).emit('node-2', { type: 'Logged', actor: '/user/b', level: 'info', text: '.' })
    expect(labels(trace)).toEqual(['Far'])
    expect(seen(trace).waiting).toBe(1)
  })

  test('never holds a notice of death watch from another node', () => {
    const trace = begin()
    trace.emit('node-2', {
      type: 'MessageSent',
      from: '/user/b#1',
      to: `${sampleAddress('node-1')}${actor}`,
      toNode: 'node-1',
      dueAt: 20,
      label: 'Watch',
      protocol: 'system',
      notice: true,
    })
    trace.after(20).emit('node-2', { type: 'Logged', actor: '/user/b', level: 'info', text: '.' })
    expect(seen(trace)).toMatchObject({ waiting: 0, mailbox: [] })
  })

  test('loses a message that becomes a dead letter, and all messages when its actor stops', () => {
    const trace = begin()
    const sent = ['A', 'B'].map(label =>
      trace.emit('node-1', { type: 'MessageSent', from: null, to: actor, label, protocol: 'user' }),
    )
    trace.emit(
      'node-1',
      { type: 'DeadLetter', from: null, to: actor, label: 'A', why: 'full' },
      eventId(sent[0]!),
    )
    expect(labels(trace)).toEqual(['B'])
    expect(seen(trace).waiting).toBe(1)
    trace.emit('node-1', { type: 'ActorStopped', actor })
    expect(seen(trace)).toMatchObject({ waiting: 0, mailbox: [], stoppedByFailure: false })
  })

  test('has a stash beside it that lists labels, oldest first', () => {
    const trace = begin()
    for (const [i, label] of ['A', 'B', 'C'].entries())
      trace.emit('node-1', { type: 'MessageStashed', actor, label, size: i + 1 })
    expect(seen(trace).stash).toEqual(['A', 'B', 'C'])
    trace.emit('node-1', { type: 'MessagesUnstashed', actor, count: 2, size: 1 })
    expect(seen(trace)).toMatchObject({ stash: ['C'], stashed: 1 })
  })
})

describe('a failure', () => {
  const actor = '/user/a#1'
  const error = { name: 'IOException' }
  const state = (text: string) => ({ type: 'StateChanged', actor, state: text }) as const
  const begin = (): SampleTrace => {
    const trace = SampleTrace.pair()
    trace.emit('node-1', { type: 'ActorStarted', actor })
    trace.emit('node-1', state('1'))
    return trace
  }
  const failuresOf = (trace: SampleTrace) =>
    folded(trace).participants['node-1']!.actors['/user/a']!.failures.map(failure => [
      failure.stateBefore,
      failure.stateAfter,
    ])

  test('has the state before it and the state after the restart', () => {
    const trace = begin()
    for (let i = 1; i < 3; i++) {
      const failed = trace.emit('node-1', { type: 'ActorFailed', actor, error, decision: 'restart' })
      // The handler of PreRestart still changes the state that the restart discards.
      trace.emit('node-1', state(`${i}x`), eventId(failed))
      trace.emit('node-1', { type: 'ActorRestarted', actor, restarts: i })
      trace.emit('node-1', state('1'))
      trace.emit('node-1', state('later'))
    }
    expect(failuresOf(trace)).toEqual([
      ['1', '1'],
      ['later', '1'],
    ])
  })

  test('with decision resume has the state that the handler left', () => {
    const trace = begin()
    trace.emit('node-1', { type: 'ActorFailed', actor, error, decision: 'resume' })
    trace.emit('node-1', { type: 'ActorResumed', actor })
    expect(failuresOf(trace)).toEqual([['1', '1']])
    const failed = trace.emit('node-1', { type: 'ActorFailed', actor, error, decision: 'resume' })
    trace.emit('node-1', { type: 'ActorResumed', actor })
    trace.emit('node-1', state('half done'), eventId(failed))
    trace.emit('node-1', state('later'))
    expect(failuresOf(trace)[1]).toEqual(['1', 'half done'])
  })

  test('that stops its actor marks the actor as stopped by failure', () => {
    const trace = begin()
    trace.emit('node-1', { type: 'ActorFailed', actor, error, decision: 'stop' })
    trace.emit('node-1', { type: 'ActorStopped', actor })
    expect(folded(trace).participants['node-1']!.actors['/user/a']!.stoppedByFailure).toBe(true)
    expect(failuresOf(trace)).toEqual([['1', null]])
  })
})

test.each([20, 200, 1000])('of %i failures all are counted and the last twenty are listed', count => {
  const trace = SampleTrace.pair()
  const actor = '/user/a#4'
  trace.emit('node-1', { type: 'ActorStarted', actor })
  for (let i = 0; i < count; i++)
    trace.emit('node-1', { type: 'ActorFailed', actor, error: { name: `E${i}` }, decision: 'resume' })
  const { failures, failureCount } = folded(trace).participants['node-1']!.actors['/user/a']!
  expect(failureCount).toBe(count)
  expect(failures.map(one => one.name)).toEqual(Array.from({ length: 20 }, (_, i) => `E${count - 20 + i}`))
})
