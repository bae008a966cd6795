import { readFile } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { compileProgram, type SourceOf } from '../sandbox/compile/compile-program.ts'
import type { LoggedAction } from '../trace/action.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import { isRefused, type Refused, refuse } from '../trace/refused.ts'
import type { RunHeader } from '../trace/run-file.ts'
import type { TraceEvent } from '../trace/trace-event.ts'

/** Wall time in ms after which a turn that does not end ends the worker. */
const turnLimitMs = 10_000
const tickMs = 500

/** Data for the worker. */
export interface EditedRun {
  readonly header: RunHeader
  readonly actions: readonly LoggedAction[]
  readonly until: VirtualTime
  /** The compiled program as a module. */
  readonly module: string
  /** One counter of 32 bits, which grows with each turn. */
  readonly turns: SharedArrayBuffer
}

export interface EditedOutcome {
  readonly trace: readonly TraceEvent[]
  readonly hash: string
}

/** The text of a scenario's file. */
export const sourceOf: SourceOf = file =>
  readFile(new URL(`../scenarios/${file}`, import.meta.url), 'utf8').catch(() => null)

/** Computes a run with edited code up to `until`, in a thread of its own under the same limits as in the page. */
export async function simulateEdited(
  header: RunHeader,
  { actions, until }: { readonly actions: readonly LoggedAction[]; readonly until: VirtualTime },
): Promise<EditedOutcome | Refused> {
  const program = await compileProgram(header.scenario, header.code ?? [], sourceOf)
  if (isRefused(program)) return program
  const turns = new SharedArrayBuffer(4)
  const module = `data:text/javascript,${encodeURIComponent(`export default ${program}`)}`
  const workerData: EditedRun = { header, actions, until, module, turns }
  const worker = new Worker(new URL('edited-simulation-thread.mjs', import.meta.url), {
    workerData,
    env: {},
  })
  const watch = watchTurns(new Int32Array(turns), () => worker.terminate())
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', () => resolve(refuse('code-endless', { seconds: turnLimitMs / 1000 })))
    })
  } finally {
    clearInterval(watch)
    await worker.terminate()
  }
}

/** Some functions of the language can take for ever, and no counter sees that. */
function watchTurns(turns: Int32Array, end: () => void): NodeJS.Timeout {
  let [last, silentMs] = [0, 0]
  return setInterval(() => {
    const now = Atomics.load(turns, 0)
    silentMs = now === last ? silentMs + tickMs : 0
    last = now
    // The worker starts with 0 turns, and loading takes its time.
    if (now > 0 && silentMs >= turnLimitMs) end()
  }, tickMs)
}
