import type { RowTest } from './found-tests.ts'
import type { RowKills } from './mutation-report.ts'
import type { RowGroup } from './rows.ts'

export interface GroupVerdict {
  readonly group: RowGroup
  readonly tested: readonly string[]
  /** Rows whose tests all passed; null when the tests were only read. */
  readonly passing: readonly string[] | null
  /** Rows whose tests failed for at least one mutant of the runtime; null without mutation testing. */
  readonly noticed: readonly string[] | null
  readonly differing: readonly string[]
  /** Rows without a test and without a listed difference. */
  readonly missing: readonly string[]
}

export interface Verdict {
  readonly groups: readonly GroupVerdict[]
  /** One sentence per fault. */
  readonly faults: readonly string[]
}

/** At most one actor row in this many may be a difference. Persistence has no such limit, because whole chapters are not built. */
const differingShare = 10
const sharedLetter = 'A'

/** Each row of these letters must have a test or an entry in the list of differences. */
const required = ['A', 'P', 'C']

/** The letter of the rows that mutation testing covers. */
const mutated = 'A'

/** Compares the list of rows with the tests and the listed differences. */
export function judgeRows(
  groups: readonly RowGroup[],
  tests: readonly RowTest[],
  differences: readonly string[],
  kills: ReadonlyMap<string, RowKills>,
): Verdict {
  const tested = new Set(tests.flatMap(test => test.rows))
  const failed = new Set(tests.filter(test => test.passed === false).flatMap(test => test.rows))
  const ran = tests.some(test => test.passed !== null)
  const differing = new Set(differences)

  const verdicts = groups.map(group => ({
    group,
    tested: group.rows.filter(row => tested.has(row)),
    passing: ran ? group.rows.filter(row => tested.has(row) && !failed.has(row)) : null,
    noticed: group.name.startsWith(mutated)
      ? group.rows.filter(row => tested.has(row) && kills.has(row))
      : null,
    differing: group.rows.filter(row => differing.has(row)),
    missing: group.rows.filter(row => !tested.has(row) && !differing.has(row)),
  }))
  return {
    groups: verdicts,
    faults: [
      ...required.flatMap(letter =>
        faultsOf(
          letter,
          verdicts.filter(({ group }) => group.name.startsWith(letter)),
        ),
      ),
      ...unknownRows(groups, [...tested, ...differing]),
      ...tests.filter(test => test.passed === false).map(test => `Failed: ${test.title} (${test.file})`),
    ],
  }
}

function faultsOf(letter: string, groups: readonly GroupVerdict[]): string[] {
  const faults: string[] = []
  const all = groups.flatMap(({ group }) => group.rows).length
  const missing = groups.flatMap(group => group.missing)
  const differing = groups.flatMap(group => group.differing)
  const both = groups.flatMap(group => group.differing.filter(row => group.tested.includes(row)))
  if (missing.length > 0) faults.push(`Neither tested nor listed as a difference: ${missing.join(', ')}.`)
  if (both.length > 0) faults.push(`Both tested and listed as a difference: ${both.join(', ')}.`)
  if (letter === sharedLetter && differing.length * differingShare > all) {
    faults.push(`${differing.length} of ${all} rows differ: more than one in ${differingShare}.`)
  }
  return faults
}

/** Rows that are not on the list: typing errors, or gaps of the list. */
function unknownRows(groups: readonly RowGroup[], named: readonly string[]): string[] {
  const known = new Set(groups.flatMap(group => group.rows))
  const unknown = [...new Set(named)].filter(row => !known.has(row)).sort()
  return unknown.length === 0 ? [] : [`Not on the list: ${unknown.join(', ')}.`]
}
