import type { LinkSettings } from '../runtime/index.ts'
import type { Refused } from '../trace/action.ts'
import type { RunHeader } from '../trace/run-file.ts'
import { cqrs } from './cqrs/scenario.ts'
import { mergeSettings } from './merge-settings.ts'
import { hasCluster, type Scenario, type ScenarioSettings } from './scenario.ts'
import { webServer } from './web-server/scenario.ts'

const scenarios: readonly Scenario[] = [cqrs, webServer]

export interface Chosen {
  readonly scenario: Scenario
  readonly settings: ScenarioSettings
}

/** The scenario that a header names, and its settings before they are checked; or one sentence about a wrong name. */
export function chooseScenario(
  header: RunHeader,
): { readonly scenario: Scenario; readonly settings: unknown } | Refused {
  const scenario = scenarios.find(({ card }) => card.id === header.scenario)
  if (scenario === undefined) {
    const known = scenarios.map(({ card }) => card.id).join(', ')
    return { refused: `There is no scenario [${header.scenario}]. There is: ${known}.` }
  }
  return { scenario, settings: mergeSettings(scenario.settings, header.settings) }
}

/** The same for a header that a run plan was made from already: its settings were checked then. */
export function chosenScenario(header: RunHeader): Chosen {
  const chosen = chooseScenario(header)
  if ('refused' in chosen) throw new Error(chosen.refused)
  return chosen as Chosen
}

/** Links with the database at one end are faster than the others. */
export function linksOf({ scenario, settings }: Chosen): LinkSettings {
  if (!hasCluster(settings)) return { default: settings.links.default }
  const databases = scenario.participants.filter(each => each.kind === 'database')
  return {
    default: settings.links.default,
    between: databases.map(({ id }) => ({ a: id, b: '*', ...settings.links.database })),
  }
}
