import { expect, test } from 'vitest'
import { EventLog, emptyView, segmentLength, type TraceEvent } from '../../trace/index.ts'
import { EventScan } from './event-scan.ts'
import { mentionsText } from './mentions-text.ts'

const eventsOf = (from: number, count: number): TraceEvent[] =>
  Array.from({ length: count }, (_, i) => ({
    node: 'node-1',
    seq: from + i,
    at: from + i,
    type: 'ActorStarted',
    actor: (from + i) % 700 === 0 ? '/user/Needle' : '/user/hay',
  }))

const needle = { matches: (event: TraceEvent) => mentionsText(event, 'needle', emptyView) }
const count = 5 * segmentLength + 100
const found = Array.from({ length: Math.ceil(count / 700) }, (_, i) => i * 700)

function longLog(): EventLog {
  const log = new EventLog({ openSegments: 1 })
  log.append(eventsOf(0, count))
  return log
}

test('a scan stops after a segment when its time is over, and finds everything in the end', () => {
  const scan = new EventScan(longLog(), needle)
  let slices = 0
  while (!scan.isComplete) {
    expect(scan.progress).toBeLessThan(1)
    scan.advance(() => true)
    slices += 1
    expect(scan.positions).toEqual(found.filter(position => position < slices * segmentLength))
  }
  expect(slices).toBe(6)
  expect(scan.progress).toBe(1)
  expect(scan.positions).toEqual(found)
})

test('a scan continues with the events that are appended later', () => {
  const log = longLog()
  const scan = new EventScan(log, needle)
  scan.advance(() => false)
  expect(scan.isComplete).toBe(true)
  log.append(eventsOf(count, 700))
  expect(scan.isComplete).toBe(false)
  scan.advance(() => false)
  expect(scan.positions).toEqual([...found, found.at(-1)! + 700])
})

test('a scan hides the matches after the shown events, and shows them again', () => {
  const scan = new EventScan(longLog(), needle)
  scan.advance(() => false)
  expect(scan.positionsBefore(1401)).toEqual([0, 700, 1400])
  expect(scan.positionsBefore(1400)).toEqual([0, 700])
  expect(scan.positionsBefore(count)).toEqual(found)
})

test('a scan with a first position and a limit returns the first matches after it', () => {
  const scan = new EventScan(longLog(), needle, { from: 1, max: 2 })
  scan.advance(() => false)
  expect(scan.positions).toEqual([700, 1400])
  expect(scan.isComplete).toBe(true)
})

test('a text matches fields of the event and its description, whatever the letter case', () => {
  const event: TraceEvent = {
    node: 'node-2',
    seq: 1,
    at: 1,
    type: 'EventPersisted',
    actor: '/user/b#2',
    persistenceId: 'Books',
    sequenceNr: 1,
    label: 'Written',
    body: '{}',
  }
  expect(mentionsText(event, 'bOOKS', emptyView)).toBe(true)
  expect(mentionsText(event, 'persists event', emptyView), 'the description').toBe(true)
  expect(mentionsText(event, 'no such text', emptyView)).toBe(false)
})
