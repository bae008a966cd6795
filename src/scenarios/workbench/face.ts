import type { ScenarioFace } from '../scenario-face.ts'
import { workbenchCard } from './card.ts'
import { workbenchLamps } from './lamps.ts'

export const workbenchFace: ScenarioFace = { card: workbenchCard, lamps: workbenchLamps }
