import { expect, test } from 'vitest'
import { eventId, type TraceEvent } from '../../../trace/index.ts'
import { SampleTrace } from '../../../trace/sample-trace.ts'
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

const shown = (stage: Stage) => stage.scene().items.map(item => `${item.type} ${item.actor}`)

/** Every scene until nothing changes any more. */
function play(stage: Stage): readonly (readonly string[])[] {
  const scenes = [shown(stage)]
  for (let next = stage.nextChange(); next !== null; next = stage.nextChange()) {
    stage.advance(next)
    scenes.push(shown(stage))
  }
  return scenes
}
const firstWith = (scenes: readonly (readonly string[])[], item: string): number =>
  scenes.findIndex(scene => scene.includes(item))

const restarted = happened(trace => {
  trace.emit('node-2', { type: 'ActorFailed', actor: child, error, decision: 'restart', label: 'Get' })
  trace.emit('node-2', { type: 'SignalDelivered', actor: child, signal: 'PreRestart' })
  trace.emit('node-2', { type: 'ActorRestarted', actor: child, restarts: 1 })
})

test('a failure shows message, exception, verdict, signal and flash one after the other', () => {
  const stage = new Stage()
  const rest = stage.add(restarted)
  expect(shown(stage)).toEqual(['message /user/a/b'])
  const scenes = play(stage)
  const order = ['message', 'exception', 'verdict', 'signal', 'flash'].map(type =>
    firstWith(scenes, `${type} /user/a/b`),
  )
  expect(order.every(at => at >= 0)).toBe(true)
  expect(order).toEqual([...order].sort((a, b) => a - b))
  expect(new Set(order).size).toBe(order.length)
  expect(shown(stage)).toEqual([])
  expect(rest).toBeLessThan(timings.untilThrown + timings.exception + timings.verdict)
})

test('the scene depends on the events and the time, not on the steps in which time advances', () => {
  const [one, many] = [new Stage(), new Stage()]
  one.add(restarted)
  many.add(restarted)
  for (let time = 0; time <= 2000; time += 13) many.advance(time)
  many.advance(2000)
  one.advance(2000)
  expect(one.scene()).toEqual(many.scene())
})

test('a death pact shows the child’s stop, then ChildFailed, then the failure and the stop of the parent', () => {
  const stage = new Stage()
  stage.add(
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
  expect([...stage.scene().deferred].sort(), 'both stops are deferred until the story shows them').toEqual([
    'node-2/user/a',
    'node-2/user/a/b',
  ])
  const scenes = play(stage)
  const order = [
    'verdict /user/a/b',
    'stopped /user/a/b',
    'news /user/a',
    'exception /user/a',
    'verdict /user/a',
    'stopped /user/a',
  ].map(item => firstWith(scenes, item))
  expect(order.every(at => at >= 0)).toBe(true)
  expect(order).toEqual([...order].sort((a, b) => a - b))
  expect(stage.scene().deferred.size).toBe(0)
})

test('equal failures at one instant are shown once, with their number', () => {
  const stage = new Stage()
  stage.add(
    happened(trace => {
      for (let i = 0; i < 40; i++) {
        trace.emit('node-2', { type: 'ActorFailed', actor: child, error, decision: 'resume', label: 'Get' })
        trace.emit('node-2', { type: 'ActorResumed', actor: child })
      }
    }),
  )
  stage.advance(timings.untilThrown + timings.exception)
  const [verdict, ...more] = stage.scene().items.filter(item => item.type === 'verdict')
  expect(more).toEqual([])
  expect(verdict?.type === 'verdict' && verdict.verdict.times).toBe(40)
  const rest = play(stage)
  expect(rest.at(-1)).toEqual([])
  expect(rest.filter(scene => scene.includes('flash /user/a/b')).length).toBeGreaterThan(0)
  expect(stage.time).toBeLessThan(5000)
})

test('a failure shortly after an equal one is counted at the verdict that is still shown', () => {
  const stage = new Stage()
  let told = 0
  for (let at = 0; at < 6000; at += 100) {
    stage.advance(at)
    const event = { ...restarted[0]!, at } as TraceEvent
    stage.add([event])
    if (shown(stage).includes('message /user/a/b') && stage.scene().items[0]?.from === at) told += 1
  }
  expect(told).toBeGreaterThan(1)
  expect(told).toBeLessThan(4)
})

test('a child stopped and started again at one instant is shown as stopped first', () => {
  const stage = new Stage()
  stage.add(
    happened(trace => {
      trace.emit('node-2', { type: 'ActorFailed', actor: parent, error, decision: 'restart', label: 'Get' })
      trace.emit('node-2', { type: 'ActorStopped', actor: child })
      trace.emit('node-2', { type: 'ActorRestarted', actor: parent, restarts: 1 })
      trace.emit('node-2', { type: 'ActorStarted', actor: '/user/a/b#3' })
    }),
  )
  const scenes = play(stage)
  const [stopped, flash] = ['stopped /user/a/b', 'flash /user/a'].map(item => firstWith(scenes, item))
  expect(stopped).toBeGreaterThan(0)
  expect(flash).toBeGreaterThan(stopped!)
})

test('with reduced motion, all items appear at once', () => {
  const stage = new Stage()
  expect(stage.add(restarted, reducedMotionTimings)).toBe(0)
  expect(shown(stage)).toEqual(['verdict /user/a/b', 'signal /user/a/b', 'flash /user/a/b'])
})

test('an endless series of failures keeps the number of items bounded', () => {
  const stage = new Stage()
  for (let i = 0; i < 500; i++) {
    stage.add(
      happened(trace => {
        trace.after(i * 10).emit('node-2', {
          type: 'ActorFailed',
          actor: `/user/${i % 7}`,
          error,
          decision: i % 2 ? 'resume' : 'restart',
          label: 'Get',
        })
      }),
    )
    stage.advance(stage.time + 16)
    expect(stage.scene().items.length).toBeLessThan(70)
  }
})
