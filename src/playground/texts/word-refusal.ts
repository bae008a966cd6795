import type { Refused } from '../../trace/index.ts'
import type { Locale } from './texts.ts'

let inJapanese: ((refusal: Refused) => string) | null = null

/** Loads the Japanese sentences of refusals, before the page shows Japanese. */
export async function loadJapaneseRefusals(): Promise<void> {
  inJapanese = (await import('./refusals-in-japanese.ts')).refusalInJapanese
}

/** The sentence of a refusal in the language of the page. */
export const wordRefusal = (refusal: Refused, locale: Locale): string =>
  locale === 'ja' && inJapanese !== null ? inJapanese(refusal) : refusal.refused
