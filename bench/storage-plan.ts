import type { RunPlan } from '../src/conductor/index.ts'
import { refuse } from '../src/trace/refused.ts'

export const databaseAddress = 'pekko://Database@database:5432'
export const actorsAddress = 'pekko://Bench@actors:2551'
export const links = { default: { minMs: 1, maxMs: 1 } }

/** A run of one system of persistent actors and one database. */
export const plan: RunPlan = {
  scenario: 'bench',
  seed: 1,
  participants: [
    { id: 'database', kind: 'database', address: databaseAddress, roles: [] },
    { id: 'actors', kind: 'client', address: actorsAddress, roles: [] },
  ],
  settings: {},
  smallestLatencyMs: 1,
  newParticipant: id => refuse('no-cluster', { scenario: 'bench', participant: id }),
  refuse: () => null,
}
