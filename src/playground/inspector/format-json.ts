/** Indents JSON; returns other text, such as cut JSON, unchanged. */
export function formatJson(json: string, indent = 2): string {
  try {
    return JSON.stringify(JSON.parse(json), null, indent)
  } catch {
    return json
  }
}
