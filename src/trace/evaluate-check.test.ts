import { describe, expect, test } from 'vitest'
import type { Check, EventPattern, Fact, Verdict } from './check.ts'
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
  })
})

describe('eventually', () => {
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

  test('is true at once for a fact that already holds', () => {
    const folding = new Folding()
    for (const event of SampleTrace.pair().events) folding.add(event)
    const check: Check = { type: 'eventually', what: { fact: 'agreed' } }
    expect(new CheckEvaluator(check).begin(folding.view()).verdict).toBe('true')
  })
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
