import type { FailureText } from '../../trace/trace-event.ts'

/** Their texts differ from engine to engine, so they do not travel. */
const nativeErrors: ReadonlySet<string> = new Set([
  'TypeError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'EvalError',
  'URIError',
  'InternalError',
  'QuotaExceededError',
  'AbortError',
  'InvalidStateError',
  'TransactionInactiveError',
  'DataCloneError',
  'ConstraintError',
  'UnknownError',
  'VersionError',
])

/** An error as plain data: its class, and its words where they are ours. */
export const failureOf = (error: Error): FailureText =>
  nativeErrors.has(error.name) ? { name: error.name } : { name: error.name, message: error.message }
