import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { TraceEvent } from '../../trace/index.ts'
import { SampleTrace } from '../../trace/sample-trace.ts'
import { announce, useAnnouncements } from './announcements.ts'

let hear: (events: readonly TraceEvent[]) => void = () => undefined
vi.mock('../store/run-store.ts', async () => {
  const { emptyView } = await import('../../trace/index.ts')
  return {
    onEvents: (listener: typeof hear) => {
      hear = listener
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

test('of many news the last ones are listed, and all are counted', () => {
  const trace = SampleTrace.pair()
  hear(Array.from({ length: 200 }, (_, uid) => unreachable(trace, 'node-1', uid)))
  expect(useAnnouncements.getState().count).toBe(200)
  expect(useAnnouncements.getState().recent).toHaveLength(12)
})

test.each([20, 200, 1000, 6000])(
  'of %i news the last one is told once, though another node notices it too',
  count => {
    const trace = SampleTrace.pair()
    // In batches, as they come: the memory is bounded, and drops the oldest news only.
    for (let uid = 1; uid <= count; uid++) hear([unreachable(trace, 'node-1', uid)])
    hear([unreachable(trace, 'node-2', count), unreachable(trace, 'node-2', count - 10)])
    expect(useAnnouncements.getState().count).toBe(count)
  },
)
