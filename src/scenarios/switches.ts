import type { SettingSwitches } from './card.ts'
import { printedSwitches } from './cqrs-as-printed/switches.ts'

/** The settings of a scenario that its dialogs offer as switches; null: none. Apart from the cards, which the page loads at once. */
export const switchesOf = (scenario: string): SettingSwitches | null =>
  scenario === 'cqrs-as-printed' ? printedSwitches : null
