import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { build } from 'vite'
import type { ChildResult } from '../local-child.ts'

const bundle = resolve(import.meta.dirname, '../../output/bench-local/local-child.js')
export const peersFolder = resolve(import.meta.dirname, '../peers')
const childLimitMs = 60_000

/** Bundles the child process with the shipped kernel into one file for the target of the page, but not minified. */
export async function buildChild(): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: resolve(import.meta.dirname, '../local-child.ts'),
      outDir: resolve(bundle, '..'),
      emptyOutDir: true,
      target: 'es2022',
      minify: false,
    },
  })
}

/** Best values over all rounds of one runtime and workload. */
export interface Cell {
  ns: number
  cpuNs: number
  seen: (number | string)[]
  note: string | null
}

export type Measured = Map<string, Map<string, Cell>>

export interface Rounds {
  readonly runtimes: readonly string[]
  readonly workloads: readonly string[]
  readonly rounds: number
}

/**
 * Runs one process per runtime, workload and round, one at a time. Runtimes alternate, so that other load on the machine
 * affects all of them alike. The result is indexed by workload, then runtime.
 */
export async function measureRounds({ runtimes, workloads, rounds }: Rounds): Promise<Measured> {
  const measured: Measured = new Map(
    workloads.map(workload => [
      workload,
      new Map(
        runtimes.map(runtime => [
          runtime,
          { ns: Number.POSITIVE_INFINITY, cpuNs: Number.POSITIVE_INFINITY, seen: [], note: null },
        ]),
      ),
    ]),
  )
  for (const workload of workloads) {
    for (let round = 0; round < rounds; round++) {
      for (let i = 0; i < runtimes.length; i++) {
        const runtime = runtimes[(i + round) % runtimes.length]!
        const cell = measured.get(workload)!.get(runtime)!
        if (cell.note !== null) continue
        const result = await child(runtime, workload)
        if (result.sample !== undefined) {
          cell.ns = Math.min(cell.ns, result.sample.ns)
          cell.cpuNs = Math.min(cell.cpuNs, result.sample.cpuNs)
        } else if (result.seen !== undefined) cell.seen.push(result.seen)
        else cell.note = result.skipped ?? result.error ?? 'nothing came back'
        process.stderr.write(
          `${workload} ${runtime}: ${result.sample?.ns.toFixed(1) ?? result.seen ?? cell.note}\n`,
        )
      }
    }
  }
  return measured
}

function child(runtime: string, workload: string): Promise<ChildResult> {
  return new Promise(settle => {
    const running = spawn(
      process.execPath,
      ['--expose-gc', '--max-old-space-size=4096', bundle, runtime, workload, peersFolder],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    )
    const limit = setTimeout(() => running.kill('SIGKILL'), childLimitMs)
    let text = ''
    running.stdout.on('data', chunk => {
      text += chunk
    })
    running.on('close', () => {
      clearTimeout(limit)
      const line = text.slice(text.lastIndexOf('@@') + 2).split('\n')[0]!
      settle(text.includes('@@') ? (JSON.parse(line) as ChildResult) : { error: 'ended without a result' })
    })
  })
}
