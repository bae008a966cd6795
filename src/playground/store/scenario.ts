import type { ScenarioCard } from '../../scenarios/card.ts'
import { scenarioCards } from '../../scenarios/cards.ts'
import { useRun } from './run-store.ts'

/** The card of the run's scenario, or of the first scenario while no run is open. */
export function useScenario(): ScenarioCard {
  const id = useRun(({ session }) => session?.header.scenario)
  return scenarioCards.find(card => card.id === id) ?? scenarioCards[0]!
}
