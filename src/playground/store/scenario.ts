import type { ScenarioCard } from '../../scenarios/card.ts'
import { scenarioCards } from '../../scenarios/cards.ts'
import { useRun } from './run-store.ts'

const cardOf = (id: string | undefined): ScenarioCard =>
  scenarioCards.find(card => card.id === id) ?? scenarioCards[0]!

/** The card of the run's scenario, or of the first scenario while no run is open. */
export const useScenario = (): ScenarioCard => cardOf(useRun(({ session }) => session?.header.scenario))

/** The same, outside of React. */
export const shownScenario = (): ScenarioCard => cardOf(useRun.getState().session?.header.scenario)
