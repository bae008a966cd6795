/** JSON with line breaks; what was cut in the middle stays as it came. */
export function pretty(json: string, indent = 2): string {
  try {
    return JSON.stringify(JSON.parse(json), null, indent)
  } catch {
    return json
  }
}
