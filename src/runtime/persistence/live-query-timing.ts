/** Times of a query, in virtual ms. */
export interface LiveQueryTiming {
  /** Without an answer of the journal for this long the query fails. Default 10 000. */
  readonly timeoutMs?: number
  /** Between two reads of a live query that hears of no commit. Default 3000. */
  readonly refreshIntervalMs?: number
}
