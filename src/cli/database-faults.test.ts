import { describe, expect, test } from 'vitest'
import type { Conductor } from '../conductor/conductor.ts'
import { seededRandom } from '../runtime/index.ts'
import type { Action } from '../trace/action.ts'
import { type DatabaseFault, databaseFaultTypes } from '../trace/database-fault.ts'
import { emptyView, foldAll } from '../trace/fold.ts'
import { isRefused } from '../trace/refused.ts'
import type { TraceEventBody, TraceEventOf } from '../trace/trace-event.ts'
import { brokenPromises } from './cqrs-invariants.ts'
import { cqrsHeader, randomRun } from './random-run.ts'
import { type SimulationOptions, simulate } from './simulation.ts'
import { everyFaultPlan } from './swarm-plan.ts'

const persistenceId = 'cluster_persistent'
const broken = (fault: DatabaseFault): Action => ({ type: 'BreakDatabase', participant: 'database', fault })
const repaired: Action = { type: 'RepairDatabase', participant: 'database' }
const writes = (value: string): Action => ({
  type: 'Tell',
  participant: 'client',
  actor: '/user/client',
  message: { type: 'Write', key: 'a', value },
})
const saves: Action = {
  type: 'Tell',
  participant: 'client',
  actor: '/user/client',
  message: { type: 'SaveSnapshot' },
}
const failsWriter: Action = {
  type: 'FailNext',
  participant: 'node-1',
  actor: '/user/master/singleton',
  error: 'Boom',
}

/** A run of `cqrs` with one stored event at 8000. */
function running(options: Partial<SimulationOptions> = {}): Conductor {
  const run = simulate(cqrsHeader(5), { until: 6000, ...options })
  if (isRefused(run)) throw new Error(run.refused)
  perform(run, 8000, writes('first'))
  return run
}

function perform(run: Conductor, until: number, ...actions: readonly Action[]): void {
  for (const action of actions) expect(run.do(action)).not.toHaveProperty('refused')
  run.advanceTo(until)
}

const eventsOf = <T extends TraceEventBody['type']>(run: Conductor, type: T, from = 8000) =>
  run.trace.filter((event): event is TraceEventOf<T> => event.type === type && event.at > from)
const highest = (run: Conductor) => foldAll(emptyView, run.trace).journal[persistenceId]!.highestSequenceNr
const faultsShown = (run: Conductor) =>
  foldAll(emptyView, run.trace).participants.database!.databaseFaults.map(({ type }) => type)

