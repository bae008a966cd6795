import { expect, test } from 'vitest'
import { EventLog, eventId, type TraceEvent } from '../../../trace/index.ts'
import { SampleTrace } from '../../../trace/sample-trace.ts'
import { Playhead } from '../../store/playhead.ts'
import { Stage } from './stage.ts'
import { reducedMotionTimings, timings } from './timings.ts'

const child = '/user/a/b#2'
const parent = '/user/a#1'
const error = { name: 'IOException' }

/** Events of a trace after its start, each caused by the one before. */
const happened = (tell: (trace: SampleTrace) => void): readonly TraceEvent[] => {
  const trace = SampleTrace.pair()
  const before = trace.events.length
  tell(trace)
  return trace.events.slice(before).map((event, place, all) => {
    const last = all[place - 1]
    return last === undefined || event.type === 'MessageSent' ? event : { ...event, cause: eventId(last) }
  })
}

const shown = (stage: Stage) => stage.scene().map(item => `${item.type} ${item.actor}`)

interface Moment {
  readonly ms: number
  readonly items: readonly string[]
  /** Types of the events that the cursor has shown. */
  readonly events: readonly string[]
}

/** Plays the events at the speed of the run and records what is seen each 20 ms. */
function play(stage: Stage, events: readonly TraceEvent[], forMs = 12_000): readonly Moment[] {
  const log = new EventLog()
  log.append(events)
  const playhead = new Playhead()
  playhead.director = stage
  playhead.show(log)
  playhead.jumpTo(0, events[0]!.at)
  const seen: string[] = []
  const moments: Moment[] = []
  for (let ms = 20; ms <= forMs; ms += 20) {
    for (const event of playhead.advance({ elapsedMs: 20, rate: 1, until: 1e9, waits: true }))
      seen.push(event.type)
    moments.push({ ms, items: shown(stage), events: [...seen] })
  }
  return moments
}
const firstItem = (moments: readonly Moment[], item: string): number =>
  moments.find(({ items }) => items.includes(item))?.ms ?? -1
const firstEvent = (moments: readonly Moment[], type: string, times = 1): number =>
  moments.find(({ events }) => events.filter(seen => seen === type).length >= times)?.ms ?? -1

const expectInOrder = (instants: readonly number[]) => {
  expect(Math.min(...instants)).toBeGreaterThanOrEqual(0)
  expect(instants).toEqual([...instants].sort((a, b) => a - b))
}

const restarted = happened(trace => {
  trace.emit('node-2', { type: 'ActorFailed', actor: child, error, decision: 'restart', label: 'Get' })
  trace.emit('node-2', { type: 'SignalDelivered', actor: child, signal: 'PreRestart' })
  trace.emit('node-2', { type: 'ActorRestarted', actor: child, restarts: 1 })
})

test('a failure shows message, exception, verdict, signal and flash one after the other', () => {
  const stage = new Stage()
  const moments = play(stage, restarted)
  const order = ['message', 'exception', 'verdict', 'signal', 'flash'].map(type =>
    firstItem(moments, `${type} /user/a/b`),
  )
  expectInOrder(order)
  expect(new Set(order).size).toBe(order.length)
  expect(shown(stage), 'in the end').toEqual([])
})

test('the events of a failure are shown with their pictures, although all have one instant', () => {
  const moments = play(new Stage(), restarted)
  expect(firstEvent(moments, 'ActorFailed')).toBeGreaterThanOrEqual(timings.untilThrown + timings.exception)
  expect(firstEvent(moments, 'ActorFailed')).toBe(firstItem(moments, 'verdict /user/a/b'))
  expect(firstEvent(moments, 'SignalDelivered')).toBe(firstItem(moments, 'signal /user/a/b'))
  expect(firstEvent(moments, 'ActorRestarted')).toBe(firstItem(moments, 'flash /user/a/b'))
})

