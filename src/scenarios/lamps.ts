import { cqrsLamps } from './cqrs/lamps.ts'
import { cqrsAsPrintedLamps } from './cqrs-as-printed/lamps.ts'
import type { LampCard } from './lamp-card.ts'
import { webServerLamps } from './web-server/lamps.ts'
import { workbenchLamps } from './workbench/lamps.ts'

/** Apart from the cards, because the conductor's worker needs those and gets the checks from the page. */
const lamps: Readonly<Record<string, readonly LampCard[]>> = {
  cqrs: cqrsLamps,
  'cqrs-as-printed': cqrsAsPrintedLamps,
  'web-server': webServerLamps,
  workbench: workbenchLamps,
}

/** The lamps of a scenario; none for an unknown one. */
export const lampsOf = (scenario: string): readonly LampCard[] =>
  Object.hasOwn(lamps, scenario) ? lamps[scenario]! : []
