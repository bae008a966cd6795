import { refusalFrom } from '../trace/refusal-error.ts'
import { type Refused, refuse } from '../trace/refused.ts'

/** The refusal of a failed call to the conductor. An argument that cannot be sent is a mistake of the caller. */
export const refusalOfCall = (error: unknown): Refused =>
  error instanceof DOMException && error.name === 'DataCloneError'
    ? refuse('unsendable-argument')
    : refusalFrom(error)
