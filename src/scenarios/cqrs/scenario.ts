import type { Scenario } from '../scenario.ts'
import { cqrsParticipants, cqrsParticipantsOf } from './participants.ts'
import { type CqrsSettings, cqrsSettings } from './settings.ts'

/**
 * Event sourcing and CQRS on a cluster: nodes that can run the writer, nodes that answer queries, a client outside
 * of the cluster, and the database.
 */
export const cqrs: Scenario = {
  id: 'cqrs',
  settings: cqrsSettings,
  participants: cqrsParticipants,
  // Safe: the schema of this scenario validated the settings.
  participantsWith: settings => cqrsParticipantsOf((settings as CqrsSettings).nodes),
  defaultsWith: chosen => {
    const { nodes } = { ...(chosen as Partial<CqrsSettings> | null) }
    return typeof nodes === 'number' && nodes < cqrsSettings.cluster.seedNodes.length
      ? withSeeds(cqrsSettings, Math.max(1, nodes))
      : cqrsSettings
  },
}

/** A seed node that does not exist would delay the start and get dead letters. */
const withSeeds = (settings: CqrsSettings, count: number): CqrsSettings => ({
  ...settings,
  cluster: { ...settings.cluster, seedNodes: settings.cluster.seedNodes.slice(0, count) },
})
