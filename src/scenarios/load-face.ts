import { cqrsFace } from './cqrs/face.ts'
import type { ScenarioFace } from './scenario-face.ts'

/** The scenario that the page opens unless its address names another: the only one whose face is part of the page. */
export const firstFace: ScenarioFace = cqrsFace

const faces: Readonly<Record<string, () => Promise<ScenarioFace>>> = {
  'cqrs-as-printed': async () => (await import('./cqrs-as-printed/face.ts')).cqrsAsPrintedFace,
  'web-server': async () => (await import('./web-server/face.ts')).webServerFace,
  workbench: async () => (await import('./workbench/face.ts')).workbenchFace,
}

/** The face of a scenario; null for an unknown one, which opening the run refuses. */
export async function loadFace(scenario: string): Promise<ScenarioFace | null> {
  if (scenario === firstFace.card.id) return firstFace
  return Object.hasOwn(faces, scenario) ? await faces[scenario]!() : null
}
