import { describe, expect, test } from 'vitest'
import { type Check, type EventPattern, type Fact, isInvariant, type Verdict } from './check.ts'
import { CheckEvaluator } from './evaluate-check.ts'
import { factHolds } from './fact.ts'
import { emptyView, Folding } from './fold.ts'
import { matchesEvent } from './match-event.ts'
import { SampleTrace, sampleAddress } from './sample-trace.ts'
import type { TraceEvent } from './trace-event.ts'

/** Verdicts after each event. */
const follow = (check: Check, events: readonly TraceEvent[]) => {
  const folding = new Folding()
  const evaluator = new CheckEvaluator(check).begin(emptyView)
  const verdicts: Verdict[] = events.map(event => {
    folding.add(event)
    return evaluator.feed(event, folding.draft)
  })
  return { evaluator, verdicts }
}

const log = (trace: SampleTrace, text: string, node = 'node-1') =>
  trace.emit(node, { type: 'Logged', actor: '/user/a#3', level: 'info', text })
const logged = (text: string): EventPattern => ({ event: 'Logged', where: { text } })

describe('a pattern', () => {
  const event = log(new SampleTrace(), 'Write node update')

  test.each<[EventPattern, boolean]>([
    [{ event: 'Logged' }, true],
    [{ event: 'ActorStarted' }, false],
    [{ event: 'Logged', node: 'node-1' }, true],
    [{ event: 'Logged', node: 'node-2' }, false],
    [{ event: 'Logged', where: { text: 'Write*' } }, true],
    [{ event: 'Logged', where: { text: '*update' } }, true],
    [{ event: 'Logged', where: { text: '*node*' } }, true],
    [{ event: 'Logged', where: { text: 'node*' } }, false],
    [{ event: 'Logged', where: { text: 'Write' } }, false],
    [{ event: 'Logged', where: { seq: 1, level: 'info' } }, true],
    [{ event: 'Logged', where: { seq: 1, level: 'warn' } }, false],
    [{ event: 'Logged', where: { actor: '/user/a' } }, true],
    [{ event: 'Logged', where: { nothing: null } }, false],
    [{ event: 'Logged', not: { level: 'warn' } }, true],
    [{ event: 'Logged', where: { level: 'info' }, not: { text: 'Write*' } }, false],
  ])('%j: %s', (pattern, matches) => {
    expect(matchesEvent(pattern, event)).toBe(matches)
  })

  test('matches a field inside an action', () => {
    const done = new SampleTrace().emit('conductor', {
      type: 'ActionDone',
      index: 0,
      action: { type: 'Kill', participant: 'node-1' },
    })
    expect(matchesEvent({ event: 'ActionDone', where: { 'action.type': 'Kill' } }, done)).toBe(true)
    expect(matchesEvent({ event: 'ActionDone', where: { 'action.type': 'Leave' } }, done)).toBe(false)
  })
})

test('a pattern reaches into JSON, and not into JSON that was cut', () => {
  const trace = new SampleTrace()
  const body = '{"type":"Write","message":{"key":"hoge","tries":2}}'
  const sent = { ...trace.send('node-1', 'node-2', 'Write', '/user/a'), body } as TraceEvent
  const where = { 'body.message.tries': 2 }
  expect(matchesEvent({ event: 'MessageSent', where }, sent)).toBe(true)
  expect(
    matchesEvent({ event: 'MessageSent', where }, { ...sent, body: body.slice(0, -3) } as TraceEvent),
  ).toBe(false)
})

