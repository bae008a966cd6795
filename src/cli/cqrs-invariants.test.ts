import { expect, test } from 'vitest'
import { lampsOf } from '../scenarios/lamps.ts'
import type { TraceEvent, TraceEventBody } from '../trace/trace-event.ts'
import { brokenPromises, type JudgedRun } from './cqrs-invariants.ts'
import { decisionsAlong } from './red-lamps.ts'

function run(
  events: readonly (readonly [node: string, body: TraceEventBody])[],
  rest: Partial<JudgedRun> = {},
) {
  const trace = events.map(([node, body], i): TraceEvent => ({ at: i, node, seq: i, ...body }))
  return brokenPromises({
    conductor: { trace },
    finalState: {},
    readers: {},
    stuck: [],
    lamps: decisionsAlong(lampsOf('cqrs'), trace, trace.length),
    ...rest,
  })
}

const journal = (change: 'appended' | 'opened', highestSequenceNr: number) =>
  [
    'database',
    {
      type: 'JournalChanged',
      persistenceId: 'p',
      change,
      highestSequenceNr,
      events: highestSequenceNr,
      snapshots: [],
    },
  ] as const

test('a run without faults satisfies every invariant', () => {
  expect(run([journal('appended', 1), journal('opened', 1), journal('appended', 2)])).toEqual([])
})

test('a skipped or repeated sequence number violates an invariant', () => {
  expect(run([journal('appended', 1), journal('appended', 3)])).toEqual([
    'At 1 ms the journal (appended) went from event 1 to 3.',
  ])
  expect(run([journal('appended', 2), journal('appended', 1)])).toContain(
    'At 1 ms the lamp [nothing-lost] turned red: “The journal of p holds 1 event; the highest sequence number is 1”.',
  )
  expect(run([journal('appended', 1), journal('opened', 0)])).toContain(
    'At 1 ms the journal (opened) went from event 1 to 0.',
  )
})

test('a reader with another value than the writer violates an invariant for each key', () => {
  const broken = run([], { finalState: { a: 'new', b: 'same' }, readers: { r: { a: 'old', b: 'same' } } })
  expect(broken).toEqual(['In the end the reader on r has a = old, the writer new.'])
  expect(run([], { finalState: { a: 'new' }, readers: { r: null } })).toHaveLength(1)
})

test('a run with an unmet expectation or without a writer violates an invariant', () => {
  expect(run([], { stuck: ['Not within 5 ms: x.'] })).toEqual(['Not within 5 ms: x.'])
  expect(run([], { finalState: null })).toEqual(['There is no writer in the end.'])
})
