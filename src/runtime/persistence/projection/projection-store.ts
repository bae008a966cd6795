import type { Plain } from '../../../trace/plain.ts'
import type { MaybePromise } from '../maybe-promise.ts'

/** A change of a read model, as data, so that it can be stored in one transaction with the offset. */
export type ReadModelChange =
  | { readonly type: 'put'; readonly table: string; readonly key: string; readonly value: Plain }
  | { readonly type: 'remove'; readonly table: string; readonly key: string }
  /** Adds to a number; a missing row counts as 0. Done twice, it counts twice. */
  | { readonly type: 'add'; readonly table: string; readonly key: string; readonly amount: number }

export interface ReadModelRow {
  readonly table: string
  readonly key: string
  readonly value: Plain
}

/** The stored progress of one projection. */
export interface ProjectionState {
  /** Name and key, as {@link ProjectionId} joins them. */
  readonly projection: string
  /** Offset of the last processed event; 0 before the first. */
  readonly offset: number
  readonly paused: boolean
}

/** Everything that a projection store holds. */
export interface ProjectionContents {
  /** Ordered by projection. */
  readonly states: readonly ProjectionState[]
  /** Ordered by table, then key. */
  readonly rows: readonly ReadModelRow[]
}

/**
 * The port of the offsets of projections and their read models. A failure is thrown, or rejects the promise.
 *
 * Every adapter must pass `projectionStoreContract`.
 */
export interface ProjectionStore {
  /** The stored progress; null before the first save. */
  state(projection: string): MaybePromise<ProjectionState | null>
  /** Rows of a table, ordered by key. */
  rows(table: string): MaybePromise<readonly ReadModelRow[]>
  /** Stores progress and changes in one transaction: both or neither. */
  save(state: ProjectionState, changes: readonly ReadModelChange[]): MaybePromise<void>
  contents(): MaybePromise<ProjectionContents>
}

/** A change of the read model cannot be applied, so nothing of its transaction is stored. */
export class InvalidReadModelChange extends Error {
  override readonly name = 'InvalidReadModelChange'

  constructor(table: string, key: string) {
    super(`Row [${key}] of table [${table}] is not a number, so nothing can be added to it. Use put instead.`)
  }
}

/**
 * Returns the value of a row after the change; null if the row is removed.
 * @throws {InvalidReadModelChange} for an addition to a value that is not a number.
 */
export function changedValue(change: ReadModelChange, before: Plain | undefined): Plain {
  switch (change.type) {
    case 'put':
      return change.value
    case 'remove':
      return null
    case 'add':
      if (before !== undefined && before !== null && typeof before !== 'number')
        throw new InvalidReadModelChange(change.table, change.key)
      return (before ?? 0) + change.amount
  }
}

/** Orders rows by table, then key, by UTF-16 code units. */
export const compareRows = (a: ReadModelRow, b: ReadModelRow): number =>
  compareTexts(a.table, b.table) || compareTexts(a.key, b.key)

export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
