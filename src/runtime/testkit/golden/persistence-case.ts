/** A script for one event-sourced actor, with the steps that act on it and on its stores. */
export interface PersistenceCase {
  readonly id: string
  readonly text: string
  /** True when the recorded lines have the time. */
  readonly timed?: boolean
  /** The outer supervisor: `restart`, or `limit` for a restart with a limit. */
  readonly sup?: string
  /** The arguments `events` and `keep` of `snapshotEvery`. */
  readonly every?: readonly number[]
  /** True to delete the events that a kept snapshot covers. */
  readonly delete?: boolean
  /** An event that also triggers a snapshot. */
  readonly when?: string
  /** Minimum and maximum delay of `onPersistFailure`, in ms. */
  readonly backoff?: readonly number[]
  /** Signal type → the reaction of its handler: `boom`, `tell`. */
  readonly signal?: Readonly<Record<string, string | undefined>>
  readonly steps: readonly string[]
}
