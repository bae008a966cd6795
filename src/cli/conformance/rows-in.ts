import { rowName } from './rows.ts'

/** `[A-017]`, `[A-017, A-018]`, `[A-017 to A-019, C-003]`: a bracket that holds rows and nothing else. */
const bracket = /\[([ACP]-\d{3}(?:(?:, | to )[ACP]-\d{3})*)\]/g

/** The rows named in a text, each once, in the order of the text. */
export function rowsIn(text: string): string[] {
  const rows = [...text.matchAll(bracket)].flatMap(([, inside]) => inside!.split(', ').flatMap(spread))
  return [...new Set(rows)]
}

function spread(part: string): string[] {
  const [first, last = first] = part.split(' to ')
  const letter = first!.slice(0, 1)
  const from = Number(first!.slice(2))
  const to = Number(last!.slice(2))
  return Array.from({ length: Math.max(0, to - from) + 1 }, (_, i) => rowName(letter, from + i))
}
