/** An actor's state in one short line: `#5 · entries {2}`. `json` is JSON, possibly cut off. */
export function stateLine(json: string | null): string {
  if (json === null) return ''
  let state: unknown
  try {
    state = JSON.parse(json)
  } catch {
    return json.slice(0, 60)
  }
  if (typeof state !== 'object' || state === null || Array.isArray(state)) return short(state)
  const { sequenceNr, ...rest } = state as Readonly<Record<string, unknown>>
  const words = Object.entries(rest).map(([key, value]) => `${key} ${short(value)}`)
  return [...(sequenceNr === undefined ? [] : [`#${short(sequenceNr)}`]), ...words].join(' · ')
}

function short(value: unknown): string {
  if (Array.isArray(value)) return `[${value.length}]`
  if (typeof value === 'object' && value !== null) return `{${Object.keys(value).length}}`
  if (typeof value === 'string') return value.length > 24 ? `${value.slice(0, 23)}…` : value
  return String(value)
}
