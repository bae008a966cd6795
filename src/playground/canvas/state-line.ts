import { parseJson } from '../ui/parse-json.ts'

/** An actor's state in one short line: `entries: 5 · open`. `json` is JSON, possibly cut off. Empty parts are left out. */
export function stateLine(json: string | null): string {
  if (json === null) return ''
  const state = parseJson(json)
  if (state === undefined) return json.slice(0, 60)
  if (typeof state !== 'object' || state === null || Array.isArray(state)) return short(state)
  return Object.entries(state)
    .filter(([key]) => key !== 'sequenceNr')
    .flatMap(([key, value]) => wordsOf(key, value))
    .join(' · ')
}

function wordsOf(key: string, value: unknown): readonly string[] {
  if (value === null || value === false) return []
  if (value === true) return [key]
  if (Array.isArray(value)) return [`${key}: ${value.length}`]
  if (typeof value === 'object') return [`${key}: ${Object.keys(value).length}`]
  return [`${key} = ${short(value)}`]
}

function short(value: unknown): string {
  if (Array.isArray(value)) return String(value.length)
  if (typeof value === 'object' && value !== null) return String(Object.keys(value).length)
  if (typeof value === 'string') return value.length > 24 ? `${value.slice(0, 23)}…` : value
  return String(value)
}
