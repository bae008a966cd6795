import { performScript } from '../conductor/index.ts'
import type { CodePort } from '../lessons/prove-code.ts'
import type { ExercisePort } from '../lessons/prove-exercise.ts'
import { isCodeProblem, refuseProblem } from '../sandbox/compile/code-problem.ts'
import { compileModule } from '../sandbox/compile/compile-module.ts'
import { isRefused, runFileFormat, runFileVersion } from '../trace/index.ts'
import { sourceOf } from './edited-simulation.ts'
import { EditedThread } from './edited-thread.ts'
import { simulate } from './simulation.ts'
import { WalkthroughSimulation } from './walkthrough-simulation.ts'

/** Runs for the proof of exercises, without a browser. Close it, because edited code runs in a thread of its own. */
export class ExerciseSimulation extends WalkthroughSimulation implements ExercisePort {
  readonly #thread = new EditedThread()

  readonly sourceOf = sourceOf

  problemIn(...[file, text]: Parameters<CodePort['problemIn']>): ReturnType<CodePort['problemIn']> {
    const compiled = compileModule(file, text, false)
    return isCodeProblem(compiled) ? { refusal: refuseProblem(compiled), name: compiled.name ?? null } : null
  }

  async tryCode(...[run, code, script]: Parameters<CodePort['tryCode']>): ReturnType<CodePort['tryCode']> {
    const header = { format: runFileFormat, version: runFileVersion, build: 'simulation', ...run } as const
    if (code.length > 0) return this.#thread.perform({ ...header, code }, script)
    const conductor = simulate(header, { until: 0 })
    return isRefused(conductor) ? conductor : performScript(conductor, script)
  }

  close(): Promise<void> {
    return this.#thread.close()
  }
}
