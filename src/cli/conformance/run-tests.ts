import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import * as v from 'valibot'
import type { RowTest } from './found-tests.ts'
import { rowsIn } from './rows-in.ts'

/** The fields of vitest's JSON report that are read here. */
const reportSchema = v.object({
  testResults: v.array(
    v.object({
      name: v.string(),
      assertionResults: v.array(v.object({ fullName: v.string(), status: v.string() })),
    }),
  ),
})

/** Runs test files and returns the tests with rows in their titles. */
export function runTests(files: readonly string[], reportFile: string): RowTest[] {
  mkdirSync(dirname(reportFile), { recursive: true })
  rmSync(reportFile, { force: true })
  // Failed tests also give a non-zero exit code; the report's existence shows that vitest ran.
  spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', `--outputFile=${reportFile}`, ...files],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  return readReport(reportFile)
}

/** The tests with rows in their titles in a report of vitest's JSON reporter. */
export function readReport(reportFile: string): RowTest[] {
  const report = v.parse(reportSchema, JSON.parse(readFileSync(reportFile, 'utf8')))
  return report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'passed' || status === 'failed')
      .map(({ fullName, status }) => ({
        file: relative(process.cwd(), name),
        title: fullName,
        rows: rowsIn(fullName),
        passed: status === 'passed',
      }))
      .filter(({ rows }) => rows.length > 0),
  )
}
