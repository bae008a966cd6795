/** When a snapshot is due by number, how many are kept, and whether the events below them go too. */
export interface SnapshotEvery {
  readonly events: number
  readonly keep: number
  readonly deleteEvents: boolean
}

export const RetentionCriteria = {
  /** A snapshot at each multiple of `events`. @throws {RangeError} unless both numbers are whole and at least 1. */
  snapshotEvery({ events, keep = 1, deleteEvents = false }: SnapshotEveryOptions): SnapshotEvery {
    for (const [name, value] of Object.entries({ events, keep }))
      if (!Number.isInteger(value) || value < 1)
        throw new RangeError(
          `RetentionCriteria.snapshotEvery: [${name}] is [${value}]. Give a whole number from 1 on.`,
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

/** All up to this number is covered by the oldest snapshot that is kept; 0: nothing is. */
export const coveredTo = (criteria: SnapshotEvery, sequenceNr: number): number =>
  Math.max(0, sequenceNr - criteria.keep * criteria.events)
