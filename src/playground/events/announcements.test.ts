import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { EventLog, type TraceEvent } from '../../trace/index.ts'
import { SampleTrace } from '../../trace/sample-trace.ts'
import type { Projection } from '../store/projections.ts'
import { announce, useAnnouncements } from './announcements.ts'

let projection: Projection
const add = (events: readonly TraceEvent[]) => projection.add(events)
vi.mock('../store/run-store.ts', async () => {
  const { emptyView } = await import('../../trace/index.ts')
  return {
    subscribeProjection: (_name: string, subscribed: Projection) => {
      projection = subscribed
      return () => undefined
    },
    useRun: { getState: () => ({ view: emptyView }) },
  }
})

let stop: () => void
beforeEach(() => {
  useAnnouncements.setState({ recent: [], count: 0 })
  stop = announce()
})
afterEach(() => stop())

const unreachable = (trace: SampleTrace, by: string, uid: number): TraceEvent =>
  trace.emit(by, {
    type: 'MemberUnreachable',
    member: 'pekko://HogeCluster@node-2:2552',
    uid,
  } as never)

test('of many announcements the last twelve are listed, and all are counted', () => {
  const trace = SampleTrace.pair()
  add(Array.from({ length: 200 }, (_, uid) => unreachable(trace, 'node-1', uid)))
  expect(useAnnouncements.getState().count).toBe(200)
  expect(useAnnouncements.getState().recent).toHaveLength(12)
})

test.each([20, 200, 1000, 6000])(
  'of %i announcements the last one is made once, though a second node makes the same observation',
  count => {
    const trace = SampleTrace.pair()
    // One batch each, because the limit must evict only the oldest observations.
    for (let uid = 1; uid <= count; uid++) add([unreachable(trace, 'node-1', uid)])
    add([unreachable(trace, 'node-2', count), unreachable(trace, 'node-2', count - 10)])
    expect(useAnnouncements.getState().count).toBe(count)
  },
)

test('another run clears the list and announces the same event ids again', () => {
  const event = unreachable(SampleTrace.pair(), 'node-1', 1)
  add([event])
  projection.begin(new EventLog(), 0)
  expect(useAnnouncements.getState().recent).toEqual([])
  add([event])
  expect(useAnnouncements.getState().recent).toHaveLength(1)
  expect(useAnnouncements.getState().count).toBe(2)
})
