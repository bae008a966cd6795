import type { ScenarioCode, ScenarioModules } from './scenario.ts'

/** Each scenario is a separate script; see `load-scenario-code.ts`. */
const tables: Readonly<Record<string, () => Promise<ScenarioModules>>> = {
  cqrs: async () => (await import('./cqrs/modules.ts')).cqrsModules,
  'cqrs-as-printed': async () => (await import('./cqrs-as-printed/modules.ts')).cqrsAsPrintedModules,
  'web-server': async () => (await import('./web-server/modules.ts')).webServerModules,
  workbench: async () => (await import('./workbench/modules.ts')).workbenchModules,
}

/** Loads the modules of a scenario. */
export async function loadScenarioModules(scenario: string): Promise<ScenarioModules> {
  const load = Object.hasOwn(tables, scenario) ? tables[scenario] : undefined
  if (load === undefined)
    throw new Error(`Scenario [${scenario}] has no modules. Add it to scenario-modules.ts.`)
  return load()
}

/** The code of a scenario among what its compiled `start.ts` exports. */
export const codeIn = (
  exported: Readonly<Record<string, unknown>>,
  { codeName }: ScenarioModules,
): ScenarioCode => exported[codeName] as ScenarioCode