describe('a fact', () => {
  const holds = (fact: Fact, trace: SampleTrace): boolean => {
    const folding = new Folding()
    for (const event of trace.events) folding.add(event)
    expect(factHolds(fact, folding.draft)).toBe(factHolds(fact, folding.view()))
    return factHolds(fact, folding.view())
  }

  test('members holds when every running node believes it and reaches the member', () => {
    const trace = SampleTrace.pair()
    expect(holds({ fact: 'members', status: 'Up' }, trace)).toBe(true)
    expect(holds({ fact: 'members', status: 'Up', nodes: ['node-3'] }, trace)).toBe(false)
    trace.losesSightOf('node-2', 'node-1')
    expect(holds({ fact: 'members', status: 'Up' }, trace)).toBe(false)
    expect(holds({ fact: 'members', status: 'Up', nodes: ['node-2'] }, trace)).toBe(true)
  })

  test('members holds for a crashed node that running nodes believe Down, then Removed', () => {
    const trace = SampleTrace.pair()
    trace.kill('node-1')
    expect(holds({ fact: 'members', status: 'Removed', nodes: ['node-1'] }, trace)).toBe(false)
    trace.losesSightOf('node-2', 'node-1')
    trace.sees('node-2', 'node-1', 'Down')
    expect(holds({ fact: 'members', status: 'Down', nodes: ['node-1'] }, trace)).toBe(true)
    trace.sees('node-2', 'node-1', 'Removed')
    expect(holds({ fact: 'members', status: 'Removed', nodes: ['node-1'] }, trace)).toBe(true)
    expect(holds({ fact: 'members', status: 'Up' }, trace)).toBe(true)
  })

  test('agreed holds for equal members with equal status that are all running, and not for none', () => {
    expect(holds({ fact: 'agreed' }, new SampleTrace())).toBe(false)
    const trace = SampleTrace.pair()
    expect(holds({ fact: 'agreed' }, trace)).toBe(true)
    trace.sees('node-2', 'node-1', 'Leaving')
    expect(holds({ fact: 'agreed' }, trace)).toBe(false)
    trace.sees('node-1', 'node-1', 'Leaving')
    expect(holds({ fact: 'agreed' }, trace)).toBe(true)
    trace.kill('node-1')
    expect(holds({ fact: 'agreed' }, trace)).toBe(false)
    trace.start('node-1')
    expect(holds({ fact: 'agreed' }, trace)).toBe(false)
  })

  test('agreed ignores a node that asks in vain to join a cluster that prepares for its shutdown', () => {
    const trace = SampleTrace.pair()
    trace.start('node-3')
    expect(holds({ fact: 'agreed' }, trace)).toBe(false)
    for (const viewer of ['node-1', 'node-2'])
      for (const member of ['node-1', 'node-2']) trace.sees(viewer, member, 'ReadyForShutdown')
    expect(holds({ fact: 'agreed' }, trace)).toBe(true)
    trace.sees('node-3', 'node-3', 'Up')
    expect(holds({ fact: 'agreed' }, trace)).toBe(false)
  })

  test('singletons counts singletons with the same path', () => {
    const trace = SampleTrace.pair()
    expect(holds({ fact: 'singleton-on', node: 'node-1' }, trace)).toBe(true)
    expect(holds({ fact: 'singletons', atMost: 1 }, trace)).toBe(true)
    trace.emit('node-2', {
      type: 'SingletonManagerChanged',
      actor: '/user/other',
      from: 'Start',
      to: 'Oldest',
    })
    trace.emit('node-2', { type: 'ActorStarted', actor: '/user/other/singleton' })
    expect(holds({ fact: 'singletons', atMost: 1 }, trace)).toBe(true)
    trace.emit('node-2', {
      type: 'SingletonManagerChanged',
      actor: '/user/master',
      from: 'Start',
      to: 'Oldest',
    })
    trace.emit('node-2', { type: 'ActorStarted', actor: '/user/master/singleton' })
    expect(holds({ fact: 'singletons', atMost: 1 }, trace)).toBe(false)
  })

  test('singletons may have a least number', () => {
    const trace = new SampleTrace()
    expect(holds({ fact: 'singletons', atLeast: 1 }, trace)).toBe(false)
    expect(holds({ fact: 'singletons', atLeast: 1 }, SampleTrace.pair())).toBe(true)
    expect(holds({ fact: 'singletons', atLeast: 2, atMost: 3 }, SampleTrace.pair())).toBe(false)
  })

  test('sees holds for the belief of one running node', () => {
    const trace = SampleTrace.pair()
    trace.sees('node-2', 'node-1', 'Leaving')
    expect(holds({ fact: 'sees', node: 'node-2', member: 'node-1', status: 'Leaving' }, trace)).toBe(true)
    expect(holds({ fact: 'sees', node: 'node-1', member: 'node-1', status: 'Up' }, trace)).toBe(true)
    const unreachable: Fact = {
      fact: 'sees',
      node: 'node-2',
      member: 'node-1',
      status: 'Leaving',
      reachable: false,
    }
    expect(holds(unreachable, trace)).toBe(false)
    trace.losesSightOf('node-2', 'node-1')
    expect(holds(unreachable, trace)).toBe(true)
    expect(holds({ fact: 'sees', node: 'node-1', member: 'node-3', status: 'Removed' }, trace)).toBe(true)
    trace.kill('node-1')
    expect(holds({ fact: 'sees', node: 'node-1', member: 'node-3', status: 'Removed' }, trace)).toBe(false)
  })

  test('healthy holds while everything runs and all nodes agree, or nothing is clustered', () => {
    const alone = new SampleTrace()
    alone.start('node-1')
    alone.start('client', [], 'client')
    expect(holds({ fact: 'healthy' }, alone)).toBe(true)
    alone.kill('client')
    expect(holds({ fact: 'healthy' }, alone)).toBe(false)
    const trace = SampleTrace.pair()
    expect(holds({ fact: 'healthy' }, trace)).toBe(true)
    trace.losesSightOf('node-1', 'node-2')
    expect(holds({ fact: 'healthy' }, trace)).toBe(false)
  })

  const journal = (
    trace: SampleTrace,
    highestSequenceNr: number,
    events = highestSequenceNr,
    snapshots = [0],
  ) =>
    trace.emit('database', {
      type: 'JournalChanged',
      persistenceId: 'p',
      change: 'appended',
      highestSequenceNr,
      events,
      snapshots,
    })
  const stateOf = (trace: SampleTrace, node: string, actor: string, state: unknown) =>
    trace.emit(node, {
      type: 'StateChanged',
      actor,
      state: typeof state === 'string' ? state : JSON.stringify(state),
    })

  test('follows-journal holds when each copy has the number of the journal', () => {
    const trace = SampleTrace.pair()
    const follows: Fact = { fact: 'follows-journal', actor: '/user/read', field: 'nr', persistenceId: 'p' }
    expect(holds(follows, trace)).toBe(true)
    stateOf(trace, 'node-1', '/user/read#1', { nr: 2 })
    stateOf(trace, 'node-2', '/user/read#2', { nr: 1 })
    journal(trace, 1)
    expect(holds(follows, trace)).toBe(true)
    journal(trace, 2)
    expect(holds(follows, trace)).toBe(false)
    expect(holds({ ...follows, behind: 1 }, trace)).toBe(true)
    stateOf(trace, 'node-2', '/user/read#2', '{"entries":{"a":"cu')
    expect(holds(follows, trace)).toBe(true)
    stateOf(trace, 'node-2', '/user/read#2', { nr: 0 })
    expect(holds(follows, trace)).toBe(false)
    trace.kill('node-2')
    expect(holds(follows, trace)).toBe(true)
  })

  test('same-copies compares the data of copies with the same version', () => {
    const trace = SampleTrace.pair()
    const same: Fact = {
      fact: 'same-copies',
      copies: [{ actor: '/user/writer' }, { actor: '/user/read', version: 'nr', data: 'entries' }],
    }
    const persisted = (sequenceNr: number) =>
      trace.emit('node-1', {
        type: 'EventPersisted',
        actor: '/user/writer#1',
        persistenceId: 'p',
        sequenceNr,
        label: 'Written',
        body: '{}',
      })
    persisted(2)
    stateOf(trace, 'node-1', '/user/writer#1', { a: '1', b: '2' })
    stateOf(trace, 'node-2', '/user/read#2', { nr: 1, entries: { a: '1' } })
    expect(holds(same, trace)).toBe(true)
    stateOf(trace, 'node-2', '/user/read#2', { nr: 2, entries: { b: '2', a: '1' } })
    expect(holds(same, trace)).toBe(true)
    stateOf(trace, 'node-2', '/user/read#2', { nr: 2, entries: { b: '2' } })
    expect(holds(same, trace)).toBe(false)
    trace.kill('node-1')
    expect(holds(same, trace)).toBe(true)
  })

  test('same-copies finds the data of a writer in a field once that field is an object', () => {
    const trace = SampleTrace.pair()
    const same: Fact = {
      fact: 'same-copies',
      copies: [
        { actor: '/user/writer', version: 'nr', wrappedIn: 'entries' },
        { actor: '/user/read', version: 'nr', data: 'entries' },
      ],
    }
    stateOf(trace, 'node-2', '/user/read#2', { nr: 1, entries: { nr: 1, entries: 'a text' } })
    stateOf(trace, 'node-1', '/user/writer#1', { nr: 1, entries: 'a text' })
    expect(holds(same, trace)).toBe(true)
    stateOf(trace, 'node-1', '/user/writer#1', { nr: 1, entries: { nr: 1, entries: 'a text' } })
    expect(holds(same, trace)).toBe(true)
    stateOf(trace, 'node-1', '/user/writer#1', { nr: 1, entries: { nr: 1 } })
    expect(holds(same, trace)).toBe(false)
  })

  test('same-copies ignores an actor that backs off after a recovery that failed half-way', () => {
    const trace = SampleTrace.pair()
    const same: Fact = {
      fact: 'same-copies',
      copies: [{ actor: '/user/writer' }, { actor: '/user/read', version: 'nr', data: 'entries' }],
    }
    const writer = { actor: '/user/writer#1', persistenceId: 'p' }
    stateOf(trace, 'node-2', '/user/read#2', { nr: 0, entries: {} })
    trace.emit('node-1', { type: 'RecoveryStarted', ...writer })
    stateOf(trace, 'node-1', '/user/writer#1', { a: '1' })
    trace.emit('node-1', {
      type: 'RecoveryFailed',
      ...writer,
      error: { name: 'JournalTimeout', message: '' },
    })
    expect(holds(same, trace)).toBe(false)
    trace.emit('node-1', { type: 'ActorBackingOff', actor: '/user/writer#1', until: 9000 })
    expect(holds(same, trace)).toBe(true)
  })

  test('journal-complete holds while a snapshot covers the deleted events', () => {
    const trace = new SampleTrace()
    expect(holds({ fact: 'journal-complete' }, trace)).toBe(true)
    journal(trace, 4, 4, [])
    expect(holds({ fact: 'journal-complete' }, trace)).toBe(true)
    journal(trace, 4, 1, [3])
    expect(holds({ fact: 'journal-complete' }, trace)).toBe(true)
    journal(trace, 4, 0, [3])
    expect(holds({ fact: 'journal-complete' }, trace)).toBe(false)
  })

  test('running, state and client-connected hold when the view says so', () => {
    const trace = SampleTrace.pair()
    trace.start('client', [], 'client')
    const state: Fact = { fact: 'state', node: 'node-1', actor: '/user/read', contains: '"hoge"' }
    expect(holds(state, trace)).toBe(false)
    trace.emit('node-1', { type: 'StateChanged', actor: '/user/read#9', state: '{"hoge":"fuga"}' })
    expect(holds(state, trace)).toBe(true)
    expect(holds({ fact: 'client-connected', client: 'client' }, trace)).toBe(false)
    trace.emit('client', { type: 'ClientConnected', actor: '/user/c', receptionist: '/system/receptionist' })
    expect(holds({ fact: 'client-connected', client: 'client' }, trace)).toBe(true)
    trace.kill('node-1')
    expect(holds(state, trace)).toBe(false)
    expect(holds({ fact: 'running', participant: 'node-1', running: false }, trace)).toBe(true)
    expect(holds({ fact: 'running', participant: 'client', running: false }, trace)).toBe(false)
    expect(holds({ fact: 'running', participant: 'nobody', running: false }, trace)).toBe(true)
    expect(holds({ fact: 'running', running: true }, trace)).toBe(true)
    trace.kill('node-2')
    expect(holds({ fact: 'running', running: true }, trace)).toBe(false)
  })
})

