import * as v from 'valibot'
import type { Plain } from '../trace/plain.ts'
import { checked } from '../trace/refusal.ts'
import { isRefused, type Refused } from '../trace/refused.ts'
import { findScenario, unknownScenario } from './find-scenario.ts'
import { settingsSchemaOf } from './settings-schemas.ts'

/**
 * The ids of the participants with which the scenario starts under these settings, or one sentence about an unknown scenario
 * or the first invalid setting.
 */
export function participantsOf(
  scenario: string,
  settings: { readonly [key: string]: Plain } = {},
): readonly string[] | Refused {
  const found = findScenario({ scenario, settings })
  if (found === null) return unknownScenario(scenario)
  const schema = v.strictObject({ settings: settingsSchemaOf(scenario) })
  const valid = checked(schema, { settings: found.settings }, { en: 'A lesson', ja: 'レッスン' })
  if (isRefused(valid)) return valid
  const participants = found.scenario.participantsWith?.(valid.settings) ?? found.scenario.participants
  return participants.map(({ id }) => id)
}
