import type { Bilingual } from '../trace/bilingual.ts'
import type { Check } from '../trace/check.ts'

/** An invariant of a scenario, for which the page watches every run. */
export interface LampCard {
  readonly id: string
  /** A few words for the lamp. */
  readonly title: Bilingual
  /** One or two sentences: what is kept, and what it protects from. */
  readonly about: Bilingual
  readonly check: Check
}
