import type { ScenarioCard } from './card.ts'
import { cqrsCard } from './cqrs/card.ts'
import { webServerCard } from './web-server/card.ts'

/** Every scenario's card: all that the page's bundle holds of them. */
export const scenarioCards: readonly ScenarioCard[] = [cqrsCard, webServerCard]
