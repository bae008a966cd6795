import { expect, test } from 'vitest'
import { EventLog, type Protocol } from '../../trace/index.ts'
import { SampleTrace } from '../../trace/sample-trace.ts'
import {
  eventAt,
  type Geometry,
  instantAt,
  nameAt,
  visibleMarks,
  visibleMessages,
  xOf,
  yOf,
} from './timeline-geometry.ts'
import { TimelineModel } from './timeline-model.ts'

const geometry: Geometry = {
  window: { from: 1000, span: 2000 },
  gutter: 100,
  width: 1100,
  top: 20,
  laneHeight: 20,
}

const shownUntil = (until: number, count = Number.POSITIVE_INFINITY) => ({ until, count })

/** Two nodes; the first sends a message at 1500 that arrives at 1700, and is killed at 2500. */
function sample(): TimelineModel {
  const trace = new SampleTrace()
  trace.start('node-1')
  trace.start('node-2')
  trace.after(1500).emit('node-1', {
    type: 'MessageSent',
    from: '/user/a',
    to: '/user/b',
    toNode: 'node-2',
    dueAt: 1700,
    label: 'Write',
    protocol: 'user',
  })
  trace.after(1000).kill('node-1')
  const log = new EventLog()
  log.append(trace.events)
  const model = new TimelineModel(log)
  model.read()
  return model
}

test('an instant and its place are converted into each other', () => {
  expect(xOf(geometry, 1000)).toBe(100)
  expect(xOf(geometry, 2000)).toBe(600)
  for (const at of [1000, 1234, 3000]) expect(instantAt(geometry, xOf(geometry, at))).toBeCloseTo(at)
})

test('a mark and a line are found under the pointer, and nothing beside them', () => {
  const model = sample()
  const mark = { x: xOf(geometry, 2500) + 3, y: yOf(geometry, 0) - 2 }
  expect(eventAt(model, geometry, mark, shownUntil(3000))).toEqual({ event: 'conductor/1', at: 2500 })
  const middle = { x: xOf(geometry, 1600), y: (yOf(geometry, 0) + yOf(geometry, 1)) / 2 }
  expect(eventAt(model, geometry, middle, shownUntil(3000))).toEqual({ event: 'node-1/2', at: 1500 })
  expect(eventAt(model, geometry, { x: middle.x + 40, y: middle.y }, shownUntil(3000))).toBeNull()
})

test('what happens after the last visible instant is not found', () => {
  const model = sample()
  expect(visibleMarks(model, geometry, shownUntil(2499))).toEqual([])
  expect(visibleMessages(model, geometry.window, shownUntil(1499))).toEqual([])
  expect(visibleMessages(model, geometry.window, shownUntil(1500))).toHaveLength(1)
})

test('a message that arrived before the window is not visible', () => {
  expect(visibleMessages(sample(), { from: 1701, span: 100 }, shownUntil(5000))).toEqual([])
  expect(visibleMessages(sample(), { from: 1690, span: 100 }, shownUntil(5000))).toHaveLength(1)
})

test('an event that is not shown yet at the shown instant is not visible', () => {
  const model = sample()
  expect(visibleMarks(model, geometry, shownUntil(2500, 3))).toEqual([])
  expect(visibleMarks(model, geometry, shownUntil(2500, 4))).toHaveLength(1)
  expect(visibleMessages(model, geometry.window, shownUntil(2500, 2))).toEqual([])
})

test('of marks that cover each other only the first is visible, and with many messages only those of user actors', () => {
  const trace = new SampleTrace()
  trace.start('node-1')
  const sends = (label: string, count: number, protocol: Protocol) => {
    for (let i = 0; i < count; i++)
      trace.after(1).send('node-1', 'node-2', label, '/user/a', 20, { protocol })
  }
  sends('Write', 700, 'user')
  sends('SubscribeAck', 2000, 'pub-sub')
  for (let i = 0; i < 1000; i++)
    trace.emit('conductor', { type: 'ActionDone', index: i, action: { type: 'Leave', node: 'node-1' } })
  const log = new EventLog()
  log.append(trace.events)
  const model = new TimelineModel(log)
  while (model.read());
  const window = { from: 0, span: 3000 }
  expect(visibleMarks(model, { ...geometry, window }, shownUntil(3000))).toHaveLength(1)
  const visible = visibleMessages(model, window, shownUntil(3000))
  expect(new Set(visible.map(({ label }) => label))).toEqual(new Set(['Write']))
  expect(visible).toHaveLength(600)
  expect(visible.at(-1)).toMatchObject({ sentAt: 700 })
  expect(visibleMessages(model, { from: 0, span: 400 }, shownUntil(400))).toHaveLength(400)
})

test('a name at the left is found in its lane only', () => {
  const model = sample()
  expect(nameAt(model, geometry, { x: 40, y: yOf(geometry, 1) })).toBe('node-2')
  expect(nameAt(model, geometry, { x: 140, y: yOf(geometry, 1) })).toBeNull()
  expect(nameAt(model, geometry, { x: 40, y: 5 })).toBeNull()
  expect(nameAt(model, geometry, { x: 40, y: yOf(geometry, 2) })).toBeNull()
})