describe('eventually', () => {
  test('with after, only events after the first one of it count', () => {
    const trace = new SampleTrace()
    for (const text of ['a', 'b', 'a']) log(trace, text)
    const check: Check = { type: 'eventually', what: logged('a'), after: logged('b') }
    expect(follow(check, trace.events).verdicts).toEqual(['open', 'open', 'true'])
    expect(follow(check, trace.events.slice(0, 2)).verdicts).toEqual(['open', 'open'])
  })

  test('with after, a fact that holds already counts from that event on', () => {
    const trace = new SampleTrace()
    log(trace, 'a')
    log(trace, 'b')
    const check: Check = {
      type: 'eventually',
      what: { fact: 'running', participant: 'node-9', running: false },
      after: logged('b'),
    }
    expect(follow(check, trace.events).verdicts).toEqual(['open', 'true'])
  })

  test('becomes true at the given occurrence of the event', () => {
    const trace = new SampleTrace()
    for (const text of ['a', 'b', 'a', 'a']) log(trace, text)
    const { verdicts } = follow({ type: 'eventually', what: logged('a'), times: 2 }, trace.events)
    expect(verdicts).toEqual(['open', 'open', 'true', 'true'])
  })

  test('stays open at the end of a run without the event', () => {
    const { evaluator } = follow({ type: 'eventually', what: logged('x') }, [])
    expect(evaluator.verdictAtEnd()).toBe('open')
  })

  test('withinMs accepts the event at the last allowed instant and fails after it', () => {
    const trace = new SampleTrace()
    log(trace.after(100), 'a')
    const check: Check = { type: 'eventually', what: logged('a'), withinMs: 100 }
    expect(follow(check, trace.events).verdicts).toEqual(['true'])
    const late = new SampleTrace()
    log(late.after(101), 'a')
    expect(follow(check, late.events).verdicts).toEqual(['false'])
    const { evaluator } = follow(check, [])
    expect(evaluator.deadline).toBe(100)
    expect(evaluator.pass(100)).toBe('false')
    expect(evaluator.decision).toEqual({ verdict: 'false', at: 100, event: null, since: null })
  })

  test('is true at once for a fact that already holds', () => {
    const folding = new Folding()
    for (const event of SampleTrace.pair().events) folding.add(event)
    const check: Check = { type: 'eventually', what: { fact: 'agreed' } }
    expect(new CheckEvaluator(check).begin(folding.view()).verdict).toBe('true')
  })
})

