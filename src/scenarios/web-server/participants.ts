import type { PlannedParticipant } from '../../conductor/host.ts'
import { formatAddress } from '../../trace/actor-path.ts'

export const serverAddress = formatAddress('WebServer', 'server', 8080)

export const webServerParticipants: readonly PlannedParticipant[] = [
  { id: 'server', kind: 'node', address: serverAddress, roles: [] },
  { id: 'client', kind: 'client', address: formatAddress('Browsing', 'client', 51162), roles: [] },
]
