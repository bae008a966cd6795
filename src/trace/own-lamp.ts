import type { Bilingual } from './bilingual.ts'
import type { Check } from './check.ts'

/** An invariant that a person added to a run. It is stored beside the run and changes nothing in its trace. */
export interface OwnLamp {
  readonly id: string
  readonly words: Bilingual
  readonly check: Check
  /** Number of events of the run that do not count, from its beginning on. */
  readonly from: number
}

/** Most lamps that a person may add to a run, so that each event stays cheap to judge. */
export const maxOwnLamps = 20