describe('a fault of the database', () => {
  test('that fails the next 2 writes stores neither; the writer restarts with backoff, and the third write succeeds [P-190]', () => {
    const run = running()
    perform(run, 12_000, broken({ type: 'fail-writes', times: 2 }), writes('x'))
    expect(faultsShown(run)).toEqual(['fail-writes'])
    perform(run, 18_000, writes('y'))
    expect(faultsShown(run)).toEqual([])
    expect(eventsOf(run, 'PersistFailed').map(({ rejected, error }) => [rejected, error.name])).toEqual([
      [false, 'WriteFault'],
      [false, 'WriteFault'],
    ])
    expect(eventsOf(run, 'ActorBackingOff')).toHaveLength(2)
    expect(highest(run)).toBe(1)
    perform(run, 22_000, writes('z'))
    expect(highest(run)).toBe(2)
  })

  test('that rejects the next event reports a rejection; the outer supervisor restarts the writer, and the next write succeeds [P-192]', () => {
    const run = running()
    perform(run, 12_000, broken({ type: 'reject-write' }), writes('x'))
    expect(eventsOf(run, 'PersistFailed')).toMatchObject([
      { rejected: true, error: { name: 'EventRefused' } },
    ])
    expect(eventsOf(run, 'ActorFailed')).toMatchObject([
      { decision: 'restart', error: { name: 'EventRejected' } },
    ])
    perform(run, 16_000, writes('y'))
    expect(highest(run)).toBe(2)
  })

  test('that fills the disk fails events and snapshots until the repair, also after a restart [P-198]', () => {
    const run = running()
    perform(run, 12_000, broken({ type: 'full' }), saves)
    expect(eventsOf(run, 'SnapshotFailed')).toMatchObject([{ error: { name: 'QuotaExceeded' } }])
    perform(run, 14_000, { type: 'Kill', participant: 'database' })
    expect(faultsShown(run)).toEqual([])
    perform(run, 16_000, { type: 'Start', participant: 'database' })
    expect(faultsShown(run)).toEqual(['full'])
    perform(run, 20_000, writes('x'))
    expect(eventsOf(run, 'PersistFailed')).toMatchObject([{ error: { name: 'QuotaExceeded' } }])
    expect(highest(run)).toBe(1)
    perform(run, 30_000, repaired, writes('y'))
    expect(faultsShown(run)).toEqual([])
    expect(highest(run)).toBe(2)
  })

  test('that crashes it before the commit stores nothing and answers nothing', () => {
    const run = running()
    perform(run, 12_000, broken({ type: 'crash-before-commit' }), writes('x'))
    expect(eventsOf(run, 'ParticipantStopped')).toMatchObject([{ participant: 'database', reason: 'failed' }])
    expect(eventsOf(run, 'JournalChanged')).toEqual([])
    expect(
      eventsOf(run, 'MessageSent').filter(event => event.label.startsWith('WriteMessages')),
    ).toHaveLength(1)
    perform(run, 24_000, { type: 'Start', participant: 'database' })
    expect(highest(run)).toBe(1)
    expect(eventsOf(run, 'PersistFailed')).toMatchObject([{ error: { name: 'JournalTimeout' } }])
  })

  test('that crashes it after the commit stores the event, which the writer finds at its recovery', () => {
    const run = running()
    perform(run, 12_000, broken({ type: 'crash-after-commit' }), writes('x'))
    expect(eventsOf(run, 'ParticipantStopped')).toMatchObject([{ participant: 'database', reason: 'failed' }])
    perform(run, 26_000, { type: 'Start', participant: 'database' })
    expect(eventsOf(run, 'PersistFailed')).toMatchObject([{ error: { name: 'JournalTimeout' } }])
    expect(eventsOf(run, 'RecoveryCompleted').at(-1)).toMatchObject({ sequenceNr: 2, replayed: 2 })
  })

  test('that corrupts a record fails each recovery until the repair; the writer retries with backoff [P-191]', () => {
    const run = running()
    const corrupt = broken({ type: 'corrupt-record', persistenceId, sequenceNr: 1 })
    perform(run, 14_000, corrupt, failsWriter, writes('x'))
    const failures = eventsOf(run, 'RecoveryFailed')
    expect(failures.length).toBeGreaterThan(1)
    for (const { error } of failures) expect(error.name).toBe('CorruptRecord')
    perform(run, 30_000, repaired)
    expect(eventsOf(run, 'RecoveryCompleted').at(-1)).toMatchObject({ sequenceNr: 1 })
  })

  test('that makes it slow delays the answers of later requests until the repair', () => {
    const run = running()
    const minMs = 1000
    perform(run, 12_000, broken({ type: 'slow', latency: { minMs, maxMs: minMs } }), writes('x'))
    const [delivered] = eventsOf(run, 'MessageDelivered').filter(({ label }) => label === 'WriteMessages')
    const [answered] = eventsOf(run, 'MessageSent').filter(({ label }) => label === 'WriteMessagesSucceeded')
    expect(answered!.at - delivered!.at).toBe(minMs)
    perform(run, 12_001, repaired)
    expect(faultsShown(run)).toEqual([])
  })

  test('is refused for a participant that is no database, and a needless repair has no effect', () => {
    const run = running()
    expect(run.do({ ...repaired, participant: 'node-1' } as Action)).toMatchObject({
      refused: '[node-1] is not a database, so it has neither a journal nor faults of a database.',
    })
    perform(run, 8100, repaired)
    expect(eventsOf(run, 'ActionHadNoEffect', 7999)).toMatchObject([
      { why: 'the database has no such fault' },
    ])
  })

  test.each(databaseFaultTypes)('%s gives the same trace wherever the rounds are cut', type => {
    const fault = {
      type,
      ...(type === 'slow' ? { latency: { minMs: 90, maxMs: 200 } } : null),
      ...(type === 'fail-writes' ? { times: 2 } : null),
      ...(type === 'corrupt-record' ? { persistenceId, sequenceNr: 1 } : null),
    } as DatabaseFault
    const random = seededRandom(type)
    const hashes = [undefined, () => 1, (_: number, width: number) => 1 + random.below(width)].map(
      cutRounds => {
        const run = running(cutRounds === undefined ? {} : { cutRounds })
        perform(run, 8050, broken(fault), writes('x'), writes('y'), saves)
        perform(run, 12_000, failsWriter, writes('z'))
        return run.traceHash()
      },
    )
    expect(new Set(hashes).size).toBe(1)
  })
})

test('random runs with faults of the database break no promise', () => {
  for (const seed of [1, 2, 3]) {
    const plan = { ...everyFaultPlan, databaseFaults: true }
    const run = randomRun(seed, 30_000, { plan })
    expect(brokenPromises(run)).toEqual([])
    expect(run.conductor.actions.some(({ action }) => action.type === 'BreakDatabase')).toBe(true)
  }
})
