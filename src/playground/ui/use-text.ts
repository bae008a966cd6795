import { useLocale } from 'use-intl'
import type { Bilingual } from '../../narration/index.ts'

/** Returns the function that selects the page's language of a bilingual text. */
export function useText(): (text: Bilingual) => string {
  const locale = useLocale()
  return text => text[locale]
}
