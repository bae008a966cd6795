/** Latency and strictness of the database. */
export interface DatabaseSettings {
  /**
   * Virtual ms between the arrival of a request and its answer, drawn uniformly from both bounds (inclusive). The commit
   * is in the middle: a crash before it loses the request, a crash after it loses only the answer.
   */
  readonly latency: { readonly minMs: number; readonly maxMs: number }
  /** See `StoreServiceSettings`. */
  readonly uniqueSequenceNrs: boolean
}

export const defaultDatabaseSettings: DatabaseSettings = {
  latency: { minMs: 20, maxMs: 40 },
  uniqueSequenceNrs: true,
}
