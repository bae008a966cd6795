import { expect, test } from 'vitest'
import { EventLog } from '../trace/event-log/event-log.ts'
import { segmentLength } from '../trace/event-log/segment.ts'
import { SampleTrace } from '../trace/sample-trace.ts'
import { traceHash } from '../trace/trace-hash.ts'
import { hashOfLog } from './log-hash.ts'

function sampleEvents(count: number) {
  const sample = new SampleTrace()
  for (let i = 0; i < count; i++) sample.after(1).start('node-1')
  return sample.events
}

test('the hash of a log is the trace hash of its first events', async () => {
  const events = sampleEvents(3 * segmentLength)
  const log = new EventLog({ openSegments: 1 })
  log.append(events)
  for (const count of [0, 5, segmentLength, 2 * segmentLength + 3, events.length])
    expect(await hashOfLog(log, count)).toBe(traceHash(events.slice(0, count)))
})

test('a log that has dropped events has no hash', async () => {
  const log = new EventLog({ openSegments: 1, maxSegments: 2 })
  log.append(sampleEvents(3 * segmentLength))
  expect(await hashOfLog(log, 5)).toBeNull()
})
