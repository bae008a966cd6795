import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { filesWithRows, findRowTests } from './conformance/found-tests.ts'
import { judgeRows } from './conformance/judge-rows.ts'
import { rowGroups } from './conformance/rows.ts'
import { rowsIn } from './conformance/rows-in.ts'
import { readReport, runTests } from './conformance/test-run.ts'
import { verdictTable } from './conformance/verdict-table.ts'

const usage = `Which behaviours of the list are held by a test, which differ, which are missing.

  npm run conformance -- [--read | --report FILE]

  --read         only reads the tests' titles, runs nothing
  --report FILE  takes the outcome from a report of vitest's JSON reporter

Ends with code 1 when an actor row is neither tested nor told in docs/differences.md, or one of them fails.`

function readCommandLine() {
  try {
    return parseArgs({
      options: {
        read: { type: 'boolean', default: false },
        report: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`)
    process.exit(2)
  }
}

const { read, report, help } = readCommandLine()
if (help) {
  console.log(usage)
  process.exit(0)
}

const tests = read
  ? findRowTests('src')
  : report === undefined
    ? runTests(filesWithRows('src'), 'output/conformance/tests.json')
    : readReport(report)
const verdict = judgeRows(rowGroups, tests, rowsIn(readFileSync('docs/differences.md', 'utf8')))
console.log(verdictTable(verdict))
process.exit(verdict.faults.length === 0 ? 0 : 1)
