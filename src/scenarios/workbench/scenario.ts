import type { Scenario } from '../scenario.ts'
import { workbenchParticipants } from './participants.ts'
import { workbenchSettings } from './settings.ts'

/** One node with a few actors, for one question about supervision at a time. */
export const workbench: Scenario = {
  id: 'workbench',
  settings: workbenchSettings,
  participants: workbenchParticipants,
}