test('a death pact shows the child’s stop, then ChildFailed, then the failure and the stop of the parent', () => {
  const moments = play(
    new Stage(),
    happened(trace => {
      trace.emit('node-2', { type: 'ActorFailed', actor: child, error, decision: 'stop', label: 'Get' })
      trace.emit('node-2', { type: 'ActorStopped', actor: child })
      trace
        .after(50)
        .emit('node-2', { type: 'SignalDelivered', actor: parent, signal: 'ChildFailed', of: child })
      trace.emit('node-2', {
        type: 'ActorFailed',
        actor: parent,
        error: { name: 'DeathPactException' },
        decision: 'stop',
        label: 'ChildFailed',
      })
      trace.after(50).emit('node-2', { type: 'ActorStopped', actor: parent })
    }),
  )
  expectInOrder([
    firstItem(moments, 'verdict /user/a/b'),
    firstItem(moments, 'stopped /user/a/b'),
    firstEvent(moments, 'ActorStopped'),
    firstItem(moments, 'news /user/a'),
    firstEvent(moments, 'SignalDelivered'),
    firstItem(moments, 'exception /user/a'),
    firstItem(moments, 'verdict /user/a'),
    firstEvent(moments, 'ActorFailed', 2),
    firstItem(moments, 'stopped /user/a'),
  ])
})

test('equal failures at one instant are shown once, with their number', () => {
  const stage = new Stage()
  const failures = 40
  const moments = play(
    stage,
    happened(trace => {
      for (let i = 0; i < failures; i++)
        trace.emit('node-2', { type: 'ActorFailed', actor: child, error, decision: 'stop', label: 'Get' })
    }),
    timings.untilThrown + timings.exception + 400,
  )
  const verdicts = stage.scene().filter(item => item.type === 'verdict')
  expect(verdicts).toHaveLength(1)
  expect(verdicts[0]?.type === 'verdict' && verdicts[0].verdict.times).toBe(failures)
  expect(firstEvent(moments, 'ActorFailed', failures)).toBeGreaterThan(0)
})

test('one failure and its consequences delay the cursor by at most nine seconds', () => {
  const moments = play(
    new Stage(),
    happened(trace => {
      trace.emit('node-2', { type: 'ActorFailed', actor: parent, error, decision: 'stop', label: 'Get' })
      for (let i = 0; i < 200; i++) trace.emit('node-2', { type: 'ActorStopped', actor: `/user/a/${i}` })
    }),
  )
  expect(firstEvent(moments, 'ActorStopped', 200)).toBeGreaterThan(0)
  expect(firstEvent(moments, 'ActorStopped', 200)).toBeLessThanOrEqual(9020)
})

test('a child stopped and started again at one instant is shown as stopped first', () => {
  const moments = play(
    new Stage(),
    happened(trace => {
      trace.emit('node-2', { type: 'ActorFailed', actor: parent, error, decision: 'restart', label: 'Get' })
      trace.emit('node-2', { type: 'ActorStopped', actor: child })
      trace.emit('node-2', { type: 'ActorRestarted', actor: parent, restarts: 1 })
      trace.emit('node-2', { type: 'ActorStarted', actor: '/user/a/b#3' })
    }),
  )
  expectInOrder([firstItem(moments, 'stopped /user/a/b'), firstItem(moments, 'flash /user/a')])
  expect(firstItem(moments, 'stopped /user/a/b')).toBeLessThan(firstItem(moments, 'flash /user/a'))
})

test('with reduced motion, nothing delays the cursor and verdict, signal and flash appear at once', () => {
  const stage = new Stage()
  stage.pace = reducedMotionTimings
  const [first] = play(stage, restarted)
  expect(first!.items).toEqual(['verdict /user/a/b', 'signal /user/a/b', 'flash /user/a/b'])
  expect(first!.events).toEqual(['ActorFailed', 'SignalDelivered', 'ActorRestarted'])
})

test('an endless series of failures keeps the number of items bounded', () => {
  const stage = new Stage()
  const moments = play(
    stage,
    happened(trace => {
      for (let i = 0; i < 2000; i++) {
        trace.after(10).emit('node-2', {
          type: 'ActorFailed',
          actor: `/user/${i % 700}`,
          error,
          decision: i % 2 ? 'resume' : 'restart',
        })
      }
    }),
    60_000,
  )
  expect(Math.max(...moments.map(({ items }) => items.length))).toBeLessThan(70)
})
