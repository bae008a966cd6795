import type { Bilingual } from '../../trace/bilingual.ts'

/** A numeric answer with its unit. English units are in the plural, so that 1 has none. */
export function numberWithUnit(count: number, unit: Bilingual | undefined, words = String(count)): Bilingual {
  if (unit === undefined) return { en: words, ja: words }
  return { en: count === 1 ? words : `${words} ${unit.en}`, ja: `${words}${unit.ja}` }
}
