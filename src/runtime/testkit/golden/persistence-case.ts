/** A script for one event-sourced actor, with the steps that act on it and on its stores. */
export interface PersistenceCase {
  readonly id: string
  readonly text: string
  /** Its lines carry the time. */
  readonly timed?: boolean
  /** An outer supervisor: restart, or restart with a limit. */
  readonly sup?: string
  /** `snapshotEvery(events, keep)`. */
  readonly every?: readonly number[]
  /** Delete the events that a kept snapshot covers. */
  readonly delete?: boolean
  /** A snapshot at this event, too. */
  readonly when?: string
  /** The least and greatest delay of `onPersistFailure`. */
  readonly backoff?: readonly number[]
  /** Signal type → what its handler does: `boom`, `tell`. */
  readonly signal?: Readonly<Record<string, string | undefined>>
  readonly steps: readonly string[]
}
