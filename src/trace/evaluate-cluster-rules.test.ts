import { describe, expect, test } from 'vitest'
import type { ClusterRule, Verdict } from './check.ts'
import { CheckEvaluator } from './evaluate-check.ts'
import { emptyView, Folding } from './fold.ts'
import { eventId } from './identifiers.ts'
import { SampleTrace, sampleAddress } from './sample-trace.ts'
import type { TraceEvent, TraceEventBody } from './trace-event.ts'

/** The verdict after the events, and the earlier event that it refers to. */
function judge(rule: ClusterRule, events: readonly TraceEvent[]): [Verdict, TraceEvent | null] {
  const folding = new Folding()
  const evaluator = new CheckEvaluator({ type: 'clusterRule', rule }).begin(emptyView)
  let verdict: Verdict = 'open'
  for (const event of events) {
    folding.add(event)
    if (verdict === 'open') verdict = evaluator.feed(event, folding.draft)
  }
  return [verdict, evaluator.decision?.since ?? null]
}

const gossip = (trace: SampleTrace, node: string, version: Readonly<Record<string, number>>) =>
  trace.emit(node, { type: 'GossipChanged', version, observations: [] })

const becomes = (
  trace: SampleTrace,
  node: string,
  status: 'Up' | 'WeaklyUp' | 'Removed',
  extra: object = {},
) => {
  const event = trace.emit(node, {
    type: 'MemberChanged',
    member: sampleAddress('node-3'),
    uid: 3,
    status,
    upNumber: 3,
    roles: [],
    ...extra,
  })
  return { ...event, rule: 'leader tick' }
}

describe('the rule of one leader', () => {
  test('a second leader that changes the same member otherwise on the same version breaks it', () => {
    const trace = new SampleTrace()
    const first = becomes(trace, 'node-1', 'Up')
    const events = [
      gossip(trace, 'node-1', { a: 1, b: 2 }),
      gossip(trace, 'node-2', { b: 2, a: 1 }),
      first,
      becomes(trace, 'node-2', 'Removed'),
    ]
    expect(judge('one-leader', events)).toEqual(['false', first])
  })

  test('two members of the same age break it', () => {
    const trace = new SampleTrace()
    const first = becomes(trace, 'node-1', 'Up')
    const second = becomes(trace, 'node-2', 'Up', { member: sampleAddress('node-4'), uid: 4 })
    const versions = [gossip(trace, 'node-1', { a: 1 }), gossip(trace, 'node-2', { a: 1 })]
    expect(judge('one-leader', [...versions, first, second])).toEqual(['false', first])
  })

  test('two leaders that make the same change on the same version keep it', () => {
    const trace = new SampleTrace()
    const versions = [gossip(trace, 'node-1', { a: 1 }), gossip(trace, 'node-2', { a: 1 })]
    const events = [...versions, becomes(trace, 'node-1', 'Removed'), becomes(trace, 'node-2', 'Removed')]
    expect(judge('one-leader', events)[0]).toBe('open')
  })

  test('leaders on different versions, and leaders without convergence, keep it', () => {
    const trace = new SampleTrace()
    const events = [
      gossip(trace, 'node-1', { a: 1 }),
      gossip(trace, 'node-2', { a: 1 }),
      becomes(trace, 'node-1', 'WeaklyUp'),
      becomes(trace, 'node-2', 'WeaklyUp'),
      becomes(trace, 'node-1', 'Up'),
      gossip(trace, 'node-2', { a: 2 }),
      becomes(trace, 'node-2', 'Up'),
    ]
    expect(judge('one-leader', events)[0]).toBe('open')
  })
})

describe('the rule of rising versions', () => {
  test('an entry that falls breaks it, but the next incarnation starts anew', () => {
    const trace = new SampleTrace()
    const second = gossip(trace, 'node-1', { a: 2, b: 1 })
    const events = [gossip(trace, 'node-1', { a: 1 }), second]
    expect(judge('versions-rise', [...events, gossip(trace, 'node-1', { a: 1, b: 2 })])).toEqual([
      'false',
      second,
    ])
    expect(judge('versions-rise', [...events, gossip(trace, 'node-1', { b: 1 })])[0]).toBe('open')
    const again = [...events, trace.start('node-1'), gossip(trace, 'node-1', { a: 1 })]
    expect(judge('versions-rise', again)[0]).toBe('open')
  })
})

