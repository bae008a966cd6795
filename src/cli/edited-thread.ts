import { Worker } from 'node:worker_threads'
import { compileProgram } from '../sandbox/compile/compile-program.ts'
import { isRefused, type Refused, refuse } from '../trace/refused.ts'
import type { RunHeader } from '../trace/run-file.ts'
import type { ScriptOutcome, ScriptStep } from '../trace/script.ts'
import { defaultTurnLimitMs, sourceOf, watchTurns } from './edited-simulation.ts'

/** A message to the thread. */
export interface ScriptWithCode {
  readonly header: RunHeader
  /** The compiled program, the text of an object. */
  readonly program: string
  readonly script: readonly ScriptStep[]
}

/**
 * A thread that performs scripts in runs with edited code, one after the other, under the limits of the page. The runs of a
 * proof share it, because its start takes a second.
 */
export class EditedThread {
  #worker: Worker | null = null
  #turns = new Int32Array(new SharedArrayBuffer(4))
  /** Settles with the run in progress. */
  #last: Promise<unknown> = Promise.resolve()

  /** Performs a script from the start of a run. A message without an end ends the thread, and the next run starts another. */
  perform(header: RunHeader, script: readonly ScriptStep[]): Promise<ScriptOutcome | Refused> {
    const outcome = this.#last.then(() => this.#perform(header, script))
    this.#last = outcome.catch(() => undefined)
    return outcome
  }

  async #perform(header: RunHeader, script: readonly ScriptStep[]): Promise<ScriptOutcome | Refused> {
    const program = await compileProgram(header.scenario, header.code ?? [], sourceOf)
    if (isRefused(program)) return program
    const worker = this.#started()
    const watch = watchTurns(this.#turns, defaultTurnLimitMs, () => worker.terminate())
    let forget: () => void = () => undefined
    try {
      return await new Promise((resolve, reject) => {
        const ended = () => {
          this.#worker = null
          const seconds = defaultTurnLimitMs / 1000
          resolve(refuse('code-endless', { seconds, actor: '/user', message: '?' }))
        }
        worker.on('message', resolve).on('error', reject).on('exit', ended)
        // Not all listeners: those of the worker itself keep its port open.
        forget = () => void worker.off('message', resolve).off('error', reject).off('exit', ended)
        worker.postMessage({ header, program, script } satisfies ScriptWithCode)
      })
    } finally {
      clearInterval(watch)
      forget()
    }
  }

  #started(): Worker {
    if (this.#worker !== null) return this.#worker
    const turns = new SharedArrayBuffer(4)
    this.#turns = new Int32Array(turns)
    this.#worker = new Worker(new URL('edited-thread.mjs', import.meta.url), { workerData: turns, env: {} })
    return this.#worker
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
    this.#worker = null
  }
}
