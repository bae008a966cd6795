import { readFileSync, writeFileSync } from 'node:fs'
import * as v from 'valibot'
import type { MutationOutcome, RowKills } from './mutation-report.ts'

const recordFile = 'docs/conformance/mutation.json'

const recordSchema = v.object({
  date: v.string(),
  tried: v.number(),
  noticed: v.number(),
  rows: v.record(v.string(), v.tuple([v.number(), v.number()])),
})

/** The result of the last full mutation run over the actor runtime, stored in the repository. */
export interface MutationRecord {
  readonly date: string
  readonly tried: number
  readonly noticed: number
  readonly rows: ReadonlyMap<string, RowKills>
}

export function readMutationRecord(): MutationRecord {
  const { rows, ...rest } = v.parse(recordSchema, JSON.parse(readFileSync(recordFile, 'utf8')))
  return {
    ...rest,
    rows: new Map(Object.entries(rows).map(([row, [mutants, fewest]]) => [row, { mutants, fewest }])),
  }
}

/** One row per line, sorted, so that a changed row changes one line. */
export function writeMutationRecord({ tried, noticed, rows }: MutationOutcome, date: string): void {
  const lines = [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([row, { mutants, fewest }]) => `    "${row}": [${mutants}, ${fewest}]`)
  const text = `{\n  "date": "${date}",\n  "tried": ${tried},\n  "noticed": ${noticed},\n  "rows": {\n${lines.join(',\n')}\n  }\n}\n`
  writeFileSync(recordFile, text)
}
