import type { Scenario } from '../scenario.ts'
import { webServerParticipants } from './participants.ts'
import { webServerSettings } from './settings.ts'

export { serverAddress } from './participants.ts'

/** One node with a web server on it, and a client with a browser. */
export const webServer: Scenario = {
  id: 'web-server',
  settings: webServerSettings,
  participants: webServerParticipants,
}
