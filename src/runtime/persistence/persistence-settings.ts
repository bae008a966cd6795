import type { ReplayFilterMode } from './replay-filter.ts'

/** Pekko's keys in camel case, with its defaults. */
export interface PersistenceSettings {
  /** Virtual ms to wait for a snapshot or the next batch of events; recovery fails afterwards. */
  readonly recoveryEventTimeoutMs: number
  /** Virtual ms to wait for the answer to a write or a deletion of events; it counts as failed afterwards. */
  readonly journalCallTimeoutMs: number
  /** Virtual ms to wait for the answer to a save or a deletion of snapshots. */
  readonly snapshotCallTimeoutMs: number
  /** Number of sequence numbers that a replay requests at a time. */
  readonly replayBatchSize: number
  readonly maxConcurrentRecoveries: number
  readonly replayFilter: {
    readonly mode: ReplayFilterMode
    readonly windowSize: number
    readonly maxOldWriters: number
  }
  /** Limit of each of an actor's two stashes, in commands. */
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
