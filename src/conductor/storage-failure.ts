import type { VirtualTime } from '../trace/identifiers.ts'

/**
 * Reason for which a run, or a part of it, is not stored. `quota`: no space is left. `cleared`: the data was deleted, by the browser, a
 * person or another tab. `blocked`: the database does not open or answer. `unknown`: any other error.
 */
export type StorageFailureKind = 'quota' | 'cleared' | 'blocked' | 'unknown'

/** From its first storage failure on, a run continues in memory, so that the failure does not change its trace. */
export interface StorageFailure {
  readonly kind: StorageFailureKind
  /** Name of the browser's error. */
  readonly error: string
  /** The last instant that is completely stored; null when nothing of the run is. */
  readonly storedUntil: VirtualTime | null
}
