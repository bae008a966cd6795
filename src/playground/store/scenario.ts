import type { ScenarioCard } from '../../scenarios/card.ts'
import { scenarioCards } from '../../scenarios/cards.ts'
import { useRun } from './run-store.ts'

/** The card of the run's scenario; before there is a run, that of the first. */
export function useScenario(): ScenarioCard {
  const id = useRun(({ session }) => session?.header.scenario)
  return scenarioCards.find(card => card.id === id) ?? scenarioCards[0]!
}
