import type { ScenarioCard } from './card.ts'
import { cqrsCard } from './cqrs/card.ts'
import { cqrsAsPrintedCard } from './cqrs-as-printed/card.ts'
import { webServerCard } from './web-server/card.ts'
import { workbenchCard } from './workbench/card.ts'

/** The cards of all scenarios. The page's bundle contains only these, and no scenario code. */
export const scenarioCards: readonly ScenarioCard[] = [
  cqrsCard,
  cqrsAsPrintedCard,
  webServerCard,
  workbenchCard,
]
