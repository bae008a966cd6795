import { messageOf } from '../conductor/message-of.ts'

/** Returns one sentence for the user about a failed call to the conductor. */
export function sentenceOf(error: unknown): string {
  // Replaced, because the browser's text says neither which argument failed nor what to do.
  return error instanceof Error && error.name === 'DataCloneError'
    ? 'The call has an argument that cannot be sent to the conductor. Give numbers, texts and plain objects.'
    : messageOf(error)
}
