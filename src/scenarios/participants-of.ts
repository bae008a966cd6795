import * as v from 'valibot'
import type { Plain } from '../trace/plain.ts'
import { findScenario } from './find-scenario.ts'
import { settingsSchemaOf } from './settings-schemas.ts'

/**
 * The ids of the participants with which the scenario starts under these settings; null for an unknown scenario. Invalid
 * settings count as the defaults, because the run refuses them with a better sentence.
 */
export function participantsOf(
  scenario: string,
  settings: { readonly [key: string]: Plain } = {},
): readonly string[] | null {
  const found = findScenario({ scenario, settings })
  if (found === null) return null
  const valid = v.safeParse(settingsSchemaOf(scenario), found.settings)
  const chosen = valid.success ? found.scenario.participantsWith?.(valid.output) : undefined
  return (chosen ?? found.scenario.participants).map(({ id }) => id)
}
