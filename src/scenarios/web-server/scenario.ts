import { formatAddress } from '../../trace/actor-path.ts'
import type { Scenario } from '../scenario.ts'
import { webServerSettings } from './settings.ts'

export const serverAddress = formatAddress('WebServer', 'server', 8080)

/** One node with a web server on it, and a client with a browser. */
export const webServer: Scenario = {
  id: 'web-server',
  settings: webServerSettings,
  participants: [
    { id: 'server', kind: 'node', address: serverAddress, roles: [] },
    { id: 'client', kind: 'client', address: formatAddress('Browsing', 'client', 51162), roles: [] },
  ],
}
