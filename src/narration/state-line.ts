/** The data of a state; undefined for a state that was cut off because of its length, and so is no JSON. */
export function stateData(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const state: unknown = JSON.parse(json)
    return typeof state === 'object' && state !== null ? { ...state } : { value: state }
  } catch {
    return undefined
  }
}

/** An actor's state in one short line: `entries: 5 · open`. Empty parts are left out. */
export const stateLine = (state: Readonly<Record<string, unknown>>): string =>
  Object.entries(state)
    .filter(([key]) => key !== 'sequenceNr')
    .flatMap(([key, value]) => wordsOf(key, value))
    .join(' · ')

function wordsOf(key: string, value: unknown): readonly string[] {
  if (value === null || value === false) return []
  if (value === true) return [key]
  if (Array.isArray(value)) return [`${key}: ${value.length}`]
  if (typeof value === 'object') return [`${key}: ${Object.keys(value).length}`]
  return [`${key} = ${short(String(value))}`]
}

const short = (text: string): string => (text.length > 24 ? `${text.slice(0, 23)}…` : text)
