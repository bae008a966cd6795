import { expect, test } from 'vitest'
import { SampleTrace } from '../sample-trace.ts'
import type { TraceEvent } from '../trace-event.ts'
import { EventLog } from './event-log.ts'
import { differenceIn } from './first-difference.ts'
import { segmentLength } from './segment.ts'

function logOf(events: readonly TraceEvent[]): EventLog {
  const log = new EventLog({ openSegments: 1 })
  log.append(events)
  return log
}

const sample = new SampleTrace()
for (let i = 0; i < 3 * segmentLength; i++) sample.after(1).start('node-1')
const { events } = sample
const changedAt = (position: number): readonly TraceEvent[] =>
  events.map((event, i) => (i === position ? { ...event, at: event.at + 1 } : event))

test.each([0, 5, segmentLength, 2 * segmentLength + 9])(
  'the first difference of two logs at position %i is found with the event of each',
  position => {
    const others = changedAt(position)
    expect(differenceIn(logOf(events), logOf(others), 0, events.length)).toEqual({
      position,
      first: events[position],
      second: others[position],
    })
  },
)

test('a log that is the beginning of another differs where it ends', () => {
  const short = logOf(events).fork(700)
  expect(differenceIn(short, logOf(events), 600, 800)).toEqual({
    position: 700,
    first: null,
    second: events[700],
  })
})

test('equal logs, and a slice before the difference, have none', () => {
  expect(differenceIn(logOf(events), logOf([...events]), 0, events.length)).toBeNull()
  expect(differenceIn(logOf(events), logOf(changedAt(900)), 0, 900)).toBeNull()
})
