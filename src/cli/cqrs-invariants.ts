import type { TraceEvent } from '../trace/trace-event.ts'
import { writtenKeys } from './fault-schedule.ts'
import type { RandomRun } from './random-run.ts'
import { lastingSentences } from './red-lamps.ts'

interface StoredWrite {
  readonly key: string
  readonly value: string
}

/** The part of a run that the invariants judge. */
export type JudgedRun = Pick<RandomRun, 'finalState' | 'readers' | 'stuck' | 'lamps'> & {
  readonly conductor: Pick<RandomRun['conductor'], 'trace'>
}

/**
 * The invariants of every `cqrs` run under a safe downing strategy, for any actions and faults. Returns one sentence per
 * violation.
 */
export function brokenPromises({ conductor, finalState, readers, stuck, lamps }: JudgedRun): string[] {
  const { trace } = conductor
  const broken = [...lastingSentences(lamps), ...unstoredNumbers(trace), ...skippedNumbers(trace), ...stuck]
  if (finalState === null) return [...broken, 'There is no writer in the end.']
  return [...broken, ...missingWrites(trace, finalState), ...staleReaders(finalState, readers)]
}

/** At the end every reader holds the entries of the writer. */
function* staleReaders(
  finalState: Readonly<Record<string, string>>,
  readers: RandomRun['readers'],
): Generator<string> {
  for (const [node, copy] of Object.entries(readers)) {
    for (const key of writtenKeys) {
      const held = copy?.[key] ?? 'missing'
      const written = finalState[key] ?? 'missing'
      if (held !== written)
        yield `In the end the reader on ${node} has ${key} = ${held}, the writer ${written}.`
    }
  }
}

/** The journal numbers events without gaps, and every recovery reads all of them. */
function* skippedNumbers(trace: readonly TraceEvent[]): Generator<string> {
  let highest = 0
  for (const event of trace) {
    if (event.type !== 'JournalChanged') continue
    const { change, highestSequenceNr } = event
    const expected = change === 'appended' ? highest + 1 : highest
    if (highestSequenceNr !== expected) {
      yield `At ${event.at} ms the journal (${change}) went from event ${highest} to ${highestSequenceNr}.`
    }
    highest = highestSequenceNr
  }
}

/** The journal has every traced event. */
function* unstoredNumbers(trace: readonly TraceEvent[]): Generator<string> {
  const traced = new Set<number>()
  let highest = 0
  for (const event of trace) {
    if (event.type === 'EventPersisted') traced.add(event.sequenceNr)
    if (event.type === 'JournalChanged') highest = Math.max(highest, event.highestSequenceNr)
  }
  // A writer can die between storing an event and tracing it; only such a write leaves a gap in the trace.
  for (const nr of traced) {
    if (nr > highest)
      yield `Event ${nr} was traced as stored, but the highest number of the journal is ${highest}.`
  }
}

/** Acknowledged writes are durable: each key holds its last acknowledged value or a later one. */
function* missingWrites(
  trace: readonly TraceEvent[],
  finalState: Readonly<Record<string, string>>,
): Generator<string> {
  const acknowledged = acknowledgedNumbers(trace)
  const issued = issuedWrites(trace)
  const stored = new Map<number, StoredWrite>()
  for (const event of trace) {
    if (event.type === 'EventPersisted') stored.set(event.sequenceNr, JSON.parse(event.body) as StoredWrite)
  }
  const last = new Map<string, { nr: number; value: string }>()
  const settled = new Set<string>()
  for (const nr of [...acknowledged].sort((a, b) => a - b)) {
    const write = stored.get(nr)
    if (write === undefined) {
      yield `Event ${nr} was acknowledged, but no writer traced it as stored.`
      continue
    }
    last.set(write.key, { nr, value: write.value })
    settled.add(write.value)
  }
  for (const [key, { nr, value }] of last) {
    const now = finalState[key]
    const laterUnsettled = now !== undefined && issued.has(now) && !settled.has(now)
    if (now !== value && !laterUnsettled) {
      yield `${key} = ${value} was acknowledged as event ${nr}, but in the end ${key} is ${now ?? 'missing'}.`
    }
  }
}

const isAck = ({ label }: { readonly label: string }) => label === 'WriteAck' || label === 'RepeatedWriteAck'

/** Sequence numbers acknowledged to the client. */
function acknowledgedNumbers(trace: readonly TraceEvent[]): Set<number> {
  const sent = new Map<string, number>()
  const numbers = new Set<number>()
  for (const event of trace) {
    if (event.type === 'MessageSent' && isAck(event) && event.body !== undefined) {
      sent.set(`${event.node}/${event.seq}`, (JSON.parse(event.body) as { sequenceNr: number }).sequenceNr)
    }
    if (event.type === 'MessageDelivered' && event.node === 'client' && isAck(event)) {
      const number = event.cause === undefined ? undefined : sent.get(event.cause)
      if (number !== undefined) numbers.add(number)
    }
  }
  return numbers
}

/** Every requested write. */
function issuedWrites(trace: readonly TraceEvent[]): Set<string> {
  const values = new Set<string>()
  for (const event of trace) {
    if (event.type !== 'ActionDone' || event.action.type !== 'Tell') continue
    const { message } = event.action
    if (message.type === 'Write' && typeof message.value === 'string') values.add(message.value)
  }
  return values
}
