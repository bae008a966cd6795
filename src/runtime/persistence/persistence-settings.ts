import type { ReplayFilterMode } from './replay-filter.ts'

/** Pekko's keys in camel case, with its defaults. */
export interface PersistenceSettings {
  /** A snapshot, or the next batch of events, must come within this. */
  readonly recoveryEventTimeoutMs: number
  /** A write or a deletion of events must be answered within this; later it counts as failed. */
  readonly journalCallTimeoutMs: number
  readonly snapshotCallTimeoutMs: number
  /** Sequence numbers a replay asks for at a time. */
  readonly replayBatchSize: number
  readonly maxConcurrentRecoveries: number
  readonly replayFilter: {
    readonly mode: ReplayFilterMode
    readonly windowSize: number
    readonly maxOldWriters: number
  }
  /** Of each of the two stashes of an actor. */
  readonly stashCapacity: number
  readonly stashOverflowStrategy: 'drop' | 'fail'
}

export const defaultPersistenceSettings: PersistenceSettings = {
  recoveryEventTimeoutMs: 30_000,
  journalCallTimeoutMs: 10_000,
  snapshotCallTimeoutMs: 20_000,
  replayBatchSize: 1000,
  maxConcurrentRecoveries: 50,
  replayFilter: { mode: 'repair-by-discard-old', windowSize: 100, maxOldWriters: 10 },
  stashCapacity: 4096,
  stashOverflowStrategy: 'drop',
}
