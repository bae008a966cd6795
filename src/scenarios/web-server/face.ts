import type { ScenarioFace } from '../scenario-face.ts'
import { webServerCard } from './card.ts'
import { webServerLamps } from './lamps.ts'

export const webServerFace: ScenarioFace = { card: webServerCard, lamps: webServerLamps }
