import { expect, test } from 'vitest'
import { emptyView, foldAll } from '../trace/fold.ts'
import { SampleTrace } from '../trace/sample-trace.ts'
import { sceneOf } from './scene.ts'

const ids = ['node-1', 'node-2', 'node-3', 'node-4']

function started(): SampleTrace {
  const trace = new SampleTrace()
  for (const id of ids) trace.start(id)
  return trace
}

const sceneAfter = (trace: SampleTrace) => sceneOf(foldAll(emptyView, trace.events))

test('an orphan is Joining and unknown to every member that is known', () => {
  const trace = started()
  trace.sees('node-1', 'node-1', 'Up')
  for (const member of ['node-1', 'node-2']) trace.sees('node-2', member, 'Joining')
  expect(sceneAfter(trace).orphans).toEqual(['node-2'])
  // A member that welcomed node-2 and is Joining itself makes it known.
  trace.sees('node-1', 'node-3', 'Joining')
  for (const member of ids.slice(0, 3)) trace.sees('node-3', member, 'Joining')
  expect(sceneAfter(trace).orphans).toEqual([])
})

test('members that are all Joining are no orphans', () => {
  const trace = started()
  trace.sees('node-1', 'node-1', 'Joining')
  trace.sees('node-2', 'node-2', 'Joining')
  expect(sceneAfter(trace).orphans).toEqual([])
})

test('a member is disputed while another one believes that it is Down, Exiting or no member', () => {
  const trace = started()
  for (const node of ids.slice(0, 2)) for (const member of ids.slice(0, 2)) trace.sees(node, member, 'Up')
  trace.sees('node-3', 'node-1', 'Up')
  expect(ids.filter(id => sceneAfter(trace).isDisputed(id))).toEqual([])
  trace.sees('node-3', 'node-3', 'Up')
  expect(ids.filter(id => sceneAfter(trace).isDisputed(id))).toEqual(['node-2', 'node-3'])
  trace.sees('node-3', 'node-1', 'Down')
  expect(sceneAfter(trace).isDisputed('node-1')).toBe(true)
  trace.kill('node-3')
  expect(ids.filter(id => sceneAfter(trace).isDisputed(id))).toEqual([])
})

test('a node is unwelcomed while others count it as a member and it does not', () => {
  const trace = started()
  for (const member of ['node-1', 'node-2']) trace.sees('node-1', member, 'Up')
  expect(sceneAfter(trace).unwelcomed).toEqual(['node-2'])
  trace.sees('node-2', 'node-2', 'Up')
  expect(sceneAfter(trace).unwelcomed).toEqual([])
})