test('a decision names the exact event, although others follow at the same instant', () => {
  const trace = new SampleTrace()
  log(trace, 'a')
  const guilty = log(trace, 'x')
  log(trace, 'x')
  const { evaluator } = follow({ type: 'never', what: logged('x') }, trace.events)
  expect(evaluator.decision).toEqual({ verdict: 'false', at: 0, event: guilty, since: null })
})

test('never of a fact fails before the first event when the fact already holds', () => {
  const check: Check = { type: 'never', what: { fact: 'running', participant: 'node-9', running: false } }
  expect(new CheckEvaluator(check).begin(emptyView).decision).toMatchObject({ verdict: 'false', event: null })
})

test('never is open until it fails, and true at the end otherwise', () => {
  const trace = new SampleTrace()
  log(trace, 'a')
  const good = follow({ type: 'never', what: logged('x') }, trace.events)
  expect(good.verdicts).toEqual(['open'])
  expect(good.evaluator.verdictAtEnd()).toBe('true')
  log(trace, 'x')
  log(trace, 'a')
  const bad = follow({ type: 'never', what: logged('x') }, trace.events)
  expect(bad.verdicts).toEqual(['open', 'false', 'false'])
  expect(bad.evaluator.verdictAtEnd()).toBe('false')
})

describe('always', () => {
  const agreed: Check = { type: 'always', what: { fact: 'agreed' } }

  test('is open until the fact has held once', () => {
    const trace = SampleTrace.pair()
    const { evaluator, verdicts } = follow(agreed, trace.events)
    expect(verdicts).not.toContain('false')
    expect(evaluator.verdictAtEnd()).toBe('true')
  })

  test('is false for good from the event after which the fact does not hold', () => {
    const trace = SampleTrace.pair()
    trace.sees('node-2', 'node-1', 'Leaving')
    trace.sees('node-1', 'node-1', 'Leaving')
    const { verdicts } = follow(agreed, trace.events)
    expect(verdicts.slice(-2)).toEqual(['false', 'false'])
  })

  const recovers: Check = { type: 'always', what: { fact: 'agreed' }, recoversWithinMs: 50 }

  test('with a time to recover fails only when the fact is lost for longer', () => {
    const trace = SampleTrace.pair()
    trace.after(10)
    const lost = trace.sees('node-2', 'node-1', 'Leaving')
    const { evaluator } = follow(recovers, trace.events)
    expect(evaluator.verdict).toBe('open')
    expect(evaluator.verdictAtEnd()).toBe('open')
    expect(evaluator.deadline).toBe(trace.at + 50)
    expect(evaluator.pass(trace.at + 49)).toBe('open')
    expect(evaluator.pass(trace.at + 200)).toBe('false')
    expect(evaluator.decision).toEqual({ verdict: 'false', at: trace.at + 50, event: null, since: lost })
    trace.after(50)
    trace.sees('node-1', 'node-1', 'Leaving')
    const recovered = follow(recovers, trace.events).evaluator
    expect(recovered.deadline).toBeNull()
    expect(recovered.pass(trace.at + 1000)).toBe('open')
    expect(recovered.verdictAtEnd()).toBe('true')
  })

  test('counts the time to recover from when its condition holds', () => {
    const check: Check = { ...recovers, while: { fact: 'running', participant: 'node-2', running: true } }
    const trace = SampleTrace.pair()
    trace.kill('node-2')
    trace.sees('node-1', 'node-1', 'Leaving')
    expect(follow(check, trace.events).evaluator.deadline).toBeNull()
    trace.after(500).start('node-2')
    expect(follow(check, trace.events).evaluator.deadline).toBe(trace.at + 50)
  })

  test('starts the time to recover anew at an event of `unless`', () => {
    const check: Check = { ...recovers, unless: [{ event: 'Logged' }] }
    const trace = SampleTrace.pair()
    trace.sees('node-2', 'node-1', 'Leaving')
    const act = log(trace.after(40), 'act')
    const { evaluator } = follow(check, trace.events)
    expect(evaluator.deadline).toBe(trace.at + 50)
    evaluator.pass(trace.at + 50)
    expect(evaluator.decision).toMatchObject({ verdict: 'false', since: act })
  })

  test('is open at the end when the fact never held', () => {
    expect(follow(agreed, []).evaluator.verdictAtEnd()).toBe('open')
  })
})

