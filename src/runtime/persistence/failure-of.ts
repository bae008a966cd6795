import type { FailureText } from '../../trace/trace-event.ts'
import { failureText } from '../actor/index.ts'
import { StoreFailure } from './persistence-errors.ts'

/** Thrown by browsers' stores. Their words differ from engine to engine, so they do not travel. */
const nativeErrors: ReadonlySet<string> = new Set([
  'AbortError',
  'ConstraintError',
  'DataCloneError',
  'InvalidStateError',
  'QuotaExceededError',
  'TransactionInactiveError',
  'UnknownError',
  'VersionError',
])

/** An error as plain data: its class, and its words where they are ours. */
export function failureOf(error: Error): FailureText {
  if (error instanceof StoreFailure) return error.failure
  return nativeErrors.has(error.name) ? { name: error.name } : failureText(error)
}
