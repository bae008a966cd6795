import { readFile } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import type { Turn } from '../runtime/index.ts'
import { compileProgram, type SourceOf } from '../sandbox/compile/compile-program.ts'
import type { LoggedAction } from '../trace/action.ts'
import { localPath } from '../trace/actor-path.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import { isRefused, type Refused, refuse } from '../trace/refused.ts'
import type { RunHeader } from '../trace/run-file.ts'
import type { TraceEvent } from '../trace/trace-event.ts'

/** Wall time in ms after which a turn that does not end ends the worker. */
export const defaultTurnLimitMs = 10_000
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
  /** The number of the turn to report before it runs; null: none. */
  readonly reports: number | null
}

/** Message of the worker: its result, or the turn that it was to report. */
export type EditedReport = EditedOutcome | Refused | { readonly turn: Turn }

interface EditedLimits {
  readonly actions: readonly LoggedAction[]
  readonly until: VirtualTime
  /** Default: 10 s. */
  readonly turnLimitMs?: number
}

export interface EditedOutcome {
  readonly trace: readonly TraceEvent[]
  readonly hash: string
}

/** The text of a scenario's file. */
export const sourceOf: SourceOf = file =>
  readFile(new URL(`../scenarios/${file}`, import.meta.url), 'utf8').catch(() => null)

/**
 * Computes a run with edited code up to `until`, in a thread of its own under the same limits as in the page. When a turn
 * does not end, a second thread repeats the run up to it, so that the refusal names its actor and message.
 */
export async function simulateEdited(
  header: RunHeader,
  { actions, until, turnLimitMs = defaultTurnLimitMs }: EditedLimits,
): Promise<EditedOutcome | Refused> {
  const program = await compileProgram(header.scenario, header.code ?? [], sourceOf)
  if (isRefused(program)) return program
  const module = `data:text/javascript,${encodeURIComponent(`export default ${program}`)}`
  const compute = (reports: number | null) =>
    computeInThread({ header, actions, until, module, reports, turns: new SharedArrayBuffer(4) }, turnLimitMs)
  const report = await compute(null)
  if ('hangsAt' in report) {
    const hang = await compute(report.hangsAt)
    const { actor, label } = 'turn' in hang ? hang.turn : unknownTurn
    return refuse('code-endless', { seconds: turnLimitMs / 1000, actor: localPath(actor), message: label })
  }
  if ('turn' in report) throw new Error('The thread reported a turn that was not asked for.')
  return report
}

const unknownTurn: Turn = { actor: '/user', label: 'a start' }

/** The report of a thread, or the number of the turn that did not end. */
async function computeInThread(
  workerData: EditedRun,
  turnLimitMs: number,
): Promise<EditedReport | { readonly hangsAt: number }> {
  const turns = new Int32Array(workerData.turns)
  const worker = new Worker(new URL('edited-simulation-thread.mjs', import.meta.url), {
    workerData,
    env: {},
  })
  const watch = watchTurns(turns, turnLimitMs, () => worker.terminate())
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', () => resolve({ hangsAt: Atomics.load(turns, 0) }))
    })
  } finally {
    clearInterval(watch)
    await worker.terminate()
  }
}

/** Calls `end` for a turn without an end: some functions of the language can take for ever, and no counter sees that. */
export function watchTurns(turns: Int32Array, turnLimitMs: number, end: () => void): NodeJS.Timeout {
  let [last, silentMs] = [Atomics.load(turns, 0), 0]
  return setInterval(() => {
    const now = Atomics.load(turns, 0)
    silentMs = now === last ? silentMs + tickMs : 0
    last = now
    // The worker starts with 0 turns, and loading takes its time.
    if (now > 0 && silentMs >= turnLimitMs) end()
  }, tickMs)
}
