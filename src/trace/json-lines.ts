import { parseJson } from './parse-run-file.ts'
import { isRefused, type Refused, refuse } from './refused.ts'

/** Parses one line of JSON Lines. A refusal names the line. */
export const parseLine = (line: string, lineNumber: number): { readonly value: unknown } | Refused => {
  const parsed = parseJson(line)
  return isRefused(parsed) ? inLine(lineNumber, parsed) : parsed
}

export const inLine = (line: number, problem: Refused): Refused => refuse('invalid-line', { line, problem })
