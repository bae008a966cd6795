import type { ScenarioFace } from '../scenario-face.ts'
import { cqrsCard } from './card.ts'
import { cqrsLamps } from './lamps.ts'

export const cqrsFace: ScenarioFace = { card: cqrsCard, lamps: cqrsLamps }
