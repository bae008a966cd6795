// One workload of one runtime in a process of its own; prints one line of JSON. Started by local/rounds.ts.
import { actorium } from './local/actorium.ts'
import { bareLoop } from './local/bare-loop.ts'
import { behaviours } from './local/behaviours.ts'
import { minimalCell } from './local/minimal-cell.ts'
import type { Runtime, RuntimeModule } from './local/runtime.ts'
import { type Sample, workloads } from './local/workloads.ts'

export interface ChildResult {
  readonly sample?: Sample
  readonly seen?: number | string
  readonly n?: number
  readonly skipped?: string
  readonly error?: string
}

const [runtimeName = '', what = '', peersFolder = ''] = process.argv.slice(2)
/** Longer workloads run fewer operations. */
const mostMs = 2500
/** The number of operations grows until one repetition takes this long, because the engine has compiled the code by then. */
const warmMs = 150
const repetitions = 3

async function makeRuntime(): Promise<Runtime> {
  switch (runtimeName) {
    case 'bare':
      return bareLoop(queueMicrotask, Number.POSITIVE_INFINITY)
    case 'bare-macrotask':
      return bareLoop(setImmediate, 1024)
    case 'minimal':
      return minimalCell()
    case 'actorium':
      return actorium()
  }
  const peer = (await import(/* @vite-ignore */ `file://${peersFolder}/${runtimeName}.mjs`)) as RuntimeModule
  return peer.create()
}

async function measure(): Promise<ChildResult> {
  const runtime = await makeRuntime()
  const reason = runtime.cannot?.[what]
  if (reason !== undefined) return { skipped: reason }
  const behaviour = behaviours[what]
  if (behaviour !== undefined) return { seen: await behaviour.run(runtime) }
  const workload = workloads[what]!
  if (!workload.fits(runtime)) return { skipped: 'has no such thing' }
  let n = Math.min(300, workload.n)
  let sample = await workload.run(runtime, n)
  while (Math.min(sample.ns, sample.cpuNs) * n < warmMs * 1e6 && n < workload.n) {
    n = Math.min(workload.n, n * 5)
    sample = await workload.run(runtime, n)
  }
  n = Math.max(n, Math.min(workload.n, n * 5, Math.floor((mostMs * 1e6) / sample.ns)))
  let ns = Number.POSITIVE_INFINITY
  let cpuNs = Number.POSITIVE_INFINITY
  for (let i = 0; i < repetitions; i++) {
    globalThis.gc?.()
    const once = await workload.run(runtime, n)
    ns = Math.min(ns, once.ns)
    cpuNs = Math.min(cpuNs, once.cpuNs)
    if (once.ns * n > mostMs * 1e6) break
  }
  return { sample: { ns, cpuNs }, n }
}

// Some libraries log every message; writing the log would be part of the measurement.
const print = console.log
for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) console[level] = () => undefined
process.on('unhandledRejection', () => undefined)

const result = await measure().catch(
  (error: unknown): ChildResult => ({ error: String(error).slice(0, 200) }),
)
print(`\n@@${JSON.stringify(result)}`)
process.exit(0)
