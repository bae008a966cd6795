import { describe, expect, test } from 'vitest'
import { describeAction } from './describe-action.ts'
import { describeEvent } from './describe-event.ts'
import { verbosityOf } from './event-family.ts'
import { emptyView, foldAll } from './fold.ts'
import { logLines } from './log-lines.ts'
import { sampleEvents } from './sample-events.ts'
import { SampleTrace } from './sample-trace.ts'
import type { TraceEvent } from './trace-event.ts'

const pair = SampleTrace.pair()
const view = foldAll(emptyView, pair.events)
const told = (event: TraceEvent) => describeEvent(event, view).en

test.each(sampleEvents.map(event => [event.type, event] as const))(
  '%s is told in both languages',
  (_, event) => {
    for (const line of Object.values(describeEvent(event, view))) {
      expect(line).toMatch(/\S/)
      expect(line).not.toMatch(/undefined|\[object|\n|#\d/)
    }
  },
)

describe('an event in a line', () => {
  const trace = SampleTrace.pair()

  test('names members by who lives there', () => {
    expect(told(trace.sees('node-2', 'node-1', 'Down'))).toBe('node-2 sees node-1 as Down')
    expect(told(trace.sees('node-1', 'node-1', 'Up'))).toBe('node-1 is Up')
    expect(told(trace.losesSightOf('node-2', 'node-1'))).toBe('node-2 cannot reach node-1')
    expect(told(trace.sees('node-1', 'node-9', 'Up'))).toBe('node-1 sees 127.0.0.1:9000 as Up')
  })

  test('tells where a message goes', () => {
    const sent = trace.send('node-1', 'node-2', 'Write', '/user/masterProxy#5')
    expect(told(sent)).toBe('node-1/user/a sends Write to node-2/user/masterProxy')
    expect(told(trace.deliver(sent, 2))).toBe('node-2/user/masterProxy handles Write; 2 more wait')
    expect(told(trace.deliver(sent, 1))).toBe('node-2/user/masterProxy handles Write; 1 more waits')
  })

  test('tells the second incarnation from the first', () => {
    expect(told(trace.start('node-3'))).toBe('node-3 starts')
    expect(told(trace.start('node-3'))).toBe('node-3 starts again, as incarnation 2')
  })

  test('is spoken when it is a turn of the story', () => {
    expect(verbosityOf(trace.sees('node-1', 'node-1', 'Up'), view)).toBe(1)
    expect(verbosityOf(trace.sees('node-2', 'node-1', 'Up'), view)).toBe(2)
    expect(
      verbosityOf(trace.send('node-1', 'node-2', 'Heartbeat', '/system/cluster/heartbeatReceiver'), view),
    ).toBe(3)
    expect(verbosityOf(trace.send('node-1', 'node-2', 'Write', '/user/a'), view)).toBe(2)
    expect(verbosityOf(trace.kill('node-1'), view)).toBe(1)
  })
})

test('an action in a line', () => {
  expect(
    describeAction({
      type: 'Tell',
      participant: 'client',
      actor: '/user/client',
      message: { type: 'Write', key: 'hoge', value: 'fuga' },
    }),
  ).toEqual({
    en: 'Send Write(hoge, fuga) to client/user/client',
    ja: 'client/user/client に Write(hoge, fuga) を送る',
  })
  expect(describeAction({ type: 'Start', participant: 'node-1' }).en).toBe('Start node-1')
  expect(describeAction({ type: 'Start', participant: 'node-5', roles: ['read'] }).en).toBe(
    'Start a new node node-5 with role read',
  )
  expect(describeAction({ type: 'Down', node: 'node-1', by: 'node-2' }).ja).toBe(
    'node-2 で node-1 を Down にする',
  )
})

test('log lines are what actors logged, with the id of their event', () => {
  expect(logLines(sampleEvents)).toEqual([
    {
      id: expect.stringMatching(/^node-1\/\d+$/),
      at: expect.any(Number),
      node: 'node-1',
      actor: '/user/a#1',
      level: 'info',
      text: 'Write node update',
    },
  ])
})
