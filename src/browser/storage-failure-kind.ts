import type { StorageFailure, StorageFailureKind } from '../conductor/index.ts'
import { DatabaseDeleted, StorageUnavailable } from './indexeddb/database-connection.ts'
import { RunNotStored } from './run-catalog.ts'

/** The browser's storage did not answer, for example because another tab blocks it. */
export class StorageTimeout extends Error {
  override readonly name = 'StorageTimeout'
}

/** The kind of an error of IndexedDB or of the stores on it. */
export function failureKindOf(error: unknown): StorageFailureKind {
  const [original, name] = originalOf(error)
  if (name === 'QuotaExceededError') return 'quota'
  if (original instanceof DatabaseDeleted || name === 'SnapshotMissing') return 'cleared'
  if (original instanceof RunNotStored) return 'cleared'
  if (original instanceof StorageTimeout || original instanceof StorageUnavailable) return 'blocked'
  return 'unknown'
}

/** Name of the error that the browser reported. */
export const errorNameOf = (error: unknown): string => originalOf(error)[1]

/** The failure of a run of which nothing is stored. */
export const failureOf = (error: unknown): StorageFailure => ({
  kind: failureKindOf(error),
  error: errorNameOf(error),
  storedUntil: null,
})

/** A full disk can also be the reason why a database does not open, so that reason counts. */
function originalOf(error: unknown): readonly [error: unknown, name: string] {
  if (!(error instanceof Error)) return [error, String(error)]
  const cause = error instanceof StorageUnavailable ? error.cause : null
  return cause instanceof Error ? [error, cause.name] : [error, error.name]
}
