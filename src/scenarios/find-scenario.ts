import type { LinkSettings } from '../runtime/index.ts'
import { type Refused, refuse } from '../trace/refused.ts'
import type { RunHeader } from '../trace/run-file.ts'
import { cqrs } from './cqrs/scenario.ts'
import { cqrsAsPrinted } from './cqrs-as-printed/scenario.ts'
import { mergeSettings } from './merge-settings.ts'
import { hasCluster, type Scenario, type ScenarioSettings } from './scenario.ts'
import { webServer } from './web-server/scenario.ts'
import { workbench } from './workbench/scenario.ts'

/** Every scenario that a header can name. */
export const scenarios: readonly Scenario[] = [cqrs, cqrsAsPrinted, webServer, workbench]

export const unknownScenario = (scenario: string): Refused =>
  refuse('unknown-scenario', { scenario, known: scenarios.map(({ id }) => id).join(', ') })

export interface ConfiguredScenario {
  readonly scenario: Scenario
  readonly settings: ScenarioSettings
}

/** The scenario of a header with its settings, not yet validated; null for an unknown name. */
export function findScenario(
  header: Pick<RunHeader, 'scenario' | 'settings'>,
): { readonly scenario: Scenario; readonly settings: unknown } | null {
  const scenario = scenarios.find(({ id }) => id === header.scenario)
  return scenario === undefined
    ? null
    : {
        scenario,
        settings: mergeSettings(
          scenario.defaultsWith?.(header.settings) ?? scenario.settings,
          header.settings,
        ),
      }
}

/** Like {@link findScenario}, for a header that `planRun` has already validated. */
export function validatedScenario(header: RunHeader): ConfiguredScenario {
  const configured = findScenario(header)
  if (configured === null) throw new Error(`Scenario [${header.scenario}] does not exist.`)
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
