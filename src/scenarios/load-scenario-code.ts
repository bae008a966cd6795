import { RefusalError } from '../trace/refusal-error.ts'
import { refuse } from '../trace/refused.ts'
import type { RunHeader } from '../trace/run-file.ts'
import type { ScenarioCode } from './scenario.ts'

/** Each scenario is a separate script, so that a worker loads only the code of the scenario that it runs. */
const codes: Readonly<Record<string, () => Promise<ScenarioCode>>> = {
  cqrs: async () => (await import('./cqrs/start.ts')).cqrsCode,
  'cqrs-as-printed': async () => (await import('./cqrs-as-printed/start.ts')).cqrsAsPrintedCode,
  'web-server': async () => (await import('./web-server/start.ts')).webServerCode,
  workbench: async () => (await import('./workbench/start.ts')).workbenchCode,
}

/** Loads the code of a scenario's nodes and clients. Call it before the first participant is created. */
export async function loadScenarioCode(scenario: string): Promise<ScenarioCode> {
  const load = Object.hasOwn(codes, scenario) ? codes[scenario] : undefined
  if (load === undefined)
    throw new Error(`Scenario [${scenario}] has a card but no code. Add it to load-scenario-code.ts.`)
  return load()
}

/**
 * Loads the code of a run's scenario for this thread.
 * @throws {RefusalError} for a run with edited code, which runs only in a sandbox
 */
export async function loadCodeOf({ scenario, code }: RunHeader): Promise<ScenarioCode> {
  if (code !== undefined) throw new RefusalError(refuse('code-not-in-thread'))
  return loadScenarioCode(scenario)
}