/** A message from one node to another, with the events of its way. */
function message(trace: SampleTrace, from: string, to: string) {
  const purpose = { protocol: 'user' } as const
  const sent = trace.emit(from, {
    type: 'MessageSent',
    from: null,
    to: `${sampleAddress(to)}/user/a`,
    toNode: to,
    dueAt: 1,
    label: 'Hello',
    ...purpose,
  })
  const deliver = (cause = eventId(sent)) => ({
    ...trace.emit(to, { type: 'MessageDelivered', to: '/user/a', label: 'Hello', waiting: 0, ...purpose }),
    cause,
  })
  return { sent, deliver }
}

describe('the rule of silent removed members', () => {
  const removed: TraceEventBody = {
    type: 'MemberChanged',
    member: sampleAddress('node-2'),
    uid: 0,
    status: 'Removed',
    previous: 'Down',
    upNumber: 2,
    roles: [],
  }

  test('a message that the removed incarnation sends later breaks it', () => {
    const trace = new SampleTrace()
    const started = [trace.start('node-1'), trace.start('node-2')]
    const { uid } = started[1] as { uid: number }
    const early = message(trace, 'node-2', 'node-1')
    const removal = trace.emit('node-1', { ...removed, uid })
    const late = { ...message(trace, 'node-2', 'node-1') }
    const before = [...started, early.sent, removal, early.deliver()]
    expect(judge('removed-silent', before)[0]).toBe('open')
    const sent = { ...late.sent, at: removal.at + 1 }
    expect(judge('removed-silent', [...before, sent, late.deliver()])).toEqual(['false', removal])
  })

  test('a message of the next incarnation, and one of a member that left, keep it', () => {
    const trace = new SampleTrace()
    const started = [trace.start('node-1'), trace.start('node-2')]
    const { uid } = started[1] as { uid: number }
    const left = { ...removed, previous: 'Exiting', uid } as const
    const late = message(trace, 'node-2', 'node-1')
    const events = [
      ...started,
      trace.emit('node-1', left),
      { ...late.sent, at: 99 },
      late.deliver(),
      trace.emit('node-1', { ...removed, uid }),
      trace.start('node-2'),
    ]
    const next = message(trace, 'node-2', 'node-1')
    expect(judge('removed-silent', [...events, { ...next.sent, at: 99 }, next.deliver()])[0]).toBe('open')
  })
})

describe('the rule of ordered messages', () => {
  test('a message that overtakes an earlier one breaks it', () => {
    const trace = new SampleTrace()
    const started = trace.start('node-1')
    const [first, second] = [message(trace, 'node-1', 'node-2'), message(trace, 'node-1', 'node-2')]
    const overtaking = second.deliver()
    const events = [started, first.sent, second.sent, overtaking]
    expect(judge('messages-in-order', [...events, first.deliver()])).toEqual(['false', overtaking])
  })

  test('a message that a person moved, and one of an earlier incarnation, keep it', () => {
    const trace = new SampleTrace()
    const started = trace.start('node-1')
    const [first, second] = [message(trace, 'node-1', 'node-2'), message(trace, 'node-1', 'node-2')]
    const held = trace.emit('node-2', {
      type: 'MessageHeld',
      message: eventId(first.sent),
      to: '/user/a',
      label: 'Hello',
    })
    const moved = [started, first.sent, second.sent, held, second.deliver(), first.deliver()]
    expect(judge('messages-in-order', moved)[0]).toBe('open')
    const again = trace.start('node-1')
    const third = message(trace, 'node-1', 'node-2')
    const late = [started, second.sent, again, third.sent, third.deliver(), second.deliver()]
    expect(judge('messages-in-order', late)[0]).toBe('open')
  })
})
