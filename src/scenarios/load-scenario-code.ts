import type { ScenarioCode } from './scenario.ts'

/** Each in a script of its own, so that a worker holds the code of the scenario it plays and no other. */
const codes: Readonly<Record<string, () => Promise<ScenarioCode>>> = {
  cqrs: async () => (await import('./cqrs/start.ts')).cqrsCode,
  'web-server': async () => (await import('./web-server/start.ts')).webServerCode,
}

/** What runs on a scenario's nodes and clients; loaded once, before the first of them is made. */
export async function loadScenarioCode(scenario: string): Promise<ScenarioCode> {
  const load = Object.hasOwn(codes, scenario) ? codes[scenario] : undefined
  if (load === undefined) throw new Error(`Scenario [${scenario}] has a card, but no code.`)
  return load()
}