describe('leadsTo', () => {
  const check: Check = { type: 'leadsTo', when: logged('ask'), then: logged('answer'), withinMs: 100 }

  test('accepts the answer at the last allowed instant', () => {
    const trace = new SampleTrace()
    log(trace, 'ask')
    log(trace.after(100), 'answer')
    const { evaluator, verdicts } = follow(check, trace.events)
    expect(verdicts).toEqual(['open', 'open'])
    expect(evaluator.deadline).toBeNull()
    expect(evaluator.verdictAtEnd()).toBe('true')
  })

  test('fails one ms later, at the next event or when time passes', () => {
    const trace = new SampleTrace()
    log(trace, 'ask')
    const waiting = follow(check, trace.events).evaluator
    expect(waiting.deadline).toBe(100)
    expect(waiting.pass(99)).toBe('open')
    expect(waiting.verdictAtEnd()).toBe('open')
    expect(waiting.pass(100)).toBe('false')
    log(trace.after(101), 'answer')
    expect(follow(check, trace.events).verdicts).toEqual(['open', 'false'])
  })

  test('counts from the earliest of several events, and one answer answers them all', () => {
    const trace = new SampleTrace()
    log(trace, 'ask')
    log(trace.after(60), 'ask')
    expect(follow(check, trace.events).evaluator.deadline).toBe(100)
    log(trace, 'answer')
    log(trace.after(10), 'ask')
    const { evaluator } = follow(check, trace.events)
    expect(evaluator.deadline).toBe(170)
  })
})

