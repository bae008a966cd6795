import { type Refused, refuse } from './refused.ts'

/** An error that carries a refusal to the caller who returns it. */
export class RefusalError extends Error {
  readonly refusal: Refused

  constructor(refusal: Refused, options?: ErrorOptions) {
    super(refusal.refused, options)
    this.name = 'RefusalError'
    this.refusal = refusal
  }
}

/** The refusal of an error. For an unexpected error, which engines word differently, its class is named. */
export function refusalFrom(error: unknown): Refused {
  if (error instanceof RefusalError) return error.refusal
  return isError(error)
    ? { ...refuse('unexpected-error', { name: error.name }), detail: error.message }
    : { ...refuse('unexpected-error', { name: typeof error }), detail: String(error) }
}

/** A `DOMException` is no instance of `Error` in every engine. */
const isError = (error: unknown): error is Pick<Error, 'name' | 'message'> =>
  typeof error === 'object' && error !== null && 'name' in error && 'message' in error
