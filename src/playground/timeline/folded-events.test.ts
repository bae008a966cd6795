import { expect, test } from 'vitest'
import { EventLog } from '../../trace/index.ts'
import { SampleTrace } from '../../trace/sample-trace.ts'
import { classOfEvent } from '../store/event-classes.ts'
import { type FoldedCell, FoldedEvents, groupsOf } from './folded-events.ts'

const logOf = (trace: SampleTrace): EventLog => {
  const log = new EventLog({ classify: classOfEvent })
  log.append(trace.events)
  return log
}

/** Two nodes; every 10 ms a heartbeat and a change of state of each, for three seconds. */
function busy(): SampleTrace {
  const trace = new SampleTrace()
  for (const node of ['node-1', 'node-2']) trace.start(node)
  for (let i = 0; i < 300; i++) {
    trace.after(10)
    trace.deliver(trace.beat('node-1', 'node-2'))
    for (const node of ['node-1', 'node-2'])
      trace.emit(node, { type: 'StateChanged', actor: '/user/a', state: String(i) })
  }
  return trace
}

const all = { until: Number.POSITIVE_INFINITY, count: Number.POSITIVE_INFINITY }

const numbersOf = ({ from, to, periodic, local }: FoldedCell) => [
  from,
  to,
  Object.fromEntries(periodic),
  Object.fromEntries(local),
]

function cellsOf(folded: FoldedEvents, from: number, span: number, cellMs: number, shown = all) {
  const found = folded.in({ from, span }, cellMs, shown)
  if (found.type !== 'cells') throw new Error('The events are drawn one by one.')
  return found.cells.map(numbersOf)
}

test('heartbeats and local events are counted by lane and stretch of time, and arrivals of messages are not', () => {
  const folded = new FoldedEvents(logOf(busy()))
  const second = (from: number) => [from, from + 1000, { 'node-1': 100 }, { 'node-1': 100, 'node-2': 100 }]
  expect(cellsOf(folded, 1000, 1999, 1000)).toEqual([second(1000), second(2000)])
  expect(cellsOf(folded, 1500, 1499, 1000), 'cells keep their borders while the window moves').toEqual([
    second(1000),
    second(2000),
  ])
})

test('a cell counts what is shown only, and grows with the log', () => {
  const trace = busy()
  const log = logOf(trace)
  const folded = new FoldedEvents(log)
  const count = log.countUntil(2100)
  expect(cellsOf(folded, 0, 4000, 2000, { until: 2100, count })).toEqual([
    [0, 2000, { 'node-1': 199 }, { 'node-1': 200, 'node-2': 200 }],
    [2000, 4000, { 'node-1': 11 }, { 'node-1': 11, 'node-2': 11 }],
  ])
  expect(cellsOf(folded, 2000, 1999, 2000)[0]?.[2]).toEqual({ 'node-1': 101 })
  trace.beat('node-1', 'node-2')
  log.append(trace.events.slice(-1))
  expect(cellsOf(folded, 2000, 1999, 2000)[0]?.[2]).toEqual({ 'node-1': 102 })
})

test('a window with few events shows each of them', () => {
  const folded = new FoldedEvents(logOf(busy()))
  const found = folded.in({ from: 1005, span: 20 }, 5, all)
  if (found.type !== 'single') throw new Error('The events are folded.')
  expect(found.local.map(({ lane, at }) => [lane, at])).toEqual([
    ['node-1', 1010],
    ['node-2', 1010],
    ['node-1', 1020],
    ['node-2', 1020],
  ])
  expect(
    found.periodic.map(({ from, to, sentAt, dueAt }) => [from, to, sentAt, dueAt]),
    'the heartbeats that fly within the window',
  ).toEqual([990, 1000, 1010, 1020].map(at => ['node-1', 'node-2', at, at + 20]))
})

test('local events of a lane that are close to each other are one group with their number', () => {
  const local = (lane: string, at: number) => ({ event: `${lane}/${at}`, lane, at })
  const events = [local('a', 0), local('b', 3), local('a', 5), local('a', 9), local('a', 40)]
  expect(groupsOf(events, at => at * 2, 22).map(({ event, count, x }) => [event, count, x])).toEqual([
    ['a/0', 3, 0],
    ['b/3', 1, 6],
    ['a/40', 1, 80],
  ])
})
