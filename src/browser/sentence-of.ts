/** One sentence for a person about why a call to the conductor failed. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error || error instanceof DOMException)) return String(error)
  // The browser's own text names neither the argument nor a way out.
  return error.name === 'DataCloneError'
    ? 'The call has an argument that cannot be sent to the conductor. Give numbers, texts and plain objects.'
    : error.message
}
