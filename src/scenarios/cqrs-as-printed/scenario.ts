import type { Scenario, ScenarioSettings } from '../scenario.ts'
import { printedParticipants, repairedParticipants } from './participants.ts'
import { type CqrsAsPrintedSettings, cqrsAsPrintedSettings } from './settings.ts'

/** The program of the article, with a switch for each of its mistakes. */
export const cqrsAsPrinted: Scenario = {
  id: 'cqrs-as-printed',
  settings: cqrsAsPrintedSettings,
  participants: printedParticipants,
  participantsWith: settings => (isOneUpdateNode(settings) ? printedParticipants : repairedParticipants),
}

const isOneUpdateNode = (settings: ScenarioSettings): boolean =>
  // Safe: the schema of this scenario validated the settings.
  (settings as CqrsAsPrintedSettings).printed.oneUpdateNode
