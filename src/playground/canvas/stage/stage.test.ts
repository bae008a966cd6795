import { expect, test } from 'vitest'
import { eventId, type TraceEvent } from '../../../trace/index.ts'
import { SampleTrace } from '../../../trace/sample-trace.ts'
import { Stage } from './stage.ts'
import { reducedMotionTimings, timings } from './timings.ts'

const child = '/user/a/b#2'
const parent = '/user/a#1'
const error = { name: 'IOException' }

/** Of a trace what comes after its beginning, each because of the one before. */
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

/** Every scene on the way to the end, with its time. */
function play(stage: Stage): readonly (readonly string[])[] {
  const scenes = [shown(stage)]
  for (let next = stage.next(); next !== null; next = stage.next()) {
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

test('the message, the exception, the verdict, the signal, the flash: one after the other', () => {
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

test('the scene is a function of the events and the time: however the time went by', () => {
  const [one, many] = [new Stage(), new Stage()]
  one.add(restarted)
  many.add(restarted)
  for (let time = 0; time <= 2000; time += 13) many.advance(time)
  many.advance(2000)
  one.advance(2000)
  expect(one.scene()).toEqual(many.scene())
})

test('a death pact bubbles up: the child’s end is seen, then the news, then the parent’s failure, then its end', () => {
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
  expect([...stage.scene().deferred].sort(), 'nobody is struck through before the story tells it').toEqual([
    'node-2/user/a',
    'node-2/user/a/b',
  ])
  const scenes = play(stage)
  const order = [
    'verdict /user/a/b',
    'struck /user/a/b',
    'news /user/a',
    'exception /user/a',
    'verdict /user/a',
    'struck /user/a',
  ].map(item => firstWith(scenes, item))
  expect(order.every(at => at >= 0)).toBe(true)
  expect(order).toEqual([...order].sort((a, b) => a - b))
  expect(stage.scene().deferred.size).toBe(0)
})

test('a volley of failures alike is told once, with a number', () => {
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

test('failures that come before one could read of the last are counted with it', () => {
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

test('a child that is stopped and started again at one instant is seen to end first', () => {
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
  const [struck, flash] = ['struck /user/a/b', 'flash /user/a'].map(item => firstWith(scenes, item))
  expect(struck).toBeGreaterThan(0)
  expect(flash).toBeGreaterThan(struck!)
})

test('where nothing may move, all of it stands there at once', () => {
  const stage = new Stage()
  expect(stage.add(restarted, reducedMotionTimings)).toBe(0)
  expect(shown(stage)).toEqual(['verdict /user/a/b', 'signal /user/a/b', 'flash /user/a/b'])
})

test('an endless series of failures does not pile up', () => {
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
