/** The parsed text; undefined for a text that is not JSON, because a long state is cut in the middle. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
