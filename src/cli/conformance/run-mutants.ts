import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { type MutationOutcome, readMutationReport } from './mutation-report.ts'

const folder = 'tools/mutation'
const report = 'output/mutation/report.json'

/**
 * Runs Stryker over the actor runtime: each mutant is tested by the tests that cover it. Stryker has its own package and is
 * installed at first use. Returns null when the run failed.
 */
export function runMutants(files: readonly string[], concurrency: number): MutationOutcome | null {
  const stryker = `${folder}/node_modules/@stryker-mutator/core/bin/stryker.js`
  if (!existsSync(stryker)) run('npm', ['ci', '--prefix', folder])
  rmSync(report, { force: true })
  run(process.execPath, [
    stryker,
    'run',
    `${folder}/stryker.json`,
    '--concurrency',
    String(concurrency),
    ...(files.length === 0 ? [] : ['--mutate', files.join(',')]),
  ])
  return existsSync(report) ? readMutationReport(readFileSync(report, 'utf8')) : null
}

function run(program: string, args: readonly string[]): void {
  spawnSync(program, args, { stdio: 'inherit' })
}
