import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { formatRunFile } from '../trace/run-file.ts'
import { cqrsHeader, randomRun } from './random-run.ts'

const folder = 'output/soak'
const troubleMs = 10_000

/**
 * Replays random runs, the corpus, and one run with every kind of act played in every way in Chromium, Firefox and WebKit,
 * and compares the hashes with those of this process. Returns an exit code.
 */
export function soakInBrowsers(from: number, runs: number): number {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
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
    env: { ...process.env, ACTORIUM_SOAK: resolve(folder) },
  })
  return status ?? 1
}
