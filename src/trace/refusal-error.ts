import { type Crash, crashFrom } from './crash.ts'
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

/** The refusal of an error. An unexpected error is named by its class, because engines word it differently. */
export const refusalFrom = (error: unknown): Refused =>
  error instanceof RefusalError ? error.refusal : refusalOfCrash(crashFrom(error))

export const refusalOfCrash = ({ name, detail }: Crash): Refused => ({
  ...refuse('unexpected-error', { name }),
  detail,
})