describe('leadsTo with more conditions', () => {
  const ask = (trace: SampleTrace, id: string, node = 'node-1') =>
    trace.emit(node, { type: 'MessageDelivered', to: id, label: 'ask', waiting: 0, protocol: 'user' })
  const answer = (trace: SampleTrace, id: string) =>
    trace.emit('node-2', { type: 'MessageDropped', to: id, label: 'answer', why: '' })
  const each: Check = {
    type: 'leadsTo',
    when: { event: 'MessageDelivered' },
    then: { event: 'MessageDropped' },
    by: { when: 'to', then: 'to' },
    withinMs: 100,
  }

  test('an answer with another value of `by` does not count', () => {
    const trace = new SampleTrace()
    const first = ask(trace, 'a')
    ask(trace.after(10), 'b')
    answer(trace, 'b')
    const { evaluator } = follow(each, trace.events)
    expect(evaluator.deadline).toBe(100)
    expect(evaluator.pass(100)).toBe('false')
    expect(evaluator.decision).toMatchObject({ at: 100, event: null, since: first })
    answer(trace, 'a')
    expect(follow(each, trace.events).evaluator.deadline).toBeNull()
  })

  test('a path as the value of `by` counts without address and uid', () => {
    const trace = new SampleTrace()
    ask(trace, '/temp/$a#5')
    answer(trace, `${sampleAddress('node-1')}/temp/$a#5`)
    expect(follow(each, trace.events).evaluator.deadline).toBeNull()
  })

  test('the next value waits when the earliest is answered', () => {
    const trace = new SampleTrace()
    ask(trace, 'a')
    ask(trace.after(30), 'b')
    answer(trace, 'a')
    expect(follow(each, trace.events).evaluator.deadline).toBe(130)
  })

  test('an event of `unless` and the loss of `while` end all waits', () => {
    const check: Check = {
      ...each,
      while: { fact: 'running', participant: 'node-1', running: true },
      unless: [{ event: 'ActorFailed' }],
    }
    const trace = new SampleTrace()
    ask(trace, 'before the start')
    expect(follow(check, trace.events).evaluator.deadline).toBeNull()
    trace.start('node-1')
    ask(trace, 'a')
    expect(follow(check, trace.events).evaluator.deadline).toBe(100)
    trace.emit('node-1', {
      type: 'ActorFailed',
      actor: '/user/a',
      error: { name: 'Boom' },
      decision: 'resume',
    })
    expect(follow(check, trace.events).evaluator.deadline).toBeNull()
    ask(trace, 'b')
    trace.kill('node-1')
    expect(follow(check, trace.events).evaluator.deadline).toBeNull()
  })

  test('a fact as `when` counts each time it begins to hold, a fact as `then` while it holds', () => {
    const check: Check = {
      type: 'leadsTo',
      when: { fact: 'running', participant: 'node-3', running: true },
      then: { fact: 'sees', node: 'node-3', member: 'node-3', status: 'Up' },
      withinMs: 100,
    }
    const trace = new SampleTrace()
    trace.after(5).start('node-3')
    trace.after(5).start('node-1')
    expect(follow(check, trace.events).evaluator.deadline).toBe(105)
    trace.sees('node-3', 'node-3', 'Up')
    expect(follow(check, trace.events).evaluator.deadline).toBeNull()
    trace.kill('node-3')
    trace.after(5).start('node-3')
    expect(follow(check, trace.events).evaluator.deadline).toBe(trace.at + 100)
  })
})

