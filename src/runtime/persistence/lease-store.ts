import type { MaybePromise } from './maybe-promise.ts'

/** A lease as one row of the database: at most one owner holds it until it expires. */
export interface LeaseRow {
  readonly name: string
  /** `null`: released. */
  readonly owner: string | null
  /** Virtual ms. From this instant on another owner may acquire the lease. */
  readonly expiresAt: number
  /** 1 for the first row of this name; each change adds 1. */
  readonly version: number
}

/**
 * The port of a lease store. A failure is thrown, or rejects the promise; the caller turns it into an answer.
 *
 * Every adapter must pass `leaseStoreContract`.
 */
export interface LeaseStore {
  /** All rows, ordered by name. */
  rows(): MaybePromise<readonly LeaseRow[]>
  /**
   * Stores the row if the stored version is the one before it (0: no row), and returns whether it did. On return (or
   * resolution) of `true` the row is durable.
   */
  compareAndSet(row: LeaseRow): MaybePromise<boolean>
}
