import type { ScenarioCard } from './card.ts'
import type { LampCard } from './lamp-card.ts'

/** What the page shows of a scenario before and while it runs. */
export interface ScenarioFace {
  readonly card: ScenarioCard
  readonly lamps: readonly LampCard[]
}
