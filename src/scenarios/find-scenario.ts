import type { LinkSettings } from '../runtime/index.ts'
import { RefusalError } from '../trace/refusal-error.ts'
import { isRefused, type Refused, refuse } from '../trace/refused.ts'
import type { RunHeader } from '../trace/run-file.ts'
import { cqrs } from './cqrs/scenario.ts'
import { mergeSettings } from './merge-settings.ts'
import { hasCluster, type Scenario, type ScenarioSettings } from './scenario.ts'
import { webServer } from './web-server/scenario.ts'

const scenarios: readonly Scenario[] = [cqrs, webServer]

export interface ConfiguredScenario {
  readonly scenario: Scenario
  readonly settings: ScenarioSettings
}

/** Returns the scenario of a header with its settings, not yet validated; or the refusal of an unknown name. */
export function findScenario(
  header: RunHeader,
): { readonly scenario: Scenario; readonly settings: unknown } | Refused {
  const scenario = scenarios.find(({ id }) => id === header.scenario)
  if (scenario === undefined) {
    const known = scenarios.map(({ id }) => id).join(', ')
    return refuse('unknown-scenario', { scenario: header.scenario, known })
  }
  return { scenario, settings: mergeSettings(scenario.settings, header.settings) }
}

/** Like {@link findScenario}, for a header whose settings `planRun` has already validated. */
export function validatedScenario(header: RunHeader): ConfiguredScenario {
  const configured = findScenario(header)
  if (isRefused(configured)) throw new RefusalError(configured)
  return configured as ConfiguredScenario
}

/** The latencies of all links: the scenario's `database` range for links of a database, `default` for all others. */
export function linkSettingsOf({ scenario, settings }: ConfiguredScenario): LinkSettings {
  if (!hasCluster(settings)) return { default: settings.links.default }
  const databases = scenario.participants.filter(participant => participant.kind === 'database')
  return {
    default: settings.links.default,
    between: databases.map(({ id }) => ({ a: id, b: '*', ...settings.links.database })),
  }
}
