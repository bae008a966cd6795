import { type Answer, performScript, RunController } from '../conductor/index.ts'
import type { WalkthroughPort } from '../lessons/index.ts'
import type { RunFile } from '../trace/index.ts'
import { isRefused, runFileFormat, runFileVersion, type TraceEvent } from '../trace/index.ts'
import { simulate } from './simulation.ts'

/** A walkthrough port in this thread; it ignores the speed of steps and runs at full speed. */
export class WalkthroughSimulation implements WalkthroughPort {
  #run: RunController | null = null
  #trace: readonly TraceEvent[] = []

  async load(
    ...[scenario, { seed, settings, script }]: Parameters<WalkthroughPort['load']>
  ): ReturnType<WalkthroughPort['load']> {
    const header: RunFile['header'] = {
      format: runFileFormat,
      version: runFileVersion,
      build: 'simulation',
      scenario,
      seed,
      settings,
    }
    const conductor = simulate(header, { until: 0 })
    if (isRefused(conductor)) return conductor
    await this.#run?.close()
    const outcome = await performScript(conductor, script)
    this.#trace = conductor.trace
    this.#run = new RunController({
      header,
      conductor,
      clock: { now: () => performance.now(), later: (run, ms) => void setTimeout(run, ms) },
    })
    return outcome
  }

  /** The trace of the current run. */
  get trace(): readonly TraceEvent[] {
    return this.#trace
  }

  do(...args: Parameters<WalkthroughPort['do']>): ReturnType<WalkthroughPort['do']> {
    return this.#live.do(...args)
  }

  until(
    ...[check, { withinMs }]: Parameters<WalkthroughPort['until']>
  ): ReturnType<WalkthroughPort['until']> {
    return this.#live.until(check, { withinMs })
  }

  check(...args: Parameters<WalkthroughPort['check']>): ReturnType<WalkthroughPort['check']> {
    return this.#live.check(...args)
  }

  async pause(): ReturnType<WalkthroughPort['pause']> {
    await this.#live.pause()
    return this.#live.now()
  }

  /** No effect: a simulation has no picture. */
  async show(): Promise<void> {}

  async replay(): Promise<void> {}

  traceHash(): Answer<string> {
    return this.#live.traceHash()
  }

  get #live(): RunController {
    if (this.#run === null) throw new Error('Nothing is loaded. Call [load] first.')
    return this.#run
  }
}
