import * as v from 'valibot'
import { rowsIn } from './rows-in.ts'

/** The fields of Stryker's JSON report that are read here. */
const reportSchema = v.object({
  files: v.record(
    v.string(),
    v.object({
      mutants: v.array(
        v.object({
          mutatorName: v.string(),
          replacement: v.optional(v.string()),
          status: v.string(),
          killedBy: v.optional(v.array(v.string())),
          location: v.object({ start: v.object({ line: v.number() }) }),
        }),
      ),
    }),
  ),
  testFiles: v.record(
    v.string(),
    v.object({ tests: v.array(v.object({ id: v.string(), name: v.string() })) }),
  ),
})

type Mutant = v.InferOutput<typeof reportSchema>['files'][string]['mutants'][number]

/** The mutants that tests of one row noticed. */
export interface RowKills {
  /** Number of mutants that at least one test of the row noticed. */
  readonly mutants: number
  /** Number of tests that noticed the least noticed of these mutants; a small number means a test close to the row. */
  readonly fewest: number
}

export interface MutationOutcome {
  readonly tried: number
  readonly noticed: number
  readonly rows: ReadonlyMap<string, RowKills>
  /** Mutants that no test noticed, as sentences. */
  readonly unnoticed: readonly string[]
}

/** Reads which tests, and so which rows, noticed each mutant. */
export function readMutationReport(text: string): MutationOutcome {
  const { files, testFiles } = v.parse(reportSchema, JSON.parse(text))
  const rowsOf = new Map(
    Object.values(testFiles).flatMap(({ tests }) => tests.map(({ id, name }) => [id, rowsIn(name)] as const)),
  )
  const rows = new Map<string, RowKills>()
  const unnoticed: string[] = []
  let tried = 0
  let noticed = 0
  for (const [file, { mutants }] of Object.entries(files)) {
    for (const mutant of mutants.filter(({ status }) => outcomes.has(status))) {
      tried++
      if (mutant.status === 'Survived' || mutant.status === 'NoCoverage')
        unnoticed.push(sentenceFor(file, mutant))
      else noticed++
      const killers = mutant.killedBy ?? []
      for (const row of new Set(killers.flatMap(id => rowsOf.get(id) ?? []))) {
        const before = rows.get(row) ?? { mutants: 0, fewest: killers.length }
        rows.set(row, { mutants: before.mutants + 1, fewest: Math.min(before.fewest, killers.length) })
      }
    }
  }
  return { tried, noticed, rows, unnoticed }
}

/** Outcomes that count; mutants that do not compile or run only at module load are ignored. */
const outcomes = new Set(['Killed', 'Timeout', 'Survived', 'NoCoverage'])

const sentenceFor = (file: string, { mutatorName, replacement, status, location }: Mutant): string =>
  `${file}:${location.start.line} ${mutatorName} → ${(replacement ?? '').replace(/\s+/g, ' ').slice(0, 60)} (${status === 'Survived' ? 'survived' : 'not reached'})`
