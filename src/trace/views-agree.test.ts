import { describe, expect, test } from 'vitest'
import { emptyView, foldAll } from './fold.ts'
import { SampleTrace, sampleAddress } from './sample-trace.ts'
import {
  beliefAbout,
  believedLeaders,
  clustersIn,
  isUnreachableFor,
  leaderByMajority,
  oldestOf,
  participantAt,
} from './views-agree.ts'

const viewOf = (trace: SampleTrace) => foldAll(emptyView, trace.events)

describe('a view', () => {
  test('has the leader of most nodes by majority, and the first address on a draw', () => {
    const trace = SampleTrace.pair()
    expect(leaderByMajority(viewOf(trace))?.id).toBe('node-1')
    trace.emit('node-2', { type: 'LeaderChanged', leader: sampleAddress('node-2') })
    expect(leaderByMajority(viewOf(trace))?.id).toBe('node-1')
    expect(believedLeaders(viewOf(trace))).toEqual([sampleAddress('node-1'), sampleAddress('node-2')])
    trace.kill('node-1')
    expect(leaderByMajority(viewOf(trace))?.id).toBe('node-2')
    trace.kill('node-2')
    expect(leaderByMajority(viewOf(trace))).toBeNull()
  })

  test('has the Up member with the lowest up number as the oldest of a role', () => {
    const trace = SampleTrace.pair()
    trace.start('node-3', ['read'])
    trace.sees('node-1', 'node-3', 'Up', 3, ['read'])
    trace.start('node-4', ['update'])
    trace.sees('node-1', 'node-4', 'Joining', 0, ['update'])
    expect(oldestOf(viewOf(trace), null)?.id).toBe('node-1')
    expect(oldestOf(viewOf(trace), 'read')?.id).toBe('node-3')
    expect(oldestOf(viewOf(trace), 'nothing')).toBeNull()
    trace.sees('node-1', 'node-1', 'Exiting', 1, ['update'])
    expect(oldestOf(viewOf(trace), 'update')?.id).toBe('node-2')
    expect(oldestOf(viewOf(trace), 'update', 'node-2')?.id).toBe('node-1')
  })

  test('has as many clusters as groups of members that do not know each other', () => {
    const trace = SampleTrace.pair()
    trace.start('node-3')
    expect(clustersIn(viewOf(trace))).toEqual([['node-1', 'node-2']])
    trace.sees('node-3', 'node-3', 'Up')
    expect(clustersIn(viewOf(trace))).toEqual([['node-1', 'node-2'], ['node-3']])
    trace.sees('node-2', 'node-1', 'Removed')
    // node-1 still counts on node-2.
    expect(clustersIn(viewOf(trace))).toHaveLength(2)
    trace.sees('node-1', 'node-2', 'Removed')
    expect(clustersIn(viewOf(trace))).toEqual([['node-1'], ['node-2'], ['node-3']])
    trace.sees('node-1', 'node-3', 'Joining')
    expect(clustersIn(viewOf(trace))).toEqual([['node-2'], ['node-1', 'node-3']])
  })

  test('has unreachable members for each viewer', () => {
    const trace = SampleTrace.pair()
    trace.losesSightOf('node-2', 'node-1')
    const view = viewOf(trace)
    expect(isUnreachableFor(view, 'node-2', 'node-1')).toBe(true)
    expect(isUnreachableFor(view, 'node-1', 'node-2')).toBe(false)
    expect(isUnreachableFor(view, 'node-2', 'nobody')).toBe(false)
    expect(beliefAbout(view, 'node-2', 'node-1')).toMatchObject({ status: 'Up', reachable: false })
    expect(participantAt(view, sampleAddress('node-2'))?.id).toBe('node-2')
  })
})
