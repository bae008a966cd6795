import type { Bilingual } from './bilingual.ts'
import { placeOf } from './walk-plain.ts'

/** The path of a part of data as the subject of a sentence. `whole` names the data itself. */
export const subjectOf = (steps: readonly unknown[], whole: Bilingual): string | Bilingual => {
  const place = placeOf(steps)
  return place === '' ? whole : `\`${place}\``
}
