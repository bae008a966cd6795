/** The interval of snapshots in events, the number of snapshots kept, and whether covered events are deleted. */
export interface SnapshotEvery {
  readonly events: number
  readonly keep: number
  readonly deleteEvents: boolean
}

/** Creates the option `retention` of an event-sourced behavior. */
export const RetentionCriteria = {
  /**
   * Saves a snapshot at each sequence number that is a multiple of `events`, and keeps the newest `keep` (default 1).
   * With `deleteEvents` (default false) the events that those snapshots cover are deleted too.
   *
   * @throws {RangeError} unless both numbers are integers of at least 1.
   * @example
   * const retention = RetentionCriteria.snapshotEvery({ events: 100, keep: 2, deleteEvents: true })
   */
  snapshotEvery({ events, keep = 1, deleteEvents = false }: SnapshotEveryOptions): SnapshotEvery {
    for (const [name, value] of Object.entries({ events, keep }))
      if (!Number.isInteger(value) || value < 1)
        throw new RangeError(
          `RetentionCriteria.snapshotEvery: [${name}] is [${value}]. Give a whole number of at least 1.`,
        )
    return { events, keep, deleteEvents }
  },
}

export interface SnapshotEveryOptions {
  readonly events: number
  readonly keep?: number
  readonly deleteEvents?: boolean
}

export const snapshotIsDue = (criteria: SnapshotEvery, sequenceNr: number): boolean =>
  sequenceNr % criteria.events === 0

/** The highest sequence number that may be deleted: up to it the oldest kept snapshot covers all events. 0: none. */
export const coveredTo = (criteria: SnapshotEvery, sequenceNr: number): number =>
  Math.max(0, sequenceNr - criteria.keep * criteria.events)
