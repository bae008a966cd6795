/** How fast the database is, and what it refuses. */
export interface DatabaseSettings {
  /**
   * Virtual ms between a request's arrival and its answer's leaving, drawn uniformly. Half of it lies before
   * the commit: a crash then loses the request; in the other half a crash loses the answer only.
   */
  readonly latency: { readonly minMs: number; readonly maxMs: number }
  /** See `KeeperSettings`. */
  readonly uniqueSequenceNrs: boolean
}

export const defaultDatabaseSettings: DatabaseSettings = {
  latency: { minMs: 20, maxMs: 40 },
  uniqueSequenceNrs: true,
}
