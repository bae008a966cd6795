import type { Bilingual } from '../../trace/bilingual.ts'
import { type Refused, refuse } from '../../trace/refused.ts'

/** The first problem of a file that cannot run. */
export interface CodeProblem {
  /** Path below `src/scenarios`. */
  readonly file: string
  /** Counts from 1. */
  readonly line: number
  /** Counts from 1; 0 stands for the whole line. */
  readonly column: number
  readonly reason: Bilingual
  /** The name that is not available; absent for a problem of another kind. */
  readonly name?: string
}

export const isCodeProblem = (value: object): value is CodeProblem => 'reason' in value

/** A problem as one sentence with its place. */
export function refuseProblem({ file, line, column, reason }: CodeProblem): Refused {
  const place: Bilingual =
    column === 0
      ? { en: `line ${line}`, ja: `${line}行目` }
      : { en: `line ${line}, column ${column}`, ja: `${line}行${column}桁` }
  return refuse('code-problem', { file, place, reason })
}
