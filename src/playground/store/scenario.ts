import type { ScenarioCard } from '../../scenarios/card.ts'
import { scenarioCards } from '../../scenarios/cards.ts'
import { headerOf, useRun } from './run-store.ts'

const cardOf = (id: string | undefined): ScenarioCard =>
  scenarioCards.find(card => card.id === id) ?? scenarioCards[0]!

/** The card of the run's scenario, or of the first scenario while no run is open. */
export const useScenario = (): ScenarioCard => cardOf(useRun(state => headerOf(state)?.scenario))

/** The same, outside of React. */
export const shownScenario = (): ScenarioCard => cardOf(headerOf(useRun.getState())?.scenario)

/** The number of cluster nodes at the start. Only nodes of a cluster have roles. */
export const nodesOf = ({ participants }: ScenarioCard): number =>
  participants.filter(({ kind, roles }) => kind === 'node' && roles.length > 0).length
