import type { ScenarioCard } from '../../scenarios/card.ts'
import type { LampCard } from '../../scenarios/lamp-card.ts'
import { firstFace, loadFace } from '../../scenarios/load-face.ts'
import { headerOf, useRun } from './run-store.ts'

/** Faces of the scenarios that the page has shown, by scenario. */
const loaded = new Map([[firstFace.card.id, firstFace]])

/** Loads what the page shows of a scenario, before it shows a run of it. Resolves to the card; undefined: an unknown scenario. */
export async function loadScenario(id: string): Promise<ScenarioCard | undefined> {
  const face = loaded.get(id) ?? (await loadFace(id))
  if (face === null) return undefined
  loaded.set(id, face)
  return face.card
}

const cardOf = (id = firstFace.card.id): ScenarioCard => (loaded.get(id) ?? firstFace).card

/** The lamps of a loaded scenario; none for an unknown one. */
export const lampsOfScenario = (id: string): readonly LampCard[] => loaded.get(id)?.lamps ?? []

/** The card of the run's scenario, or of the first scenario while no run is open. */
export const useScenario = (): ScenarioCard => cardOf(useRun(state => headerOf(state)?.scenario))

/** The same, outside of React. */
export const shownScenario = (): ScenarioCard => cardOf(headerOf(useRun.getState())?.scenario)

/** The number of cluster nodes at the start. Only nodes of a cluster have roles. */
export const nodesOf = ({ participants }: ScenarioCard): number =>
  participants.filter(({ kind, roles }) => kind === 'node' && roles.length > 0).length
