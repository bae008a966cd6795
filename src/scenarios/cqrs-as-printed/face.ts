import type { ScenarioFace } from '../scenario-face.ts'
import { cqrsAsPrintedCard } from './card.ts'
import { cqrsAsPrintedLamps } from './lamps.ts'

export const cqrsAsPrintedFace: ScenarioFace = { card: cqrsAsPrintedCard, lamps: cqrsAsPrintedLamps }
