import { nestingFault } from '../../../trace/nesting-limits.ts'
import type { FailureText } from '../../../trace/trace-event.ts'
import { ActorError, FatalError } from './actor-error.ts'

/**
 * The only module of runtime and scenarios that reads the message of an error or converts a caught value, because each
 * engine words its own errors differently and traces must be equal. `tools/check-error-texts.ts` refuses both elsewhere.
 */

/**
 * Converts a caught value to an Error.
 * @throws the fatal error itself, because no `catch` clause may swallow an exhausted call stack.
 */
export function caught(thrown: unknown): Error {
  const error = toError(thrown)
  if (isFatal(error)) throw error
  return error
}

/** The caught value as an Error if it is fatal; else null. */
export function fatalOf(thrown: unknown): Error | null {
  const error = toError(thrown)
  return isFatal(error) ? error : null
}

/** A thrown value as an Error, fatal or not. In a `catch` clause use {@link caught}. */
export function toError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown
  return new ActorError('ThrownValue', 'thrown-value', `[${inWords(thrown)}] was thrown instead of an Error.`)
}

/** True for errors that no supervisor may catch: {@link FatalError} and an exhausted call stack of any engine. */
export function isFatal(error: Error): boolean {
  if (error instanceof FatalError) return true
  if (!(error instanceof RangeError) && error.name !== 'InternalError') return false
  // No regular expression: compiling one with an exhausted stack ends the whole process in V8.
  return error.message.includes('call stack') || error.message.includes('recursion')
}

/** The error for a trace: its class, and its message only where our code or a scenario wrote it. */
export function failureText(error: Error): FailureText {
  const name = errorName(error)
  return isNative(error) ? { name } : { name, message: error.message }
}

/** As {@link failureText}, for a fatal error: each engine reports an exhausted call stack differently. */
export const fatalText = (error: Error): FailureText =>
  error instanceof FatalError
    ? failureText(error)
    : {
        name: 'StackOverflow',
        message: 'The call stack is used up. No supervisor may catch that: the whole system ends.',
      }

/** The error as a line of the log: `Class: message`, or the class alone. */
export function errorText(error: Error): string {
  const { name, message } = failureText(error)
  return message === undefined ? name : `${name}: ${message}`
}

/**
 * The error inside a sentence: its message, or its class where it has none.
 *
 * @example
 * context.log.warn(`The order was refused: ${reasonOf(new RangeError('too many items'))}`)
 */
export function reasonOf(error: Error): string {
  const { name, message } = failureText(error)
  return message === undefined || message === '' ? name : message
}

/** The error's `name`, or its class where a subclass did not set one. */
export function errorName(error: Error): string {
  return error.name === 'Error' ? error.constructor.name : error.name
}

/** Tests the class too, because a renamed error of an engine keeps the engine's message. */
const isNative = (error: Error): boolean =>
  nativeNames.has(error.name) || nativeNames.has(error.constructor?.name)

/** Errors whose messages differ from engine to engine. */
const nativeNames: ReadonlySet<string> = new Set([
  'AggregateError',
  'CompileError',
  'EvalError',
  'InternalError',
  'LinkError',
  'RangeError',
  'ReferenceError',
  'RuntimeError',
  'SuppressedError',
  'SyntaxError',
  'TypeError',
  'URIError',
  // Errors of browsers, which their stores throw.
  'AbortError',
  'ConstraintError',
  'DOMException',
  'DataCloneError',
  'DataError',
  'InvalidStateError',
  'NotFoundError',
  'QuotaExceededError',
  'ReadOnlyError',
  'TransactionInactiveError',
  'UnknownError',
  'VersionError',
])

/** A value inside a sentence, cut at 100 characters. The type name where JSON cannot write the value. */
export function inWords(value: unknown): string {
  const text = typeof value === 'function' ? undefined : wordsOf(value)
  if (text === undefined) return typeof value
  return text.length > wordsLimit ? `${text.slice(0, wordsLimit)}…` : text
}

const wordsOf = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null ? jsonText(value) : String(value)

const wordsLimit = 100

/**
 * A value as JSON, refs as their path. Undefined for a value that JSON cannot write, or nested deeper than
 * `deepestNesting`, because the depth that JSON itself can write depends on the engine's stack.
 */
export function jsonText(value: unknown): string | undefined {
  try {
    return nestingFault(value, '') === null ? JSON.stringify(value) : undefined
  } catch (thrown) {
    caught(thrown)
    return undefined
  }
}
