import { caught } from '../actor/index.ts'

/**
 * A value now, or a promise of it. Stores in memory answer at once, so that a run in one thread needs no
 * promise; stores in a browser answer later. Callers chain with {@link chain} and stay synchronous if they can.
 */
export type MaybePromise<T> = T | Promise<T>

export const isPromise = <T>(value: MaybePromise<T>): value is Promise<T> => value instanceof Promise

/** Goes on with `next`, at once where the value is there. */
export function chain<T, R>(value: MaybePromise<T>, next: (value: T) => MaybePromise<R>): MaybePromise<R> {
  return isPromise(value) ? value.then(next) : next(value)
}

/** What became of a store operation: its value, or the error it threw or was rejected with. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Error }

/** Runs a store operation; its failure becomes a value, whichever way it failed. */
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