describe('counts', () => {
  const event = (trace: SampleTrace, text: string, node = 'node-1') => log(trace, text, node)

  test('atMost fails at the event too many, separately for each value of `by`', () => {
    const trace = new SampleTrace()
    const events = ['a', 'b', 'a'].map(text => event(trace, text))
    const atMost: Check = { type: 'atMost', what: { event: 'Logged' }, times: 2 }
    expect(follow(atMost, trace.events).verdicts).toEqual(['open', 'open', 'false'])
    const once: Check = { type: 'atMost', what: { event: 'Logged' }, times: 1, by: 'text' }
    const { evaluator, verdicts } = follow(once, trace.events)
    expect(verdicts).toEqual(['open', 'open', 'false'])
    expect(evaluator.decision).toMatchObject({ event: events[2], since: events[0] })
    expect(follow({ ...once, by: 'nothing' }, trace.events).evaluator.verdictAtEnd()).toBe('true')
  })

  test('exactly is decided when there are too many, else at the end', () => {
    const trace = new SampleTrace()
    const check: Check = { type: 'exactly', what: logged('a'), times: 2 }
    expect(follow(check, trace.events).evaluator.verdictAtEnd()).toBe('open')
    event(trace, 'a')
    event(trace, 'a')
    expect(follow(check, trace.events).evaluator.verdict).toBe('open')
    expect(follow(check, trace.events).evaluator.verdictAtEnd()).toBe('true')
    event(trace, 'a')
    expect(follow(check, trace.events).evaluator.verdict).toBe('false')
    expect(follow({ ...check, times: 0 }, []).evaluator.verdictAtEnd()).toBe('true')
  })

  test('rises fails when the number falls, and strictly also when it stays', () => {
    const trace = new SampleTrace()
    const unstashed = (size: number, actor = '/user/a') =>
      trace.emit('node-1', { type: 'MessagesUnstashed', actor, count: 1, size })
    const check: Check = { type: 'rises', what: { event: 'MessagesUnstashed' }, field: 'size' }
    unstashed(1)
    const second = unstashed(2)
    unstashed(2)
    expect(follow(check, trace.events).verdicts).toEqual(['open', 'open', 'open'])
    expect(follow({ ...check, strictly: true }, trace.events).verdicts).toEqual(['open', 'open', 'false'])
    unstashed(1, '/user/b')
    const { evaluator } = follow(check, trace.events)
    expect(evaluator.verdict).toBe('false')
    expect(evaluator.decision?.since).toBe(trace.events[2])
    expect(second).not.toBe(trace.events[2])
    expect(follow({ ...check, by: 'actor' }, trace.events).evaluator.verdictAtEnd()).toBe('true')
    expect(follow({ ...check, field: 'actor' }, trace.events).evaluator.verdictAtEnd()).toBe('true')
  })

  test('of many values are forgotten from the oldest on', () => {
    const trace = new SampleTrace()
    for (let i = 0; i <= 4096; i++) event(trace, `${i}`)
    const once: Check = { type: 'atMost', what: { event: 'Logged' }, times: 1, by: 'text' }
    event(trace, '0')
    expect(follow(once, trace.events).evaluator.verdict).toBe('open')
    event(trace, '4096')
    expect(follow(once, trace.events).evaluator.verdict).toBe('false')
  })
})

