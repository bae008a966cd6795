import { describe, expect, test } from 'vitest'
import { EventLog, type Protocol } from '../../trace/index.ts'
import { SampleTrace } from '../../trace/sample-trace.ts'
import {
  type Drawn,
  eventAt,
  type Geometry,
  instantAt,
  lineOf,
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

const drawn = (model: TimelineModel, until: number): Drawn => ({
  model,
  lanes: model.lanes,
  geometry,
  shownAt: until,
  shown: shownUntil(until),
  folded: null,
})

test('a mark and a line are found under the pointer, and nothing beside them', () => {
  const model = sample()
  const mark = { x: xOf(geometry, 2500) + 3, y: yOf(geometry, 0) - 2 }
  expect(eventAt(drawn(model, 3000), mark)).toEqual({ event: 'conductor/1', at: 2500 })
  const middle = { x: xOf(geometry, 1600), y: (yOf(geometry, 0) + yOf(geometry, 1)) / 2 }
  expect(eventAt(drawn(model, 3000), middle)).toEqual({ event: 'node-1/2', at: 1500 })
  expect(eventAt(drawn(model, 3000), { x: middle.x + 40, y: middle.y })).toBeNull()
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
  const { lanes } = sample()
  expect(nameAt(lanes, geometry, { x: 40, y: yOf(geometry, 1) })).toBe('node-2')
  expect(nameAt(lanes, geometry, { x: 140, y: yOf(geometry, 1) })).toBeNull()
  expect(nameAt(lanes, geometry, { x: 40, y: 5 })).toBeNull()
  expect(nameAt(lanes, geometry, { x: 40, y: yOf(geometry, 2) })).toBeNull()
})

describe('the line of a message', () => {
  const rows = new Map([
    ['node-1', 0],
    ['node-2', 1],
  ])
  const message = { from: 'node-1', to: 'node-2', sentAt: 1500, dueAt: 1700, loss: null }
  const shareOf = (of: Omit<Parameters<typeof lineOf>[0], 'event'>, at: number, shown = shownUntil(at)) => {
    const { from, to, lost } = lineOf(of, geometry, rows, at, shown)!
    return { share: (to.x - from.x) / (xOf(geometry, 1700) - xOf(geometry, 1500)), lost }
  }

  test('is as long as the message has come at the shown instant', () => {
    expect(shareOf(message, 1550)).toEqual({ share: 0.25, lost: false })
    expect(shareOf(message, 1900)).toEqual({ share: 1, lost: false })
    expect(shareOf(message, 1400, shownUntil(9000))).toEqual({ share: 1, lost: false })
  })

  test('ends in a stub at the instant of its loss, once that is shown', () => {
    const lost = { ...message, loss: { at: 1620, position: 7 } }
    expect(shareOf(lost, 1560)).toMatchObject({ lost: false, share: expect.closeTo(0.3) })
    expect(shareOf(lost, 1640)).toMatchObject({ lost: true, share: expect.closeTo(0.6) })
    expect(shareOf(lost, 1640, shownUntil(1640, 7))).toMatchObject({
      lost: false,
      share: expect.closeTo(0.7),
    })
    const refused = { ...message, loss: { at: 1700, position: 7 } }
    expect(shareOf(refused, 1800)).toMatchObject({ lost: true, share: expect.closeTo(0.85) })
  })

  test('is not there when one of its lanes is hidden', () => {
    expect(lineOf({ ...message, to: 'node-3' }, geometry, rows, 1800, shownUntil(1800))).toBeNull()
  })
})
