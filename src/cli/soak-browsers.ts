import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { formatRunFile } from '../trace/run-file.ts'
import { cqrsHeader, randomRun } from './random-run.ts'

const folder = 'output/soak'
const report = 'output/soak-report.jsonl'
const troubleMs = 10_000

export const browserEngines = ['Chromium', 'Firefox', 'WebKit'] as const
export type BrowserEngine = (typeof browserEngines)[number]

/** A line that the browser tests write; `e2e/soak-report.ts` has the same. */
interface SoakLine {
  readonly engine: string
  readonly way: string
  readonly outcome: string
}

/**
 * Replays random runs, the corpus, and one run with every kind of act played in every way in Chromium, Firefox and WebKit,
 * and compares the hashes with those of this process. Prints a table of engines and ways, and returns an exit code.
 * `engine`: only this one; null: all.
 */
export function soakInBrowsers(from: number, runs: number, engine: BrowserEngine | null): number {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(report, '')
  for (let seed = from; seed < from + runs; seed++) {
    const { conductor, plan } = randomRun(seed, troubleMs)
    const file = formatRunFile({
      header: cqrsHeader(seed, plan.settings),
      actions: conductor.actions,
      until: conductor.frontier,
      hash: conductor.traceHash(),
    })
    writeFileSync(`${folder}/random-${seed}.json`, file)
  }
  const { status } = spawnSync(process.execPath, ['tools/corpus-browsers.mjs'], {
    stdio: 'inherit',
    env: {
      ...process.env,
      ACTORIUM_SOAK: resolve(folder),
      ACTORIUM_SOAK_REPORT: resolve(report),
      ...(engine === null ? {} : { ACTORIUM_ENGINE: engine }),
    },
  })
  console.log(`\n${tableOf(linesOf(report))}`)
  return status ?? 1
}

const linesOf = (file: string): readonly SoakLine[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as SoakLine)

/** A Markdown table with a row for each way to play and a column for each engine. */
function tableOf(lines: readonly SoakLine[]): string {
  const engines = [...new Set(lines.map(({ engine }) => engine))].sort()
  const ways = [...new Set(lines.map(({ way }) => way))]
  const cell = (way: string, engine: string) =>
    lines.find(line => line.way === way && line.engine === engine)?.outcome ?? 'not played'
  return [
    `| way | ${engines.join(' | ')} |`,
    `| --- |${' --- |'.repeat(engines.length)}`,
    ...ways.map(way => `| ${way} | ${engines.map(engine => cell(way, engine)).join(' | ')} |`),
  ].join('\n')
}