test.each<[Check, boolean]>([
  [{ type: 'never', what: { event: 'Logged' } }, true],
  [{ type: 'leadsTo', when: { event: 'Logged' }, then: { event: 'Logged' } }, true],
  [{ type: 'eventually', what: { event: 'Logged' } }, false],
  [{ type: 'exactly', what: { event: 'Logged' }, times: 1 }, false],
  [{ type: 'all', checks: [{ type: 'never', what: { event: 'Logged' } }] }, true],
  [
    {
      type: 'any',
      checks: [
        { type: 'eventually', what: { event: 'Logged' } },
        { type: 'never', what: { event: 'Logged' } },
      ],
    },
    true,
  ],
])('%j counts as kept until it is violated: %s', (check, invariant) => {
  expect(isInvariant(check)).toBe(invariant)
})

describe('atMostOne', () => {
  const check: Check = {
    type: 'atMostOne',
    begin: { event: 'ActorStarted', where: { actor: '/user/master/*' } },
    end: { event: 'ActorStopped', where: { actor: '/user/master/*' } },
  }
  const start = (trace: SampleTrace, node: string, name = 'singleton') =>
    trace.emit(node, { type: 'ActorStarted', actor: `/user/master/${name}` })

  test('fails at the second begin without an end in between', () => {
    const trace = new SampleTrace()
    start(trace, 'node-1')
    trace.emit('node-1', { type: 'ActorStopped', actor: '/user/master/singleton' })
    start(trace, 'node-2')
    start(trace, 'node-1')
    expect(follow(check, trace.events).verdicts).toEqual(['open', 'open', 'open', 'false'])
  })

  test('ends the spans of a participant that stops', () => {
    const trace = new SampleTrace()
    start(trace, 'node-1')
    trace.kill('node-1')
    start(trace, 'node-2')
    const { evaluator, verdicts } = follow(check, trace.events)
    expect(verdicts).not.toContain('false')
    expect(evaluator.verdictAtEnd()).toBe('true')
  })

  test('counts separately for each value of the named field', () => {
    const trace = new SampleTrace()
    start(trace, 'node-1', 'a')
    start(trace, 'node-2', 'b')
    expect(follow(check, trace.events).verdicts.at(-1)).toBe('false')
    expect(follow({ ...check, by: 'actor' }, trace.events).verdicts.at(-1)).toBe('open')
    start(trace, 'node-2', 'a')
    expect(follow({ ...check, by: 'actor' }, trace.events).verdicts.at(-1)).toBe('false')
  })
})

describe('all and any', () => {
  const reaches = (text: string): Check => ({ type: 'eventually', what: logged(text) })
  const avoids = (text: string): Check => ({ type: 'never', what: logged(text) })
  const trace = new SampleTrace()
  for (const text of ['a', 'b']) log(trace, text)

  test.each<[Check, Verdict[], Verdict]>([
    [{ type: 'all', checks: [reaches('a'), reaches('b')] }, ['open', 'true'], 'true'],
    [{ type: 'all', checks: [reaches('a'), avoids('b')] }, ['open', 'false'], 'false'],
    [{ type: 'all', checks: [reaches('b'), avoids('x')] }, ['open', 'open'], 'true'],
    [{ type: 'any', checks: [reaches('a'), reaches('x')] }, ['true', 'true'], 'true'],
    [{ type: 'any', checks: [avoids('a'), avoids('b')] }, ['open', 'false'], 'false'],
    [{ type: 'all', checks: [] }, ['true', 'true'], 'true'],
  ])('combine the verdicts of %j', (check, verdicts, atEnd) => {
    const followed = follow(check, trace.events)
    expect(followed.verdicts).toEqual(verdicts)
    expect(followed.evaluator.verdictAtEnd()).toBe(atEnd)
  })

  test('keep a decided verdict', () => {
    const check: Check = {
      type: 'any',
      checks: [reaches('a'), { type: 'leadsTo', when: logged('b'), then: logged('c'), withinMs: 1 }],
    }
    const { evaluator } = follow(check, trace.events)
    expect(evaluator.deadline).toBeNull()
    expect(evaluator.pass(1000)).toBe('true')
  })
})

test('addresses of the sample differ for each node', () => {
  expect(sampleAddress('node-1')).not.toBe(sampleAddress('node-2'))
})
