import { formatAddress } from '../../trace/actor-path.ts'
import type { Scenario } from '../scenario.ts'
import { workbenchSettings } from './settings.ts'

/** One node with a few actors, for one question about supervision at a time. */
export const workbench: Scenario = {
  id: 'workbench',
  settings: workbenchSettings,
  participants: [
    { id: 'bench', kind: 'node', address: formatAddress('Workbench', 'bench', 8100), roles: [] },
  ],
}
