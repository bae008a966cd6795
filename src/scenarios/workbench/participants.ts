import type { PlannedParticipant } from '../../conductor/host.ts'
import { formatAddress } from '../../trace/actor-path.ts'

export const workbenchParticipants: readonly PlannedParticipant[] = [
  { id: 'bench', kind: 'node', address: formatAddress('Workbench', 'bench', 8100), roles: [] },
]
