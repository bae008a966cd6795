import { caught } from '../actor/index.ts'

/**
 * A value or a promise of it. In-memory stores return values, so that a run in one thread stays synchronous; browser
 * stores return promises. Callers combine steps with {@link chain}.
 */
export type MaybePromise<T> = T | Promise<T>

export const isPromise = <T>(value: MaybePromise<T>): value is Promise<T> => value instanceof Promise

/** Calls `next` with the value: synchronously for a value, after resolution for a promise. */
export function chain<T, R>(value: MaybePromise<T>, next: (value: T) => MaybePromise<R>): MaybePromise<R> {
  return isPromise(value) ? value.then(next) : next(value)
}

/** The result of a store operation: its value, or the error that it threw or rejected with. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Error }

/** Runs a store operation and returns its outcome; a throw and a rejection both become `{ ok: false }`. */
export function outcomeOf<T>(run: () => MaybePromise<T>): MaybePromise<Outcome<T>> {
  try {
    const value = run()
    return isPromise(value) ? value.then(succeeded, error => failed(caught(error))) : succeeded(value)
  } catch (error) {
    return failed(caught(error))
  }
}

const succeeded = <T>(value: T): Outcome<T> => ({ ok: true, value })

const failed = (error: Error): Outcome<never> => ({ ok: false, error })
