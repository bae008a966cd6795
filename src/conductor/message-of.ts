/** The message of an error; a sentence with its name where it has none, because a browser's quota error has no message. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.message === '' ? `The browser reported [${error.name}]. Load the page again.` : error.message
}
