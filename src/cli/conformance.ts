import { existsSync, readFileSync } from 'node:fs'
import { readCommandLine, refuse, wholeNumber } from '../../tools/command-line.mjs'
import { filesWithRows, findRowTests } from './conformance/found-tests.ts'
import { judgeRows } from './conformance/judge-rows.ts'
import { readMutationRecord, writeMutationRecord } from './conformance/mutation-record.ts'
import { rowGroups } from './conformance/rows.ts'
import { rowsIn } from './conformance/rows-in.ts'
import { runMutants } from './conformance/run-mutants.ts'
import { readReport, runTests } from './conformance/run-tests.ts'
import { verdictTable } from './conformance/verdict-table.ts'

const usage = `Lists the behaviours with a test, the listed differences and the missing behaviours.

  npm run conformance -- [--read | --report FILE]
  npm run conformance -- --mutate [FILE …] [--concurrency N]

  --read         reads the tests' titles without running the tests
  --report FILE  reads the outcome from a report of vitest's JSON reporter
  --mutate       changes the actor runtime one place at a time and records the rows whose tests fail; takes half an
                 hour and writes docs/conformance/mutation.json. With files: mutates only these and prints the outcome

Ends with code 1 when a row is neither tested nor listed in docs/differences.md, or one of
them fails.`

const { values, positionals } = readCommandLine({
  usage,
  positionals: true,
  options: {
    read: { type: 'boolean', default: false },
    report: { type: 'string' },
    mutate: { type: 'boolean', default: false },
    concurrency: { type: 'string', default: '1' },
  },
})
const { read, report, mutate } = values
const concurrency = wholeNumber('--concurrency', values.concurrency, { min: 1, max: 64 })!
if (mutate) tryMutants()
else if (positionals.length > 0) refuse(`[${positionals.join(' ')}] was not understood.\n\n${usage}`)
else judge()

function tryMutants(): void {
  const missing = positionals.filter(file => !existsSync(file))
  if (missing.length > 0) refuse(`There is no file [${missing.join(', ')}].`)
  const outcome = runMutants(positionals, concurrency)
  if (outcome === null) refuse('The mutation run did not finish. See the messages above for the cause.')
  const { tried, noticed, rows, unnoticed } = outcome
  if (positionals.length === 0) writeMutationRecord(outcome, new Date().toISOString().slice(0, 10))
  else {
    for (const sentence of unnoticed) console.log(sentence)
    for (const [row, kills] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) {
      console.log(`${row} noticed ${kills.mutants}, one of them with ${kills.fewest - 1} other tests`)
    }
  }
  console.log(`${noticed} of ${tried} mutants were noticed, by tests of ${rows.size} rows.`)
}

function judge(): void {
  const tests = read
    ? findRowTests('src')
    : report === undefined
      ? runTests(filesWithRows('src'), 'output/conformance/tests.json')
      : readReport(report)
  const differences = rowsIn(readFileSync('docs/differences.md', 'utf8'))
  const verdict = judgeRows(rowGroups, tests, differences, readMutationRecord().rows)
  console.log(verdictTable(verdict))
  process.exit(verdict.faults.length === 0 ? 0 : 1)
}
